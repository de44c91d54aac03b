// What ends with a membership, or with the agency it was for.
import type { EntityManager } from 'typeorm';
import {
  endWhere,
  OPENS_NOTHING,
  tellOfLostAccess,
  VOUCHED_FOR,
  type ChangeOfRights,
} from './end-sessions.js';
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

/**
 * Ends what is left open to people who have lost a membership: what a provider had vouched for, so that it
 * opens nothing should they come back for another agency; and sessions and links that lead nowhere.
 */
export async function endAccess(
  manager: EntityManager,
  change: ChangeOfRights,
  personIds: readonly string[],
): Promise<void> {
  await endVouchedSessions(manager, change, personIds);
  await tellOfLostAccess(manager, change, await endWhere(manager, OPENS_NOTHING, personIds));
  await manager.query(
    `DELETE FROM sign_in_link
     WHERE person_id = ANY ($1)
       AND NOT EXISTS (SELECT FROM membership WHERE person_id = sign_in_link.person_id)`,
    [personIds],
  );
}
