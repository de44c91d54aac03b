// The directory as those who look after it see and change it. Whatever two people may edit at once
// carries a version: it rises with each edit, and an edit names the one it was based on in `If-Match`.
import { z } from 'zod';
import { InitialAudiences } from './audience.js';
import { EmailAddress, Id, Revision } from './primitives.js';
import { LocalDate, TimeZone } from './schedule.js';
import { boundedLine } from './text.js';
import { agencyKinds, placeKinds, roles } from './vocabulary.js';

const name = boundedLine(1, 120);

export const SignInBinding = z
  .strictObject({
    issuer: z.url().max(500).describe('The issuer of a provider of this installation.'),
    value: boundedLine(1, 200).describe('What the provider’s claim holds for the agency’s people.'),
  })
  .meta({ id: 'SignInBinding', description: 'How a provider knows the people of an agency.' });
export type SignInBinding = z.infer<typeof SignInBinding>;

export const NewAgency = z
  .strictObject({
    name,
    shortName: boundedLine(1, 30),
    abbreviation: boundedLine(2, 2),
    kind: z.enum(agencyKinds),
    signIn: z.array(SignInBinding).max(10),
  })
  .meta({ id: 'NewAgency' });
export type NewAgency = z.infer<typeof NewAgency>;

export const AgencyEdit = NewAgency.extend({
  isRetired: z.boolean().describe('Retiring an agency ends the access of its people at once.'),
}).meta({ id: 'AgencyEdit' });
export type AgencyEdit = z.infer<typeof AgencyEdit>;

export const AdministeredAgency = AgencyEdit.extend({ id: Id, version: Revision }).meta({
  id: 'AdministeredAgency',
});
export type AdministeredAgency = z.infer<typeof AdministeredAgency>;

export const NewPlace = z
  .strictObject({ name, kind: z.enum(placeKinds) })
  .meta({ id: 'NewPlace', description: 'A named place or area; never a person’s address.' });
export type NewPlace = z.infer<typeof NewPlace>;

export const PlaceEdit = NewPlace.extend({ isRetired: z.boolean() }).meta({ id: 'PlaceEdit' });
export type PlaceEdit = z.infer<typeof PlaceEdit>;

export const AdministeredPlace = PlaceEdit.extend({ id: Id, version: Revision }).meta({
  id: 'AdministeredPlace',
});
export type AdministeredPlace = z.infer<typeof AdministeredPlace>;

export const PersonEdit = z
  .strictObject({ name, agencyId: Id, role: z.enum(roles), isDeputy: z.boolean() })
  .meta({ id: 'PersonEdit' });
export type PersonEdit = z.infer<typeof PersonEdit>;

export const NewPerson = PersonEdit.extend({ email: EmailAddress }).meta({
  id: 'NewPerson',
  description: 'Someone who is known already, by their address, keeps their name.',
});
export type NewPerson = z.infer<typeof NewPerson>;

export const AdministeredPerson = PersonEdit.extend({
  id: Id,
  email: z.string(),
  isElsewhere: z
    .boolean()
    .describe('A member of other partnerships too, so the name is not this one’s to change.'),
  isGuest: z.boolean().describe('Here for one meeting, as an attendee; so their role stays.'),
  hasStrongWayIn: z
    .boolean()
    .describe(
      'Can sign in so that closed entries open: by a provider, or a passkey good for here.',
    ),
  version: Revision,
}).meta({ id: 'AdministeredPerson' });
export type AdministeredPerson = z.infer<typeof AdministeredPerson>;

export const AgreementEdit = z
  .strictObject({
    title: boundedLine(1, 200),
    startsOn: LocalDate,
    endsOn: LocalDate,
    signatories: z
      .array(z.strictObject({ agencyId: Id, signedBy: boundedLine(0, 120) }))
      .max(100)
      .refine(
        (list) => new Set(list.map(({ agencyId }) => agencyId)).size === list.length,
        'must name each agency once',
      ),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'must not be before startsOn',
  })
  .meta({ id: 'AgreementEdit' });
export type AgreementEdit = z.infer<typeof AgreementEdit>;

export const AdministeredAgreement = z
  .strictObject({ ...AgreementEdit.shape, id: Id, version: Revision })
  .meta({ id: 'AdministeredAgreement' });
export type AdministeredAgreement = z.infer<typeof AdministeredAgreement>;

export const PartnershipEdit = z
  .strictObject({ name, municipality: name, timeZone: TimeZone })
  .meta({ id: 'PartnershipEdit' });
export type PartnershipEdit = z.infer<typeof PartnershipEdit>;

export const PartnershipFacts = PartnershipEdit.extend({
  id: Id,
  initialAudiences: InitialAudiences,
  version: Revision,
}).meta({ id: 'PartnershipFacts' });
export type PartnershipFacts = z.infer<typeof PartnershipFacts>;

/** A partnership from nothing: who founds it is its coordinator, for its first agency. */
export const NewPartnership = PartnershipEdit.extend({
  agency: NewAgency.omit({ signIn: true }).describe('The agency one acts for oneself.'),
}).meta({ id: 'NewPartnership' });
export type NewPartnership = z.infer<typeof NewPartnership>;

/** All of one kind, in the order they shall stand; those that are retired have none. */
export const NewOrder = z.strictObject({ ids: z.array(Id).max(500) }).meta({ id: 'NewOrder' });
export type NewOrder = z.infer<typeof NewOrder>;

export const Directory = z
  .strictObject({
    partnership: PartnershipFacts,
    agreements: z.array(AdministeredAgreement).describe('The one that begins last comes first.'),
    agencies: z.array(AdministeredAgency),
    people: z.array(AdministeredPerson),
    places: z.array(AdministeredPlace),
    providers: z
      .array(z.strictObject({ issuer: z.string(), label: z.string(), claim: z.string() }))
      .describe('The providers an agency can be bound to.'),
  })
  .meta({ id: 'Directory' });
export type Directory = z.infer<typeof Directory>;
