import type { MigrationInterface, QueryRunner } from 'typeorm';

// When a series was last found to be a year ahead, so that not every start looks at every series.
const up = `ALTER TABLE meeting_series ADD COLUMN planned_on date`;
const down = `ALTER TABLE meeting_series DROP COLUMN planned_on`;

export class PlannedOn1764000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
