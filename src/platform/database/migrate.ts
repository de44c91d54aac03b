/** Brings the database's schema up to what this build expects, and tells whether it is there. */
import { Logger as WorkerLogger, runMigrations as migrateJobs } from 'graphile-worker';
import { DataSource } from 'typeorm';
import { databaseErrorCode } from './database-errors.js';
import { ownerOptions } from './data-source.js';
import { ensureEpoch } from './epoch.js';
import { ensureRoles, grantRights } from './roles.js';
import { untilItMeetsNobody } from './transaction.js';

const MIGRATION_LOCK = 7_366_115;
/** What the product is tried with. */
const OLDEST_POSTGRES = 18;
const silent = new WorkerLogger(() => () => undefined);
const TABLE_MISSING = '42P01';

/** The server is older than any that the product is tried with. */
export class OldDatabaseError extends Error {
  readonly wanted = OLDEST_POSTGRES;

  constructor(readonly version: string) {
    super(`The database is PostgreSQL ${version}; ${OLDEST_POSTGRES} is needed.`);
    this.name = 'OldDatabaseError';
  }
}

/**
 * Runs the migrations that are missing, the job queue's own after ours, one process at a time: the
 * others wait and then find nothing left to do. All of it may take long, so no timeout applies.
 */
export async function migrate(url: string): Promise<void> {
  await asOwner(url, async (dataSource) => {
    const lock = dataSource.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(dataSource);
    // The version before this one may be at work on the very tables; those that are done stay done.
    await untilItMeetsNobody(() => dataSource.runMigrations());
    await migrateJobs({ connectionString: url, maxPoolSize: 1, logger: silent });
    await grantRights(dataSource);
    await ensureEpoch(dataSource);
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
  });
}

/** Makes what a backup names and does not hold: the roles, which belong to the whole server. */
export async function prepareForRestore(url: string): Promise<void> {
  await asOwner(url, ensureRoles);
}

async function asOwner(url: string, work: (owner: DataSource) => Promise<void>): Promise<void> {
  const options = ownerOptions({ url, poolSize: 2, entities: [] });
  const owner = await new DataSource(options).initialize();
  try {
    const version = owner.driver.version ?? '';
    if (Number.parseInt(version) < OLDEST_POSTGRES) throw new OldDatabaseError(version);
    await work(owner);
  } finally {
    await owner.destroy();
  }
}

/** Whether the database holds every migration that this build knows. */
export async function isMigrated(dataSource: DataSource): Promise<boolean> {
  const rows = await dataSource
    .query<{ name: string }[]>('SELECT name FROM migration')
    .catch((error: unknown) => {
      if (databaseErrorCode(error) === TABLE_MISSING) return [];
      throw error;
    });
  const done = new Set(rows.map((row) => row.name));
  return dataSource.migrations.every((one) => done.has(one.name ?? one.constructor.name));
}
