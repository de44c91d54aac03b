// Who is signed in, and the doors to sign in by.
import { z } from 'zod';
import { Membership } from './directory.js';
import { EmailAddress, Id, Instant, Language } from './primitives.js';
import { agencyKinds, roles } from './vocabulary.js';

export const Session = z
  .strictObject({
    person: z.strictObject({ id: Id, name: z.string() }),
    memberships: z.array(Membership),
    opensClosed: z
      .boolean()
      .describe('Whether how one signed in opens what is closed, and not the table alone.'),
    expiresAt: Instant,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** Where someone is signed in. No addresses of the net: they say little and follow people about. */
export const OwnSessions = z
  .strictObject({
    sessions: z.array(
      z.strictObject({
        id: Id,
        isThis: z.boolean().describe('Whether it is the one that asks.'),
        browser: z.string().nullable(),
        system: z.string().nullable(),
        begunAt: Instant,
        seenAt: Instant.describe('When it was last used, to the minute or so.'),
      }),
    ),
  })
  .meta({ id: 'OwnSessions' });
export type OwnSessions = z.infer<typeof OwnSessions>;

/** What the sign-in page may offer on this installation. */
export const SignInDoors = z
  .strictObject({
    demo: z.boolean(),
    mail: z.boolean().describe('Whether one can ask for a link by mail.'),
    passkeys: z.boolean().describe('Whether passkeys work at the address that was asked for.'),
    providers: z
      .array(z.strictObject({ id: z.string(), label: z.string() }))
      .describe('The identity providers of the agencies, in the order to show them.'),
  })
  .meta({ id: 'SignInDoors' });
export type SignInDoors = z.infer<typeof SignInDoors>;

export const DemoRole = z
  .strictObject({
    personId: Id,
    name: z.string(),
    agencyName: z.string(),
    agencyKind: z.enum(agencyKinds),
    role: z.enum(roles),
  })
  .meta({ id: 'DemoRole' });
export type DemoRole = z.infer<typeof DemoRole>;

export const DemoSignIn = z.strictObject({ personId: Id }).meta({ id: 'DemoSignIn' });
export type DemoSignIn = z.infer<typeof DemoSignIn>;

/** A path of our own page: nothing a browser could take for another host, and no route of the API. */
const PagePath = z
  .string()
  .max(500)
  .regex(/^\/[\w\-.~%/?=&:+,]*$/)
  .refine((path) => !path.includes('//') && !path.startsWith('/api/'), 'is no path of the page');

export const ProviderSignIn = z
  .strictObject({ returnPath: PagePath.describe('Where to be once one is signed in.') })
  .meta({ id: 'ProviderSignIn' });
export type ProviderSignIn = z.infer<typeof ProviderSignIn>;

export const NextAddress = z
  .strictObject({
    url: z.string().describe('The address to go to: the provider, or back with what is wrong.'),
  })
  .meta({ id: 'NextAddress' });
export type NextAddress = z.infer<typeof NextAddress>;

/** Redeeming a sign-in link; the secret is in the link's fragment, so no server log ever holds it. */
export const LinkSignIn = z
  .strictObject({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .meta({ id: 'LinkSignIn' });
export type LinkSignIn = z.infer<typeof LinkSignIn>;

export const MailSignIn = z
  .strictObject({
    email: EmailAddress,
    language: Language.describe('The language of the letter.'),
  })
  .meta({ id: 'MailSignIn' });
export type MailSignIn = z.infer<typeof MailSignIn>;
