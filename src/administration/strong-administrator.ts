import type { EntityManager } from 'typeorm';
import { roles } from '../contract/vocabulary.js';
import { mayAdminister } from '../domain/meeting/roles.js';
import { HAS_STRONG_WAY_IN } from '../identity/strong-way-in.js';

/** Whether anyone who may look after the partnership can sign in by a way that lets them. */
export async function hasStrongAdministrator(
  manager: EntityManager,
  partnershipId: string,
): Promise<boolean> {
  const found = await manager.query<unknown[]>(
    `SELECT FROM membership
     WHERE partnership_id = $1 AND role = ANY ($2) AND ${HAS_STRONG_WAY_IN} LIMIT 1`,
    [partnershipId, roles.filter(mayAdminister)],
  );
  return found.length > 0;
}
