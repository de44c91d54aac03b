// Passkeys: what crosses the wire when one is made, used and looked after. Only what the server needs
// of what WebAuthn has to say; everything binary is base64url.
import { z } from 'zod';
import { Id, Instant } from './primitives.js';
import { boundedLine } from './text.js';

const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/);

const CredentialId = bytes(1_400);
const PublicKey = z.literal('public-key');
const Verification = z.literal('required');

export const OwnPasskeys = z
  .strictObject({
    passkeys: z.array(
      z.strictObject({
        id: Id,
        name: z.string(),
        madeAt: Instant,
        usedAt: Instant.nullable().describe('When someone last signed in with it.'),
      }),
    ),
    adding: z
      .enum(['possible', 'not-by-this-sign-in', 'not-at-this-address'])
      .describe('Whether one can be added here, or why not.'),
    mayChange: z.boolean().describe('Whether this sign-in may rename and remove them.'),
  })
  .meta({ id: 'OwnPasskeys' });
export type OwnPasskeys = z.infer<typeof OwnPasskeys>;

/** Asks for a challenge; there is nothing more to say. */
export const ChallengeRequest = z.strictObject({}).meta({ id: 'ChallengeRequest' });
export type ChallengeRequest = z.infer<typeof ChallengeRequest>;

/** What the browser is asked to make, as WebAuthn writes it. */
export const PasskeyWanted = z
  .strictObject({
    challenge: z.string(),
    rp: z.strictObject({ id: z.string(), name: z.string() }),
    user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.strictObject({ type: PublicKey, alg: z.int() })),
    timeout: z.int(),
    attestation: z.literal('none'),
    excludeCredentials: z.array(z.strictObject({ type: PublicKey, id: z.string() })),
    authenticatorSelection: z.strictObject({
      residentKey: Verification,
      requireResidentKey: z.literal(true),
      userVerification: Verification,
    }),
  })
  .meta({ id: 'PasskeyWanted' });
export type PasskeyWanted = z.infer<typeof PasskeyWanted>;

const PasskeyName = boundedLine(1, 60);

export const NewPasskey = z
  .strictObject({
    name: PasskeyName,
    id: CredentialId,
    clientDataJSON: bytes(4_000),
    attestationObject: bytes(8_000),
  })
  .meta({ id: 'NewPasskey' });
export type NewPasskey = z.infer<typeof NewPasskey>;

export const PasskeyRenaming = z
  .strictObject({ name: PasskeyName })
  .meta({ id: 'PasskeyRenaming' });
export type PasskeyRenaming = z.infer<typeof PasskeyRenaming>;

/** What the browser is asked to sign, with whichever passkey the person chooses. */
export const PasskeyAsked = z
  .strictObject({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    userVerification: Verification,
  })
  .meta({ id: 'PasskeyAsked' });
export type PasskeyAsked = z.infer<typeof PasskeyAsked>;

export const PasskeySignIn = z
  .strictObject({
    id: CredentialId,
    clientDataJSON: bytes(4_000),
    authenticatorData: bytes(2_000),
    signature: bytes(2_000),
    userHandle: bytes(100),
  })
  .meta({ id: 'PasskeySignIn' });
export type PasskeySignIn = z.infer<typeof PasskeySignIn>;
