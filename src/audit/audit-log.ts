// The door to the audit. What changes something is recorded in the transaction that changes it; what
// changes nothing (reading, being refused) is recorded by itself, and all who come at the same moment
// are recorded together, so that a crowd does not stand in line for the end of one chain.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';
import { Clock } from '../platform/clock.js';
import { ASKED_TOGETHER, BatchQueue } from '../platform/batch-queue.js';
import { isTransactionConflict } from '../platform/database/database-errors.js';
import type { Executor } from '../platform/database/pipeline.js';
import { inTransaction } from '../platform/database/transaction.js';
import { describeError } from '../platform/logging.js';
import {
  appendRecords,
  recordAt,
  tellingsByChain,
  type AuditEntry,
  type AuditTelling,
} from './append-records.js';

/** Chains written to at once by those who only read; the other connections are for other work. */
const WRITTEN_AT_ONCE = 2;

@Injectable()
export class AuditLog {
  private readonly logger = new Logger('Audit');
  private readonly alone = new BatchQueue<AuditTelling[], void>(
    { ...ASKED_TOGETHER, flushes: WRITTEN_AT_ONCE },
    async (groups, chainId) => {
      await inTransaction(this.dataSource, (manager) =>
        appendRecords(manager, new Map([[chainId, groups.flat()]])),
      );
      return groups.map(() => ({ ok: true, value: undefined }));
    },
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Records as part of the caller's transaction, as its last act. */
  record(on: Pick<Executor, 'query'>, ...entries: AuditEntry[]): Promise<void> {
    return this.orRefuse(recordAt(this.clock.now(), on, ...entries));
  }

  /**
   * Records what changes nothing; resolves once it is on disk. Rejects when it could not be written:
   * then what was asked for must not be given.
   */
  async recordAlone(...entries: AuditEntry[]): Promise<void> {
    const chains = tellingsByChain(entries, this.clock.now());
    await this.orRefuse(
      Promise.all([...chains].map(([chainId, tellings]) => this.alone.submit(chainId, tellings))),
    );
  }

  /** What cannot be recorded is not done, and may be tried again. */
  private async orRefuse(recording: Promise<unknown>): Promise<void> {
    try {
      await recording;
    } catch (error) {
      // The transaction is done anew, and records anew.
      if (isTransactionConflict(error)) throw error;
      this.logger.error(`Could not record: ${describeError(error)}`);
      throw new DomainError('unavailable', 'What was asked could not be recorded.');
    }
  }
}
