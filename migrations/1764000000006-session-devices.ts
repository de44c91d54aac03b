import type { MigrationInterface, QueryRunner } from 'typeorm';

// What kind of device a session is on, so that people know their own. Of those there are already
// nothing is known.
const up = `ALTER TABLE session ADD COLUMN browser text, ADD COLUMN system text`;
const down = `ALTER TABLE session DROP COLUMN browser, DROP COLUMN system`;

export class SessionDevices1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
