// In which order agencies and places stand, in lists and along the table.
import type { EntityManager } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';

type Ordered = 'agency' | 'place';

/** The place after all others. */
export async function nextPosition(
  manager: EntityManager,
  table: Ordered,
  partnershipId: string,
): Promise<number> {
  const [last] = await manager.query<{ next: number }[]>(
    `SELECT coalesce(max(position) + 1, 0) AS next FROM ${table} WHERE partnership_id = $1`,
    [partnershipId],
  );
  return last?.next ?? 0;
}

/** Those that are retired count as well: the page carries them along. */
export async function assertRoomFor(
  manager: EntityManager,
  table: Ordered,
  partnershipId: string,
  most: number,
): Promise<void> {
  const [{ count } = { count: 0 }] = await manager.query<{ count: number }[]>(
    `SELECT count(*)::integer AS count FROM ${table} WHERE partnership_id = $1`,
    [partnershipId],
  );
  if (count >= most) throw new DomainError('limit-reached');
}

/** Gives all that are not retired a new order; `stale` when they are not exactly these any more. */
export async function putInOrder(
  manager: EntityManager,
  table: Ordered,
  partnershipId: string,
  ids: readonly string[],
): Promise<void> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM ${table} WHERE partnership_id = $1 AND retired_at IS NULL`,
    [partnershipId],
  );
  const wanted = new Set(ids);
  if (wanted.size !== ids.length || wanted.size !== rows.length)
    throw new DomainError('stale', 'The order must hold each one once.');
  if (rows.some(({ id }) => !wanted.has(id))) throw new DomainError('stale');
  await manager.query(
    `UPDATE ${table} SET position = place
     FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, place)
     WHERE partnership_id = $1 AND ${table}.id = wanted.id`,
    [partnershipId, ids],
  );
}
