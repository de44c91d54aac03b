import type { EntityManager } from 'typeorm';

/** Hints on this channel carry the id of a session that has ended. */
export const SESSION_ENDED_CHANNEL = 'session_ended';

type Condition =
  'id = $1' | 'secret_hash = $1' | 'person_id = $1 AND id = $2' | 'person_id = $1 AND id <> $2';

/**
 * Ends sessions and answers how many. PostgreSQL sends the hints when the transaction commits, and
 * never when it does not.
 */
export async function endWhere(
  manager: EntityManager,
  condition: Condition,
  ...values: unknown[]
): Promise<number> {
  const told = await manager.query<object[]>(
    `WITH ended AS (DELETE FROM session WHERE ${condition} RETURNING id)
     SELECT pg_notify('${SESSION_ENDED_CHANNEL}', id::text) FROM ended`,
    values,
  );
  return told.length;
}
