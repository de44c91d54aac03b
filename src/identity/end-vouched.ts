import type { EntityManager } from 'typeorm';
import { endWhere, tellOfLostAccess, VOUCHED_FOR, type ChangeOfRights } from './end-sessions.js';
import { removePasskeys } from './passkeys/remove-passkeys.js';

/**
 * A provider vouches for one agency: whoever changes it, or is known by it no more, signs in anew. A
 * passkey that goes back to its word opens no more than that word did, so it goes as well.
 */
export async function endVouchedSessions(
  manager: EntityManager,
  change: ChangeOfRights,
  personIds: readonly string[],
): Promise<void> {
  const { partnershipId } = change;
  const ended = await endWhere(manager, VOUCHED_FOR, personIds, partnershipId);
  const passkeys = await manager.query<{ id: string }[]>(
    `SELECT id FROM passkey WHERE person_id = ANY ($1) AND made_by = 'oidc' AND $2 = ANY (partnership_ids)
     ORDER BY id FOR UPDATE`,
    [personIds, partnershipId],
  );
  const ids = passkeys.map(({ id }) => id);
  await tellOfLostAccess(manager, change, [...ended, ...(await removePasskeys(manager, ids))]);
}
