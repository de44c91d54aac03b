/**
 * The only three ways to open a transaction, so that each one is short, retried and released. A statement by
 * itself is one too (`runAlone`), and is not retried.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isTransactionConflict } from './database-errors.js';
import { Pipeline } from './pipeline.js';

const BEGIN_READING = 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY';
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

/** What a transaction comes to, and its last statements, which are sent and need not be answered yet. */
export interface Written<Result> {
  value: Result;
  written: Promise<unknown>;
}

/**
 * As `inTransaction`, for locks that many wait for: the first word travels with the first statement and the
 * commit with the last ones. Where one of those fails the commit takes nothing with it.
 */
export function inPipeline<Result>(
  dataSource: DataSource,
  work: (pipeline: Pipeline) => Promise<Written<Result>>,
): Promise<Result> {
  return untilItMeetsNobody(() =>
    onOneConnection(dataSource, async (manager) => {
      const pipeline = await Pipeline.of(manager);
      const [, { value, written }] = await Promise.all([pipeline.query('BEGIN'), work(pipeline)]);
      await pipeline.commit(written);
      return value;
    }),
  );
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

function readOnce<Result>(
  dataSource: DataSource,
  read: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  return onOneConnection(dataSource, async (manager) => {
    const pipeline = await Pipeline.of(manager);
    // TypeORM's own way takes a round trip for each of these words, and every reader waits for them: the first
    // travels with what is read first.
    const [, result] = await Promise.all([pipeline.query(BEGIN_READING), read(manager)]);
    await pipeline.query('COMMIT');
    return result;
  });
}

/** Lends a connection to what begins and commits by itself; what it leaves open is taken back. */
async function onOneConnection<Result>(
  dataSource: DataSource,
  use: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    return await use(runner.manager);
  } catch (error) {
    // Of a connection that is gone there is nothing to take back.
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
