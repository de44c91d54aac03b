// A whole partnership written down at once, as an operator or the demonstration sets it up. Here
// people, agencies and places are named by what they are called; identities are given when stored.
import { z } from 'zod';
import { InitialAudiences } from '../contract/audience.js';
import { LocalDate, TimeZone } from '../contract/schedule.js';
import { boundedLine } from '../contract/text.js';
import { agencyKinds, placeKinds, roles } from '../contract/vocabulary.js';
import { usualInitialAudiences } from '../domain/meeting/initial-audience.js';

const name = boundedLine(1, 120);

const SetUpAgency = z.strictObject({
  name,
  shortName: boundedLine(1, 30),
  abbreviation: boundedLine(2, 2),
  kind: z.enum(agencyKinds),
  signIn: z
    .array(
      z.strictObject({
        issuer: z.url().max(500).describe('The issuer of one of OIDC_PROVIDERS, letter by letter.'),
        value: boundedLine(1, 200).describe(
          'What the provider’s agencyClaim holds for its people.',
        ),
      }),
    )
    .max(10)
    .optional()
    .describe('How the identity providers know the people of the agency.'),
});

const SetUpPerson = z.strictObject({
  name,
  email: z
    .email()
    .max(254)
    .transform((email) => email.toLowerCase()),
  agency: name.describe('The name of the agency the person acts for.'),
  role: z.enum(roles),
});

const SetUpAgreement = z
  .strictObject({
    title: boundedLine(1, 200),
    startsOn: LocalDate,
    endsOn: LocalDate,
    signatories: z
      .array(z.strictObject({ agency: name, signedBy: boundedLine(1, 120) }))
      .min(1)
      .max(40),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'ligger före startsOn',
  });

export const PartnershipSetUp = z
  .strictObject({
    name,
    municipality: name,
    timeZone: TimeZone,
    agencies: z.array(SetUpAgency).min(1).max(100),
    places: z
      .array(z.strictObject({ name, kind: z.enum(placeKinds) }))
      .max(500)
      .default([])
      .describe('Those who meet can add them themselves, in the page.'),
    agreement: SetUpAgreement.optional(),
    initialAudiences: InitialAudiences.default(usualInitialAudiences).describe(
      'Whom new entries reach at first; it can be changed in the page.',
    ),
    people: z.array(SetUpPerson).min(1).max(1000),
  })
  .superRefine((setUp, context) => {
    const fault = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const twice = (list: 'agencies' | 'places' | 'people', keys: string[]) =>
      keys.forEach((key, index) => {
        if (keys.indexOf(key) < index) fault([list, index], `${key} står redan tidigare i listan`);
      });
    twice(
      'agencies',
      setUp.agencies.map((agency) => agency.name),
    );
    twice(
      'places',
      setUp.places.map((place) => place.name),
    );
    twice(
      'people',
      setUp.people.map((person) => person.email),
    );

    const claims = new Set<string>();
    setUp.agencies.forEach(({ signIn = [] }, index) =>
      signIn.forEach(({ issuer, value }, place) => {
        const claim = `${issuer} ${value}`;
        if (claims.has(claim))
          fault(['agencies', index, 'signIn', place], 'står redan tidigare i filen');
        claims.add(claim);
      }),
    );

    const known = new Set(setUp.agencies.map((agency) => agency.name));
    const unknown = (path: PropertyKey[], agency: string) => {
      if (!known.has(agency)) fault(path, `${agency} finns inte bland agencies`);
    };
    setUp.people.forEach(({ agency }, index) => unknown(['people', index, 'agency'], agency));
    setUp.agreement?.signatories.forEach(({ agency }, index) =>
      unknown(['agreement', 'signatories', index, 'agency'], agency),
    );
    if (!setUp.people.some((person) => person.role === 'coordinator'))
      fault(['people'], 'minst en person måste vara coordinator');
  });
export type PartnershipSetUp = z.infer<typeof PartnershipSetUp>;
