// Which invitations end with a change of the directory, and what the audit tells of that.
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/append-records.js';
import { roles } from '../contract/vocabulary.js';
import { mayAdminister } from '../domain/meeting/roles.js';

/**
 * Nobody is let in any more by whoever may not let others in themselves; nor by a letter that is on its
 * way to them and says something else than what was decided of them since.
 */
export async function withdrawInvitations(
  manager: EntityManager,
  { partnershipId, personId }: { partnershipId: string; personId: string },
  changedPersonIds: readonly string[],
): Promise<AuditEntry[]> {
  const [withdrawn] = await manager.query<[{ id: string }[], number]>(
    `DELETE FROM invitation
     WHERE partnership_id = $1 AND (
       NOT EXISTS (
         SELECT FROM membership
         WHERE membership.partnership_id = $1 AND membership.person_id = invited_by
           AND role = ANY ($2))
       OR EXISTS (
         SELECT FROM person
         LEFT JOIN membership ON membership.partnership_id = $1 AND person_id = person.id
         WHERE person.id = ANY ($3) AND person.email = invitation.email
           AND (membership.agency_id, membership.role, NULL)
             IS DISTINCT FROM (invitation.agency_id, invitation.role, invitation.meeting_id)))
     RETURNING id`,
    [partnershipId, roles.filter(mayAdminister), changedPersonIds],
  );
  return withdrawn.map(({ id: invitationId }) => ({
    partnershipIds: [partnershipId],
    kind: 'invitation.withdrawn',
    personId,
    detail: { invitationId },
  }));
}
