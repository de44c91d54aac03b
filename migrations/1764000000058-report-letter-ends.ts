import type { MigrationInterface, QueryRunner } from 'typeorm';

// What became of letters about reports. Of those from before, and of those that a server of the version
// before this one asks for, nobody has heard anything bad.
const up = `
ALTER TABLE report_letter
  ADD COLUMN state text NOT NULL DEFAULT 'sent',
  ADD CONSTRAINT report_letter_state_check
    CHECK (state IN ('waiting', 'sent', 'uncertain', 'failed'));
`;

const down = 'ALTER TABLE report_letter DROP COLUMN state';

export class ReportLetterEnds1764000000058 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
