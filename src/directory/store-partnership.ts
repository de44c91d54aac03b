// Stores a new partnership with everything it consists of.
import type { EntityManager } from 'typeorm';
import { newId } from '../platform/ids.js';
import type { PartnershipSetUp } from './partnership-set-up.js';
import { AgencyBindingRow } from './rows/agency-binding-row.js';
import { AgencyRow } from './rows/agency-row.js';
import { AgreementSignatoryRow } from './rows/agreement-signatory-row.js';
import { MembershipRow } from './rows/membership-row.js';
import { PartnershipAgreementRow } from './rows/partnership-agreement-row.js';
import { PartnershipRow } from './rows/partnership-row.js';
import { PersonRow } from './rows/person-row.js';
import { PlaceRow } from './rows/place-row.js';

/** The identities that were given, each by the name or e-mail address in the set-up. */
export interface StoredPartnership {
  readonly partnershipId: string;
  readonly agencyIds: ReadonlyMap<string, string>;
  readonly placeIds: ReadonlyMap<string, string>;
  readonly personIds: ReadonlyMap<string, string>;
}

/**
 * Writes the partnership as part of the caller's transaction. A person who is known already, from
 * another partnership, becomes a member of this one too and keeps their name.
 */
export async function storePartnership(
  manager: EntityManager,
  setUp: PartnershipSetUp,
): Promise<StoredPartnership> {
  const partnershipId = newId();
  const { name, municipality, timeZone, initialAudiences } = setUp;
  const partnership = { id: partnershipId, name, municipality, timeZone, initialAudiences };
  await manager.insert(PartnershipRow, partnership);

  const agencyIds = identities(setUp.agencies.map((agency) => agency.name));
  await manager.insert(
    AgencyRow,
    setUp.agencies.map(({ signIn: _signIn, ...agency }, position) => ({
      ...agency,
      partnershipId,
      id: known(agencyIds, agency.name),
      position,
    })),
  );

  const bindings = setUp.agencies.flatMap(({ name: agency, signIn = [] }) =>
    signIn.map(({ issuer, value: claimValue }) => ({
      partnershipId,
      issuer,
      claimValue,
      agencyId: known(agencyIds, agency),
    })),
  );
  if (bindings.length > 0) await manager.insert(AgencyBindingRow, bindings);

  const placeIds = identities(setUp.places.map((place) => place.name));
  const places = setUp.places.map((place, position) => ({
    ...place,
    partnershipId,
    id: known(placeIds, place.name),
    position,
  }));
  if (places.length > 0) await manager.insert(PlaceRow, places);

  if (setUp.agreement) await storeAgreement(manager, partnershipId, setUp.agreement, agencyIds);

  const personIds = await storePeople(manager, setUp.people);
  await manager.insert(
    MembershipRow,
    setUp.people.map(({ email, agency, role }) => ({
      partnershipId,
      personId: known(personIds, email),
      agencyId: known(agencyIds, agency),
      role,
    })),
  );
  return { partnershipId, agencyIds, placeIds, personIds };
}

async function storeAgreement(
  manager: EntityManager,
  partnershipId: string,
  { title, startsOn, endsOn, signatories }: NonNullable<PartnershipSetUp['agreement']>,
  agencyIds: ReadonlyMap<string, string>,
): Promise<void> {
  const id = newId();
  await manager.insert(PartnershipAgreementRow, { partnershipId, id, title, startsOn, endsOn });
  await manager.insert(
    AgreementSignatoryRow,
    signatories.map(({ agency, signedBy }) => ({
      partnershipId,
      agreementId: id,
      agencyId: known(agencyIds, agency),
      signedBy,
    })),
  );
}

async function storePeople(
  manager: EntityManager,
  people: PartnershipSetUp['people'],
): Promise<ReadonlyMap<string, string>> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(PersonRow)
    .values(people.map(({ name, email }) => ({ id: newId(), name, email })))
    .orIgnore()
    .execute();
  const rows = await manager.query<{ id: string; email: string }[]>(
    'SELECT id, email FROM person WHERE email = ANY ($1)',
    [people.map((person) => person.email)],
  );
  return new Map(rows.map(({ id, email }) => [email, id]));
}

function identities(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, newId()]));
}

function known(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error('The set-up was not checked against its schema.');
  return id;
}
