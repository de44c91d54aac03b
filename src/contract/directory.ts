// The partnership around the table: its agencies, places and agreement.
import { z } from 'zod';
import { Audience } from './audience.js';
import { Id, Instant } from './primitives.js';
import { LocalDate } from './schedule.js';
import { agencyKinds, placeKinds, roles } from './vocabulary.js';

export const Agency = z
  .strictObject({
    id: Id,
    name: z.string(),
    shortName: z.string(),
    /** Two letters that mark the agency where there is little room. */
    abbreviation: z.string(),
    kind: z.enum(agencyKinds),
    isRetired: z.boolean().describe('It is at the table no more, but what it did is.'),
  })
  .meta({ id: 'Agency' });
export type Agency = z.infer<typeof Agency>;

export const Place = z
  .strictObject({
    id: Id,
    name: z.string(),
    kind: z.enum(placeKinds),
    isRetired: z.boolean().describe('It is offered no more, but was written of.'),
  })
  .meta({ id: 'Place', description: 'A named place or area; never a person’s address.' });
export type Place = z.infer<typeof Place>;

export const PartnershipAgreement = z
  .strictObject({
    id: Id,
    title: z.string(),
    startsOn: LocalDate,
    endsOn: LocalDate,
    signatories: z.array(z.strictObject({ agencyId: Id, signedBy: z.string() })),
  })
  .meta({ id: 'PartnershipAgreement' });
export type PartnershipAgreement = z.infer<typeof PartnershipAgreement>;

export const Partnership = z
  .strictObject({
    id: Id,
    name: z.string(),
    municipality: z.string(),
    timeZone: z.string(),
    agencies: z.array(Agency),
    places: z.array(Place),
    agreement: PartnershipAgreement.nullable(),
    initialAudience: Audience.describe(
      'Whom a new entry of whoever asks reaches until they say otherwise.',
    ),
  })
  .meta({ id: 'Partnership' });
export type Partnership = z.infer<typeof Partnership>;

export const Membership = z
  .strictObject({
    partnershipId: Id,
    partnershipName: z.string(),
    agencyId: Id,
    agencyName: z.string(),
    role: z.enum(roles),
    guestOf: z
      .strictObject({ meetingId: Id, endsAt: Instant })
      .nullable()
      .describe('The one meeting that a guest may attend, and until when.'),
  })
  .meta({ id: 'Membership' });
export type Membership = z.infer<typeof Membership>;
