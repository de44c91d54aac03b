import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/append-records.js';

/** Hints on this channel carry the id of a session that has ended. */
export const SESSION_ENDED_CHANNEL = 'session_ended';

/** By signing out there, from another device, or by signing in again in the same browser. */
type EndOfSession = 'signed-out' | 'ended-elsewhere' | 'signed-in-again';

type Condition =
  'id = $1' | 'secret_hash = $1' | 'person_id = $1 AND id = $2' | 'person_id = $1 AND id <> $2';

/** A session that has just ended, with the partnerships it opened. */
export interface EndedSession {
  readonly id: string;
  readonly personId: string;
  readonly partnershipIds: string[];
}

/** Ends sessions. PostgreSQL sends the hints when the transaction commits, and never when it does not. */
export async function endWhere(
  manager: EntityManager,
  condition: Condition,
  ...values: unknown[]
): Promise<EndedSession[]> {
  return manager.query<EndedSession[]>(
    `WITH ended AS (DELETE FROM session WHERE ${condition} RETURNING *)
     SELECT id, person_id AS "personId", ${OPENED_PARTNERSHIPS} AS "partnershipIds",
       pg_notify('${SESSION_ENDED_CHANNEL}', id::text)
     FROM ended AS session`,
    values,
  );
}

/** Of a row called session: where the person is a member and the session lets them in. */
export const OPENED_PARTNERSHIPS = `ARRAY (
  SELECT membership.partnership_id FROM membership
  WHERE membership.person_id = session.person_id
    AND (session.partnership_ids IS NULL
      OR membership.partnership_id = ANY (session.partnership_ids)))`;

/** What the audit tells of sessions that someone has ended. */
export function endedEntries(ended: readonly EndedSession[], how: EndOfSession): AuditEntry[] {
  return ended.map(({ id, personId, partnershipIds }) => ({
    partnershipIds,
    kind: 'session.ended',
    personId,
    detail: { sessionId: id, how },
  }));
}
