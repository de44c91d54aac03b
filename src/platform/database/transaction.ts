/** The only two ways to open a transaction, so that each one is short, retried and released. */
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isTransactionConflict } from './database-errors.js';

const ATTEMPTS = 4;
const LONGEST_PAUSE_MS = 20;

/**
 * Runs `work` in one transaction and commits it. When the database says that it met another
 * transaction (SQLSTATE 40001, 40P01) the work is done anew, so it may change nothing else.
 */
export function inTransaction<Result>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  return untilItMeetsNobody(() => dataSource.transaction(work));
}

/** Reads everything as it was at one moment, and cannot write. It too may meet another: a migration. */
export function inSnapshot<Result>(
  dataSource: DataSource,
  read: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  return untilItMeetsNobody(() => readOnce(dataSource, read));
}

/** Does anew what the database has undone because it met another transaction. */
export async function untilItMeetsNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransactionConflict(error) || attempt === ATTEMPTS) throw error;
      // Those who met would meet again if they all waited equally long.
      await pause(Math.random() * LONGEST_PAUSE_MS * attempt);
    }
  }
}

async function readOnce<Result>(
  dataSource: DataSource,
  read: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    // TypeORM's own way takes a round trip for each of these words, and every reader waits for them.
    await runner.query('START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await read(runner.manager);
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    // Of a connection that is gone there is nothing to take back.
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
