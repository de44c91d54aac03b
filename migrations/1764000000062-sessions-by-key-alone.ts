import type { MigrationInterface, QueryRunner } from 'typeorm';

// The planner joined this index to that of the key wherever a session is asked for that still holds, so
// that each question read the entries of all sessions there are. What has ended is seldom removed, and
// found without it.
const up = 'DROP INDEX session_expires_idx';

const down = 'CREATE INDEX session_expires_idx ON session (expires_at)';

export class SessionsByKeyAlone1764000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
