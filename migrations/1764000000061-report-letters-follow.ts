import type { MigrationInterface, QueryRunner } from 'typeorm';

// For which start of its meeting a letter about a report was asked for, and that one could not leave yet.
// What was asked for until now, or by a server of the version before this one, counts for the start that
// the meeting has.
const up = `
ALTER TABLE report_letter
  ADD COLUMN for_start timestamptz(3),
  DROP CONSTRAINT report_letter_state_check,
  ADD CONSTRAINT report_letter_state_check
    CHECK (state IN ('waiting', 'postponed', 'sent', 'uncertain', 'failed'));
`;

const down = `
UPDATE report_letter SET state = 'waiting' WHERE state = 'postponed';
ALTER TABLE report_letter
  DROP COLUMN for_start,
  DROP CONSTRAINT report_letter_state_check,
  ADD CONSTRAINT report_letter_state_check
    CHECK (state IN ('waiting', 'sent', 'uncertain', 'failed'));
`;

export class ReportLettersFollow1764000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
