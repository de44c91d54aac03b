import type { TestDatabase } from './test-database.js';

/**
 * As when a process has died between the mail server's "taken" and its own note of it, and another begins what
 * it left.
 */
export async function diedWhileSending(
  database: TestDatabase,
  kind: string,
  about: string,
): Promise<void> {
  await database.query(
    `WITH left_behind AS (
       SELECT id FROM graphile_worker.add_job(
         'letter', json_build_object('kind', $1::text, 'about', $2::text)))
     INSERT INTO leaving_letter (job_id) SELECT id FROM left_behind`,
    [kind, about],
  );
}
