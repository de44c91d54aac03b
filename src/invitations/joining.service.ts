// Joining by an invitation's link. Reading what it is about changes nothing, so whoever merely follows
// the link, a mail scanner for one, uses nothing up; of those who join by it, one does.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { FailedSignIns } from '../audit/failed-sign-ins.js';
import type { InvitationPreview } from '../contract/invitations.js';
import { raiseRightsVersion } from '../directory/directory.service.js';
import { MembershipRow } from '../directory/rows/membership-row.js';
import { PersonRow } from '../directory/rows/person-row.js';
import { DomainError } from '../domain/domain-error.js';
import { hashOf } from '../identity/secret.js';
import {
  SessionService,
  type BrowserHeaders,
  type NewSession,
} from '../identity/session.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { InvitationRow } from './rows/invitation-row.js';

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
    const [found] = await this.dataSource.query<(InvitationPreview & { expiresAt: Date })[]>(
      `SELECT invitation.name, partnership.name AS "partnershipName", agency.name AS "agencyName",
          role, inviter.name AS "invitedBy", expires_at AS "expiresAt"
       FROM invitation
       JOIN partnership ON partnership.id = partnership_id
       JOIN agency ON agency.partnership_id = partnership.id AND agency.id = agency_id
       JOIN person AS inviter ON inviter.id = invited_by
       WHERE secret_hash = $1 AND expires_at > $2 AND agency.retired_at IS NULL`,
      [hashOf(secret), this.clock.now()],
    );
    if (!found) throw new DomainError('link-spent');
    return { ...found, expiresAt: found.expiresAt.toISOString() };
  }

  /** Makes the one who holds the link a member, and signs them in. */
  async join(secret: string, browser: BrowserHeaders): Promise<NewSession> {
    const session = await inTransaction(this.dataSource, async (manager) => {
      const invitation = await take(manager, hashOf(secret), this.clock.now());
      if (!invitation) return null;
      const { partnershipId, id } = invitation;
      const personId = await personOf(manager, invitation);
      await makeMember(manager, invitation, personId);
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
        detail: { invitationId: id, invitedBy: invitation.invitedBy },
      });
      return session;
    });
    if (session) return session;
    await this.failures.record('invitation', 'link-spent');
    throw new DomainError('link-spent');
  }
}

/** Of several at once, the first to delete the row gets it; the others find nothing. */
async function take(
  manager: EntityManager,
  secretHash: Buffer,
  now: Date,
): Promise<InvitationRow | null> {
  const invitation = await manager.findOne(InvitationRow, {
    where: { secretHash },
    lock: { mode: 'pessimistic_write' },
  });
  if (!invitation || invitation.expiresAt <= now) return null;
  const { partnershipId, id, agencyId } = invitation;
  const atTable = await manager.query<object[]>(
    'SELECT FROM agency WHERE partnership_id = $1 AND id = $2 AND retired_at IS NULL',
    [partnershipId, agencyId],
  );
  if (atTable.length === 0) return null;
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

/** Whoever has become a member meanwhile stays what they are. */
async function makeMember(
  manager: EntityManager,
  { partnershipId, agencyId, role }: InvitationRow,
  personId: string,
): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(MembershipRow)
    .values({ partnershipId, personId, agencyId, role })
    .orIgnore()
    .execute();
}
