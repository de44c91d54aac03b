// Which letters are being given to the mail server. A letter is noted before the first word to the server,
// and again when its end has been noted. So one that still stands here as leaving when its job is begun was
// left by a process that died in between, and may have left. What has ended stands here for as long as its
// job does: the process may die between the two as well.
import type { DataSource } from 'typeorm';
import type { Job } from '../platform/jobs/job-runner.js';

export class LeavingLetters {
  constructor(private readonly dataSource: DataSource) {}

  /** What is known of the letter of a job that is begun; null when it surely has not left. */
  async stateOf({ id }: Job): Promise<'leaving' | 'ended' | null> {
    const [found] = await this.dataSource.query<{ hasEnded: boolean }[]>(
      'SELECT has_ended AS "hasEnded" FROM leaving_letter WHERE job_id = $1',
      [id],
    );
    if (!found) return null;
    return found.hasEnded ? 'ended' : 'leaving';
  }

  /** Whether it is this process's to send; not when it stood still so long that another took the job over. */
  async add({ id, attempt }: Job): Promise<boolean> {
    await this.dataSource.query(
      `DELETE FROM leaving_letter
       WHERE NOT EXISTS (SELECT FROM graphile_worker.jobs WHERE id = job_id)`,
    );
    const added = await this.dataSource.query<object[]>(
      `INSERT INTO leaving_letter (job_id)
       SELECT id FROM graphile_worker.jobs WHERE id = $1 AND attempts = $2
       ON CONFLICT DO NOTHING RETURNING job_id`,
      [id, attempt],
    );
    return added.length > 0;
  }

  async end({ id }: Job): Promise<void> {
    await this.dataSource.query('UPDATE leaving_letter SET has_ended = true WHERE job_id = $1', [
      id,
    ]);
  }

  /** It surely has not left, and is tried again. */
  async remove({ id }: Job): Promise<void> {
    await this.dataSource.query('DELETE FROM leaving_letter WHERE job_id = $1', [id]);
  }
}
