// Who sits around the table of the domain's tests, and what they speak of: five agencies and two places.
import type { AgencyKind, Role } from '../../../src/contract/vocabulary.js';
import type { Actor } from '../../../src/domain/meeting/access.js';

/** A UUID that names its kind and number, so that a failure can be read. */
export const id = (kind: string, number: number): string =>
  `${Buffer.from(kind.padEnd(4, '-')).toString('hex')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const agency = {
  kommunen: id('ag', 1),
  polisen: id('ag', 2),
  fritidsgården: id('ag', 3),
  bostadsbolaget: id('ag', 4),
  nattvandrarna: id('ag', 5),
};
export type AgencyName = keyof typeof agency;
export const agencyNames = Object.keys(agency) as AgencyName[];

const kinds: Record<AgencyName, AgencyKind> = {
  kommunen: 'authority',
  polisen: 'authority',
  fritidsgården: 'municipal-service',
  bostadsbolaget: 'company',
  nattvandrarna: 'association',
};

export const place = { stationen: id('plac', 1), 'väg 225': id('plac', 2) };

export const directory = {
  agencies: new Map(
    agencyNames.map((name) => [agency[name], { kind: kinds[name], isRetired: false }]),
  ),
  places: new Map(Object.values(place).map((id) => [id, { isRetired: false }])),
};

export const kindOf = (agencyId: string) => directory.agencies.get(agencyId)?.kind;

export function from(name: AgencyName, role: Role = 'attendee'): Actor {
  return {
    personId: id(role, agencyNames.indexOf(name)),
    partnershipId: id('part', 1),
    agencyId: agency[name],
    agencyKind: kinds[name],
    role,
    opensClosed: true,
  };
}

/** The same person, who has come by a link. */
export function byLink(actor: Actor): Actor {
  return { ...actor, opensClosed: false };
}

export const coordinator = from('kommunen', 'coordinator');
export const police = from('polisen');
export const volunteer = from('nattvandrarna');
