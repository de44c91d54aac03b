// The life of the database. Pages, boards in memory and other processes remember how far a stream had
// come; after a backup was restored those numbers mean something else, and only another epoch says so.
import type { DataSource, EntityManager } from 'typeorm';

/** After a restore: everybody begins anew, and mixes nothing of before with what comes after. */
export async function renewEpoch(on: EntityManager): Promise<void> {
  await on.query(
    `INSERT INTO installation (epoch) VALUES (gen_random_uuid())
     ON CONFLICT (id) DO UPDATE SET epoch = EXCLUDED.epoch`,
  );
}

/** Without one nothing is served: what was done then would belong to no life. */
export async function hasEpoch(dataSource: DataSource): Promise<boolean> {
  return (await dataSource.query<unknown[]>('SELECT FROM installation')).length > 0;
}

/** A backup is made without the epoch, so that one restored from it begins a life of its own. */
export async function ensureEpoch(owner: DataSource): Promise<void> {
  await owner.query(
    'INSERT INTO installation (epoch) VALUES (gen_random_uuid()) ON CONFLICT (id) DO NOTHING',
  );
}
