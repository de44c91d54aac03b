import type { EntityManager } from 'typeorm';
import { recordAt, type AuditEntry } from '../audit/append-records.js';

/** Hints on this channel carry the id of a session that has ended. */
export const SESSION_ENDED_CHANNEL = 'session_ended';

/** Sessions of these people that open no partnership any more. */
export const OPENS_NOTHING = `person_id = ANY ($1) AND NOT EXISTS (
  SELECT FROM membership
  WHERE membership.person_id = session.person_id
    AND (session.partnership_ids IS NULL OR partnership_id = ANY (session.partnership_ids)))`;

/** Sessions of these people that a provider has vouched for as members of this partnership. */
export const VOUCHED_FOR = `person_id = ANY ($1) AND method = 'oidc' AND $2 = ANY (partnership_ids)`;

/** By whom and how: by oneself, here or from elsewhere, or by losing the passkey, the account or what it opened. */
type EndOfSession =
  | 'signed-out'
  | 'ended-elsewhere'
  | 'signed-in-again'
  | 'passkey-removed'
  | 'account-unlinked'
  | 'access-ended';

type Condition =
  | 'passkey_id = ANY ($1)'
  | 'person_id = $1 AND id = $2'
  | 'person_id = $1 AND id <> $2'
  | `person_id = $1 AND method = 'oidc'`
  | typeof OPENS_NOTHING
  | typeof VOUCHED_FOR;

/** A session that has just ended, with the partnerships it opened. */
export interface EndedSession {
  readonly id: string;
  readonly personId: string;
  readonly partnershipIds: string[];
}

/**
 * Ends sessions that somebody must not have any more. PostgreSQL sends the hints when the transaction commits, and never when it does not;
 * whoever misses them is told by the version of the rights, which rises where the sessions led: no
 * event that is committed later reaches a connection that has not been asked anew.
 */
export function endWhere(
  manager: EntityManager,
  condition: Condition,
  ...values: unknown[]
): Promise<EndedSession[]> {
  return manager.query<EndedSession[]>(
    `WITH ended AS (DELETE FROM session WHERE ${condition} RETURNING *),
       raised AS (
         UPDATE partnership SET rights_version = rights_version + 1
         WHERE id IN (SELECT unnest(${OPENED_PARTNERSHIPS}) FROM ended AS session))
     ${TELL_OF_ENDED}`,
    values,
  );
}

/**
 * As `endWhere`, in the browser whose session it is. Whoever signs out has lost no right, so nobody else
 * at their boards is asked anew: the hint cuts their lines, or else the next look at what has ended.
 */
export function endHere(
  manager: EntityManager,
  condition: 'id = $1' | 'secret_hash = $1',
  value: string | Buffer,
): Promise<EndedSession[]> {
  return manager.query<EndedSession[]>(
    `WITH ended AS (DELETE FROM session WHERE ${condition} RETURNING *) ${TELL_OF_ENDED}`,
    [value],
  );
}

/** Of a row called session: where the person is a member and the session lets them in. */
export const OPENED_PARTNERSHIPS = `ARRAY (
  SELECT membership.partnership_id FROM membership
  WHERE membership.person_id = session.person_id
    AND (session.partnership_ids IS NULL
      OR membership.partnership_id = ANY (session.partnership_ids)))`;

const TELL_OF_ENDED = `
  SELECT id, person_id AS "personId", ${OPENED_PARTNERSHIPS} AS "partnershipIds",
    pg_notify('${SESSION_ENDED_CHANNEL}', id::text)
  FROM ended AS session`;

/**
 * Which of an array of sessions have ended by a time, by sign-out or by themselves; both as SQL. Mostly none
 * has, which is seen at a glance, before each is looked at.
 */
export function endedAmong(ids: string, at: string): string {
  return `SELECT asked.id FROM unnest(${ids}::uuid[]) AS asked (id)
    WHERE NOT (${allHold(ids, at)})
      AND NOT EXISTS (SELECT FROM session WHERE session.id = asked.id AND expires_at > ${at})`;
}

/** Whether all of an array of different sessions hold at a time. */
export function allHold(ids: string, at: string): string {
  return `cardinality(${ids}::uuid[]) =
    (SELECT count(*) FROM session WHERE id = ANY (${ids}) AND expires_at > ${at})`;
}

/** What the audit tells of sessions that someone has ended. */
export function endedEntries(ended: readonly EndedSession[], how: EndOfSession): AuditEntry[] {
  return ended.map(({ id, personId, partnershipIds }) => ({
    partnershipIds,
    kind: 'session.ended',
    personId,
    detail: { sessionId: id, how },
  }));
}

/** A change of rights, as part of which sessions end: in which partnership, and when. */
export interface ChangeOfRights {
  readonly partnershipId: string;
  readonly at: Date;
}

/** To the partnership where it was lost, which the session may open no more. */
export async function tellOfLostAccess(
  manager: EntityManager,
  { partnershipId, at }: ChangeOfRights,
  ended: readonly EndedSession[],
): Promise<void> {
  const here = ended.map((session) => ({
    ...session,
    partnershipIds: [...new Set([...session.partnershipIds, partnershipId])],
  }));
  await recordAt(at, manager, ...endedEntries(here, 'access-ended'));
}
