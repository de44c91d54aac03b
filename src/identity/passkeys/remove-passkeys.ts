import type { DataSource, EntityManager } from 'typeorm';
import { recordAt } from '../../audit/append-records.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { endedEntries, endWhere, type EndedSession } from '../end-sessions.js';

/**
 * Removes passkeys that the caller's transaction has locked, and ends the sessions that were begun with
 * them: whoever removes one has often lost it.
 */
export async function removePasskeys(
  manager: EntityManager,
  ids: readonly string[],
): Promise<EndedSession[]> {
  const ended = await endWhere(manager, 'passkey_id = ANY ($1)', ids);
  await manager.query('DELETE FROM passkey WHERE id = ANY ($1)', [ids]);
  return ended;
}

/** What an operator does for someone whose devices are lost; null when nobody has the address. */
export function removeAllPasskeysOf(
  dataSource: DataSource,
  now: Date,
  email: string,
): Promise<number | null> {
  return inTransaction(dataSource, async (manager) => {
    const [person] = await manager.query<{ id: string }[]>(
      'SELECT id FROM person WHERE email = $1',
      [email.toLowerCase()],
    );
    if (!person) return null;
    const rows = await manager.query<{ id: string }[]>(
      'SELECT id FROM passkey WHERE person_id = $1 ORDER BY id FOR UPDATE',
      [person.id],
    );
    const ids = rows.map(({ id }) => id);
    const ended = await removePasskeys(manager, ids);
    const partnershipIds = await partnershipsOf(manager, person.id);
    const removed = ids.map((passkeyId) => ({
      partnershipIds,
      kind: 'passkey.removed' as const,
      personId: null,
      detail: { passkeyId, forPersonId: person.id },
    }));
    await recordAt(now, manager, ...removed, ...endedEntries(ended, 'passkey-removed'));
    return ids.length;
  });
}

/** In whose audit it is told what someone does with their passkeys. */
export async function partnershipsOf(manager: EntityManager, personId: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    'SELECT partnership_id AS id FROM membership WHERE person_id = $1',
    [personId],
  );
  return rows.map(({ id }) => id);
}
