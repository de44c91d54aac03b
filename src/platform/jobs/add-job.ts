// Work that shall be done soon, whichever process does it. It is written down in the transaction that
// gives reason for it, so there is never the one without the other.
import type { EntityManager } from 'typeorm';

/** For a job whose process dies in the last of its tries: who does it must come to hear of that. */
export const SPARE_TRIES = 1;

interface JobOptions {
  /** A job that waits under the same key is replaced by this one. */
  readonly key?: string;
  /** How often it is tried, with growing pauses: the eighth try comes after half an hour, the 14th after a day. */
  readonly tries: number;
  /** It is not begun before; what is added under its key until then takes its place and has its own time. */
  readonly runAt?: Date;
}

/** Asks for a job as part of the caller's transaction. What it is told stands there until it is done. */
export async function addJob(
  manager: EntityManager,
  task: string,
  told: object,
  { key, tries, runAt }: JobOptions,
): Promise<void> {
  await manager.query(
    `SELECT FROM graphile_worker.add_job(
       $1, payload := $2::json, max_attempts := $3::integer, job_key := $4, run_at := $5)`,
    [task, JSON.stringify(told), tries + SPARE_TRIES, key ?? null, runAt ?? null],
  );
}
