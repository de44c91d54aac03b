import type { MigrationInterface, QueryRunner } from 'typeorm';

// Whether someone at a meeting came by a way that opens what is closed to their agency: a wall folds it
// away before those who did not. A process of an older release does not say, which counts as no.
const up = 'ALTER TABLE presence ADD COLUMN opens_closed boolean NOT NULL DEFAULT false';

const down = 'ALTER TABLE presence DROP COLUMN opens_closed';

export class PresenceByStrength1764000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
