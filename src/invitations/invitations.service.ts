// Inviting: for those who administer the partnership. An invitation is there until somebody has joined
// by it or it is withdrawn; one that has run out stays in the list, to be sent again.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { assertAdministers, type Asker } from '../administration/directory-changes.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Invitation, InvitationList, NewInvitation } from '../contract/invitations.js';
import type { AuditKind } from '../contract/vocabulary.js';
import { AgencyRow } from '../directory/rows/agency-row.js';
import { DomainError } from '../domain/domain-error.js';
import { AttemptCount } from '../identity/attempt-count.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/database/database-errors.js';
import { inSnapshot, inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { InvitationMail } from './invitation-mail.js';
import { InvitationRow } from './rows/invitation-row.js';

export const INVITATION_LASTS_MS = 7 * 24 * 60 * 60 * 1000;
const MOST_INVITATIONS = 500;
/** What one person can have us write in an hour: a whole table and more, and no flood of strangers. */
const LETTERS_AN_HOUR = 200;

@Injectable()
export class InvitationsService {
  private readonly letters: AttemptCount;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mail: InvitationMail,
    private readonly audit: AuditLog,
  ) {
    const bound = { of: 'invitation', most: LETTERS_AN_HOUR, seconds: 3600 };
    this.letters = new AttemptCount(dataSource, bound);
  }

  list(asker: Asker): Promise<InvitationList> {
    const { partnershipId } = asker;
    return inSnapshot(this.dataSource, async (manager) => {
      await assertAdministers(manager, asker);
      const rows = await manager.find(InvitationRow, {
        where: { partnershipId },
        order: { createdAt: 'DESC', id: 'ASC' },
      });
      const { isAvailable: canSend, isKeptHere } = this.mail;
      return { canSend, isKeptHere, invitations: rows.map(toInvitation) };
    });
  }

  async invite(asker: Asker, asked: NewInvitation): Promise<Invitation> {
    const { partnershipId, personId } = asker;
    await this.countLetter(asker);
    const row = {
      ...asked,
      partnershipId,
      id: newId(),
      meetingId: null,
      guestUntil: null,
      secretHash: null,
      invitedBy: personId,
      ...this.anew(),
    };
    try {
      await this.change(asker, 'invitation.sent', row.id, async (manager) => {
        if ((await manager.countBy(InvitationRow, { partnershipId })) >= MOST_INVITATIONS)
          throw new DomainError('limit-reached');
        await assertMayBeInvited(manager, partnershipId, asked);
        await manager.insert(InvitationRow, row);
        await this.mail.send(manager, row);
      });
    } catch (error) {
      if (violatedConstraint(error) === 'invitation_email_key')
        throw new DomainError('already-invited');
      throw error;
    }
    return toInvitation(row);
  }

  /** Another letter with another link, which works for seven days again; the one before works no more. */
  async sendAgain(asker: Asker, id: string): Promise<Invitation> {
    const key = { partnershipId: asker.partnershipId, id };
    await this.countLetter(asker);
    return this.change(asker, 'invitation.sent', id, async (manager) => {
      const changed = { ...this.anew(), secretHash: null };
      const { affected } = await manager.update(InvitationRow, key, changed);
      if (affected === 0) throw new DomainError('not-found');
      await this.mail.send(manager, key);
      return toInvitation(await manager.findOneByOrFail(InvitationRow, key));
    });
  }

  /** Takes an invitation back; its link works no more. */
  async withdraw(asker: Asker, id: string): Promise<void> {
    const { partnershipId } = asker;
    await this.change(asker, 'invitation.withdrawn', id, async (manager) => {
      const { affected } = await manager.delete(InvitationRow, { partnershipId, id });
      if (affected === 0) throw new DomainError('not-found');
    });
  }

  private anew() {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + INVITATION_LASTS_MS);
    return { createdAt: now, expiresAt, mailState: 'waiting' as const };
  }

  /** Before the transaction, which must not wait for another connection. */
  private async countLetter({ personId }: Asker): Promise<void> {
    if ((await this.letters.add(personId)) !== null) throw new DomainError('too-many-requests');
  }

  /** One change by someone who may, recorded with it. */
  private change<Result>(
    asker: Asker,
    kind: AuditKind,
    invitationId: string,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    const { partnershipId, personId } = asker;
    return inTransaction(this.dataSource, async (manager) => {
      await assertAdministers(manager, asker);
      const result = await work(manager);
      const detail = { invitationId };
      await this.audit.record(manager, { partnershipIds: [partnershipId], kind, personId, detail });
      return result;
    });
  }
}

async function assertMayBeInvited(
  manager: EntityManager,
  partnershipId: string,
  { agencyId, email }: NewInvitation,
): Promise<void> {
  const agency = await manager.findOneBy(AgencyRow, { partnershipId, id: agencyId });
  if (agency?.retiredAt !== null)
    throw new DomainError('unknown-reference', 'The agency is not in the partnership.');
  const members = await manager.query<object[]>(
    `SELECT FROM membership JOIN person ON person.id = person_id
     WHERE partnership_id = $1 AND email = $2`,
    [partnershipId, email],
  );
  if (members.length > 0) throw new DomainError('already-a-member');
}

function toInvitation({
  id,
  name,
  email,
  agencyId,
  role,
  createdAt,
  expiresAt,
  mailState,
}: InvitationRow): Invitation {
  return {
    id,
    name,
    email,
    agencyId,
    role,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    mail: mailState,
  };
}
