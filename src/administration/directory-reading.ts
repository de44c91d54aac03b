// The directory as those who look after it see it: with what is retired, and the version of each part.
import type { EntityManager } from 'typeorm';
import type {
  AdministeredAgency,
  AdministeredAgreement,
  AdministeredPerson,
  AdministeredPlace,
  PartnershipFacts,
} from '../contract/administration.js';
import { DomainError } from '../domain/domain-error.js';
import { HAS_STRONG_WAY_IN } from '../identity/strong-way-in.js';

/** One of a partnership. */
export interface Key {
  partnershipId: string;
  id: string;
}

/** All of a partnership, or the one that `id` names. */
type Selection = Pick<Key, 'partnershipId'> & Partial<Key>;

export function readAgencies(
  manager: EntityManager,
  { partnershipId, id }: Selection,
): Promise<AdministeredAgency[]> {
  return manager.query(
    `SELECT id, name, short_name AS "shortName", abbreviation, kind, version,
       retired_at IS NOT NULL AS "isRetired",
       (SELECT coalesce(json_agg(json_build_object('issuer', issuer, 'value', claim_value)
                 ORDER BY issuer, claim_value), '[]')
          FROM agency_binding
         WHERE partnership_id = $1 AND agency_id = agency.id) AS "signIn"
       FROM agency
      WHERE partnership_id = $1 AND ($2::uuid IS NULL OR id = $2)
      ORDER BY position, id`,
    [partnershipId, id ?? null],
  );
}

export function readPlaces(
  manager: EntityManager,
  { partnershipId, id }: Selection,
): Promise<AdministeredPlace[]> {
  return manager.query(
    `SELECT id, name, kind, version, retired_at IS NOT NULL AS "isRetired"
       FROM place
      WHERE partnership_id = $1 AND ($2::uuid IS NULL OR id = $2)
      ORDER BY position, id`,
    [partnershipId, id ?? null],
  );
}

/** In the order of their agencies, and then by name. */
export function readPeople(
  manager: EntityManager,
  { partnershipId, id }: Selection,
): Promise<AdministeredPerson[]> {
  return manager.query(
    `SELECT person.id, person.name, email, agency_id AS "agencyId", role,
       is_deputy AS "isDeputy", membership.version,
       EXISTS (SELECT FROM membership AS other
                WHERE other.person_id = person.id AND other.partnership_id <> $1) AS "isElsewhere",
       EXISTS (SELECT FROM guest_pass
                WHERE guest_pass.partnership_id = $1 AND guest_pass.person_id = person.id) AS "isGuest",
       ${HAS_STRONG_WAY_IN} AS "hasStrongWayIn"
       FROM membership
       JOIN person ON person.id = membership.person_id
       JOIN agency ON agency.partnership_id = $1 AND agency.id = membership.agency_id
      WHERE membership.partnership_id = $1 AND ($2::uuid IS NULL OR person.id = $2)
      ORDER BY agency.position, is_deputy, person.name, person.id`,
    [partnershipId, id ?? null],
  );
}

export function readAgreements(
  manager: EntityManager,
  { partnershipId, id }: Selection,
): Promise<AdministeredAgreement[]> {
  return manager.query(
    `SELECT id, title, starts_on::text AS "startsOn", ends_on::text AS "endsOn", version,
       (SELECT coalesce(json_agg(json_build_object('agencyId', agency.id, 'signedBy', signed_by)
                 ORDER BY position), '[]')
          FROM agreement_signatory
          JOIN agency USING (partnership_id)
         WHERE partnership_id = $1 AND agreement_id = agreement.id AND agency.id = agency_id
       ) AS signatories
       FROM partnership_agreement AS agreement
      WHERE partnership_id = $1 AND ($2::uuid IS NULL OR id = $2)
      ORDER BY starts_on DESC, id`,
    [partnershipId, id ?? null],
  );
}

export function readFacts(
  manager: EntityManager,
  { id }: Pick<Key, 'id'>,
): Promise<PartnershipFacts[]> {
  return manager.query(
    `SELECT id, name, municipality, time_zone AS "timeZone",
       initial_audiences AS "initialAudiences", version
       FROM partnership WHERE id = $1`,
    [id],
  );
}

/** The one that was asked for, which the caller's transaction holds. */
export function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new DomainError('not-found');
  return row;
}
