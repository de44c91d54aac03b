// Guests of one meeting, and what is left of them when their hour has come. By then they are let in
// nowhere; whoever looks next takes the membership away, and what follows from that follows as from any
// other change of rights.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { raiseRightsVersion } from '../directory/directory.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Rounds } from '../platform/jobs/rounds.js';
import { describeError } from '../platform/logging.js';
import { endAccess } from './end-access.js';
import { followMeetings, partnershipsToFollow } from './follow-meetings.js';

const LOOK_EVERY_MS = 1_000;

@Injectable()
export class GuestPasses extends Rounds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {
    super('GuestPasses', LOOK_EVERY_MS);
  }

  /**
   * Ends the passes whose hour has come, at whichever process looks first, once each hour has followed
   * its meeting. Where that fails it is tried again at the next look, and the other partnerships wait
   * for nothing.
   */
  async endDue(): Promise<void> {
    const due = await this.dataSource.query<{ id: string }[]>(
      'SELECT DISTINCT partnership_id AS id FROM guest_pass WHERE ends_at <= $1',
      [this.clock.now()],
    );
    const following = await partnershipsToFollow(this.dataSource);
    for (const id of new Set([...due.map(({ id }) => id), ...following]))
      await inTransaction(this.dataSource, (manager) => this.endIn(manager, id)).catch(
        (error: unknown) =>
          this.logger.warn(`Could not end the passes of ${id}: ${describeError(error)}`),
      );
  }

  protected round(): Promise<void> {
    return this.endDue();
  }

  private async endIn(manager: EntityManager, partnershipId: string): Promise<void> {
    const at = this.clock.now();
    // In the order of every change of rights, so that two never wait for each other.
    await manager.query('SELECT FROM partnership WHERE id = $1 FOR NO KEY UPDATE', [partnershipId]);
    const haveMoved = await followMeetings(manager, partnershipId);
    const [ended] = await manager.query<[{ person_id: string }[], number]>(
      `DELETE FROM membership USING guest_pass
       WHERE membership.partnership_id = $1 AND guest_pass.partnership_id = $1
         AND membership.person_id = guest_pass.person_id AND ends_at <= $2
       RETURNING membership.person_id`,
      [partnershipId, at],
    );
    if (haveMoved || ended.length > 0) await raiseRightsVersion(manager, partnershipId);
    if (ended.length === 0) return;
    const personIds = ended.map((row) => row.person_id);
    await endAccess(manager, { partnershipId, at }, personIds);
    await this.audit.record(manager, {
      partnershipIds: [partnershipId],
      kind: 'guest-pass.ended',
      personId: null,
      detail: { personIds },
    });
  }
}
