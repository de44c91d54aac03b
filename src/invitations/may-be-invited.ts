// Whom an invitation may be for. It is asked when one is sent, and again when it is used, for within its
// seven days people become members in other ways, and get ways in that are stronger than a link.
import type { EntityManager } from 'typeorm';
import type { MembershipRow } from '../directory/rows/membership-row.js';
import { DomainError } from '../domain/domain-error.js';
import { HAS_STRONG_WAY_IN } from '../identity/strong-way-in.js';
import type { InvitationRow } from './rows/invitation-row.js';

type Invited = Pick<InvitationRow, 'partnershipId' | 'agencyId' | 'email' | 'role' | 'meetingId'>;

interface Member extends Pick<MembershipRow, 'agencyId' | 'role'> {
  readonly hasStrongWayIn: boolean;
}

/**
 * A member may be, where nothing else lets them in to what is closed: whoever was added by hand, from
 * an agency without a provider. They stay what they are, so they can be invited as nothing else.
 */
export async function mayBeInvited(
  manager: EntityManager,
  { partnershipId, agencyId, email, role, meetingId }: Invited,
): Promise<boolean> {
  const [member] = await manager.query<Member[]>(
    `SELECT agency_id AS "agencyId", role, ${HAS_STRONG_WAY_IN} AS "hasStrongWayIn"
     FROM membership JOIN person ON person.id = person_id
     WHERE partnership_id = $1 AND email = $2 AND NOT EXISTS (
       SELECT FROM guest_pass
       WHERE guest_pass.partnership_id = $1 AND guest_pass.person_id = person.id)`,
    [partnershipId, email],
  );
  if (!member) return true;
  const isAsTheyAre = member.agencyId === agencyId && member.role === role && meetingId === null;
  return isAsTheyAre && !member.hasStrongWayIn;
}

/** `already-a-member` for whoever may not be, and `unknown-reference` where the agency has left. */
export async function assertMayBeInvited(manager: EntityManager, invited: Invited): Promise<void> {
  if (!(await isAtTable(manager, invited)))
    throw new DomainError('unknown-reference', 'The agency is not in the partnership.');
  if (!(await mayBeInvited(manager, invited))) throw new DomainError('already-a-member');
}

export async function isAtTable(
  manager: EntityManager,
  { partnershipId, agencyId }: Pick<Invited, 'partnershipId' | 'agencyId'>,
): Promise<boolean> {
  const found = await manager.query<object[]>(
    'SELECT FROM agency WHERE partnership_id = $1 AND id = $2 AND retired_at IS NULL',
    [partnershipId, agencyId],
  );
  return found.length > 0;
}
