// Where someone is signed in, as they themselves may see it and end it.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { OwnSessions } from '../contract/session.js';
import { DomainError } from '../domain/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { endedEntries, endWhere } from './end-sessions.js';
import { SessionRow } from './rows/session-row.js';
import type { SignedIn } from './session.service.js';

@Injectable()
export class OwnSessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** This session first, then those used last. */
  async list({ id: ownId, personId }: SignedIn): Promise<OwnSessions> {
    const rows = await this.dataSource.manager.find(SessionRow, {
      where: { personId },
      order: { seenAt: 'DESC', id: 'ASC' },
    });
    const now = this.clock.now();
    const sessions = rows
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ id, browser, system, createdAt, seenAt }) => ({
        id,
        isThis: id === ownId,
        browser,
        system,
        begunAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
      }));
    return { sessions: sessions.sort((one, other) => Number(other.isThis) - Number(one.isThis)) };
  }

  /** Ends one everywhere; `not-found` when it is not one's own. */
  end({ personId }: SignedIn, sessionId: string): Promise<void> {
    return inTransaction(this.dataSource, async (manager) => {
      const ended = await endWhere(manager, 'person_id = $1 AND id = $2', personId, sessionId);
      if (ended.length === 0) throw new DomainError('not-found');
      await this.audit.record(manager, ...endedEntries(ended, 'ended-elsewhere'));
    });
  }

  /** Ends all but the one that asks. */
  async endOthers({ id, personId }: SignedIn): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const ended = await endWhere(manager, 'person_id = $1 AND id <> $2', personId, id);
      await this.audit.record(manager, ...endedEntries(ended, 'ended-elsewhere'));
    });
  }
}
