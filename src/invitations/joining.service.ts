// Joining by an invitation's link. Reading what it is about changes nothing, so whoever merely follows
// the link, a mail scanner for one, uses nothing up; of those who join by it, one does.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { FailedSignIns } from '../audit/failed-sign-ins.js';
import type { InvitationPreview } from '../contract/invitations.js';
import { raiseRightsVersion } from '../directory/directory.service.js';
import { GuestPassRow } from '../directory/rows/guest-pass-row.js';
import { MembershipRow } from '../directory/rows/membership-row.js';
import { PersonRow } from '../directory/rows/person-row.js';
import { DomainError } from '../domain/domain-error.js';
import { endAccess } from '../identity/end-access.js';
import { hashOf } from '../identity/secret.js';
import {
  SessionService,
  type BrowserHeaders,
  type NewSession,
} from '../identity/session.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { isAtTable, mayBeInvited } from './may-be-invited.js';
import { END_OF_INVITATION, endOfInvitation, InvitationRow } from './rows/invitation-row.js';

interface Found extends Omit<InvitationPreview, 'guestOf' | 'expiresAt'> {
  readonly expiresAt: Date;
  readonly endsAt: Date | null;
  readonly title: string | null;
  readonly startsAt: Date | null;
  readonly timeZone: string | null;
  readonly insteadOf: { title: string; startsAt: string; timeZone: string } | null;
}

/** Of a row called invitation: the meeting its person is a guest at by `$2`, if that is another one. */
const MEETING_LEFT = `
  SELECT json_build_object('title', left_one.title, 'timeZone', left_one.time_zone,
    'startsAt', to_char(left_one.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  FROM person
  JOIN guest_pass ON person_id = person.id
  JOIN meeting AS left_one
    ON left_one.partnership_id = guest_pass.partnership_id AND left_one.id = guest_pass.meeting_id
  WHERE person.email = invitation.email AND guest_pass.partnership_id = invitation.partnership_id
    AND guest_pass.meeting_id <> invitation.meeting_id AND guest_pass.ends_at > $2`;

@Injectable()
export class JoiningService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly audit: AuditLog,
    private readonly failures: FailedSignIns,
  ) {}

  /** What the link invites to; `link-spent` when it was used, withdrawn, is too old, or never was. */
  async preview(secret: string): Promise<InvitationPreview> {
    const [found] = await this.dataSource.query<Found[]>(
      `SELECT invitation.name, partnership.name AS "partnershipName", agency.name AS "agencyName",
          role, inviter.name AS "invitedBy", ${END_OF_INVITATION} AS "expiresAt", guest_until AS "endsAt",
          meeting.title, starts_at AS "startsAt", meeting.time_zone AS "timeZone",
          (${MEETING_LEFT}) AS "insteadOf"
       FROM invitation
       JOIN partnership ON partnership.id = partnership_id
       JOIN agency ON agency.partnership_id = partnership.id AND agency.id = agency_id
       JOIN person AS inviter ON inviter.id = invited_by
       LEFT JOIN meeting ON meeting.partnership_id = partnership.id AND meeting.id = meeting_id
       WHERE secret_hash = $1 AND ${END_OF_INVITATION} > $2 AND agency.retired_at IS NULL`,
      [hashOf(secret), this.clock.now()],
    );
    if (!found) throw new DomainError('link-spent');
    const { expiresAt, endsAt, title, startsAt, timeZone, insteadOf, ...known } = found;
    const guestOf =
      endsAt && startsAt && title && timeZone
        ? {
            ...{ title, startsAt: startsAt.toISOString(), timeZone },
            ...{ endsAt: endsAt.toISOString(), insteadOf },
          }
        : null;
    return { ...known, guestOf, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Makes the one who holds the link a member, and signs them in. An invitation that could not be sent
   * any more is used up and lets nobody in, so that it is no weaker way beside the one they have.
   */
  async join(secret: string, browser: BrowserHeaders): Promise<NewSession> {
    const outcome = await inTransaction(this.dataSource, async (manager) => {
      const invitation = await take(manager, hashOf(secret), this.clock.now());
      if (!invitation) return 'link-spent';
      if (await mayBeInvited(manager, invitation)) return this.letIn(manager, invitation, browser);
      const { partnershipId, id: invitationId } = invitation;
      await this.audit.record(manager, {
        partnershipIds: [partnershipId],
        kind: 'invitation.withdrawn',
        personId: null,
        detail: { invitationId },
      });
      return 'already-a-member';
    });
    if (typeof outcome !== 'string') return outcome;
    await this.failures.record('invitation', outcome);
    throw new DomainError(outcome);
  }

  private async letIn(
    manager: EntityManager,
    invitation: InvitationRow,
    browser: BrowserHeaders,
  ): Promise<NewSession> {
    const { partnershipId, id, invitedBy } = invitation;
    const personId = await personOf(manager, invitation);
    await makeMember(manager, invitation, personId, this.clock.now());
    await raiseRightsVersion(manager, partnershipId);
    const session = await this.sessions.begin(
      manager,
      { personId, method: 'invitation', partnershipIds: [partnershipId] },
      browser,
    );
    await this.audit.record(manager, {
      partnershipIds: [partnershipId],
      kind: 'invitation.used',
      personId,
      detail: { invitationId: id, invitedBy },
    });
    return session;
  }
}

/**
 * Of several at once, the first to delete the row gets it; the others find nothing. Changes of rights
 * come one after the other, so everything is read once it is this one's turn: nobody becomes a member
 * twice, or for an agency that has just left.
 */
async function take(
  manager: EntityManager,
  secretHash: Buffer,
  now: Date,
): Promise<InvitationRow | null> {
  await manager.query(
    `SELECT FROM partnership
     WHERE id = (SELECT partnership_id FROM invitation WHERE secret_hash = $1)
     FOR NO KEY UPDATE`,
    [secretHash],
  );
  const invitation = await manager.findOne(InvitationRow, {
    where: { secretHash },
    lock: { mode: 'pessimistic_write' },
  });
  if (!invitation || endOfInvitation(invitation) <= now) return null;
  if (!(await isAtTable(manager, invitation))) return null;
  const { partnershipId, id } = invitation;
  await manager.delete(InvitationRow, { partnershipId, id });
  return invitation;
}

/** Someone who is known already, by their address, keeps their name. */
async function personOf(manager: EntityManager, { name, email }: InvitationRow): Promise<string> {
  await manager.query(
    'INSERT INTO person (id, name, email) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [newId(), name, email],
  );
  return (await manager.findOneByOrFail(PersonRow, { email })).id;
}

/** Whoever is a member stays what they are; a guest becomes what this one says. */
async function makeMember(
  manager: EntityManager,
  { partnershipId, agencyId, role, meetingId, guestUntil, afterMeetingMs }: InvitationRow,
  personId: string,
  at: Date,
): Promise<void> {
  const key = { partnershipId, personId };
  const isMember = await manager.existsBy(MembershipRow, key);
  if (isMember && !(await manager.existsBy(GuestPassRow, key))) return;
  await manager.delete(MembershipRow, key);
  if (isMember) await endAccess(manager, { partnershipId, at }, [personId]);
  await manager.insert(MembershipRow, { ...key, agencyId, role });
  if (meetingId && guestUntil)
    await manager.insert(GuestPassRow, { ...key, meetingId, endsAt: guestUntil, afterMeetingMs });
}
