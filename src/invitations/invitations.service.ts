// Inviting: for those who administer the partnership. An invitation is there until somebody has joined
// by it or it is withdrawn; one that has run out stays in the list, to be sent again.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { assertAdministers, type Asker } from '../administration/directory-changes.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Invitation, InvitationList, NewInvitation } from '../contract/invitations.js';
import type { AuditKind } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import { PASS_AT_MOST_AFTER_MS, PASS_LASTS_AFTER_MS } from '../domain/meeting/guest-hours.js';
import { AttemptCount } from '../identity/attempt-count.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/database/database-errors.js';
import { inSnapshot, inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { InvitationMail } from './invitation-mail.js';
import { assertMayBeInvited } from './may-be-invited.js';
import { endOfInvitation, InvitationRow } from './rows/invitation-row.js';

export const INVITATION_LASTS_MS = 7 * 24 * 60 * 60 * 1000;
const MOST_INVITATIONS = 500;
/** What one person can have us write in an hour: a whole table and more, and no flood of strangers. */
export const LETTERS_AN_HOUR = 200;

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
    const { guestOf, ...person } = asked;
    const id = newId();
    try {
      return await this.change(asker, 'invitation.sent', id, async (manager) => {
        if ((await manager.countBy(InvitationRow, { partnershipId })) >= MOST_INVITATIONS)
          throw new DomainError('limit-reached');
        const invited = { ...person, partnershipId, meetingId: guestOf?.meetingId ?? null };
        await assertMayBeInvited(manager, invited);
        const guestUntil = guestOf && (await this.endOfPass(manager, partnershipId, guestOf));
        const row = {
          ...invited,
          id,
          guestUntil,
          afterMeetingMs: guestOf?.endsAt === null ? PASS_LASTS_AFTER_MS : null,
          secretHash: null,
          invitedBy: personId,
          ...this.anew(),
        };
        await manager.insert(InvitationRow, row);
        await this.mail.send(manager, row);
        return toInvitation(row);
      });
    } catch (error) {
      if (violatedConstraint(error) === 'invitation_email_key')
        throw new DomainError('already-invited');
      throw error;
    }
  }

  /** Another letter with another link, which works for seven days again; the one before works no more. */
  async sendAgain(asker: Asker, id: string): Promise<Invitation> {
    const key = { partnershipId: asker.partnershipId, id };
    await this.countLetter(asker);
    return this.change(asker, 'invitation.sent', id, async (manager) => {
      const row = await manager.findOneBy(InvitationRow, key);
      if (!row) throw new DomainError('not-found');
      await assertMayBeInvited(manager, row);
      const { guestUntil } = row;
      if (guestUntil && guestUntil <= this.clock.now()) throw new DomainError('wrong-state');
      await manager.update(InvitationRow, key, { ...this.anew(), secretHash: null });
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

  /** The hour at which a guest's access ends; `wrong-state` when that is past or out of proportion. */
  private async endOfPass(
    manager: EntityManager,
    partnershipId: string,
    { meetingId, endsAt }: NonNullable<NewInvitation['guestOf']>,
  ): Promise<Date> {
    const meeting = await manager.findOneBy(MeetingRow, { partnershipId, id: meetingId });
    if (!meeting) throw new DomainError('unknown-reference', 'There is no such meeting.');
    const meetingEnds = meeting.endsAt.getTime();
    const ends = endsAt === null ? meetingEnds + PASS_LASTS_AFTER_MS : Date.parse(endsAt);
    const isOver = meeting.status === 'closed' || meeting.status === 'cancelled';
    if (isOver || ends <= this.clock.now().getTime() || ends > meetingEnds + PASS_AT_MOST_AFTER_MS)
      throw new DomainError('wrong-state');
    return new Date(ends);
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

function toInvitation(row: InvitationRow): Invitation {
  const { id, name, email, agencyId, role, meetingId, guestUntil, createdAt, mailState } = row;
  return {
    id,
    name,
    email,
    agencyId,
    role,
    guestOf: meetingId && guestUntil ? { meetingId, endsAt: guestUntil.toISOString() } : null,
    createdAt: createdAt.toISOString(),
    expiresAt: endOfInvitation(row).toISOString(),
    mail: mailState,
  };
}
