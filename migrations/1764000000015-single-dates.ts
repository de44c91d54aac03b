import type { MigrationInterface, QueryRunner } from 'typeorm';

// What was decided of single dates of a series, at holidays or not: where a meeting is moved, how long
// it is, why it is cancelled, which evenings want no extra one. And the series that another one goes
// on from, where it was changed from some date on.
const up = `
ALTER TABLE series_decision
  ADD COLUMN moved_to text,
  ADD COLUMN duration_minutes integer,
  ADD COLUMN reason text,
  DROP CONSTRAINT series_decision_answer_check,
  ADD CONSTRAINT series_decision_answer_check
    CHECK (answer IN ('hold', 'thursday', 'cancel', 'hold-with-more-staff', 'move', 'decline')),
  ADD CONSTRAINT series_decision_moved_check CHECK (answer <> 'move' OR moved_to IS NOT NULL);
ALTER TABLE meeting_series
  ADD COLUMN continues_series_id uuid,
  ADD CONSTRAINT meeting_series_continues_fkey FOREIGN KEY (partnership_id, continues_series_id)
    REFERENCES meeting_series (partnership_id, id);
`;

const down = `
ALTER TABLE meeting_series DROP COLUMN continues_series_id;
DELETE FROM series_decision WHERE answer IN ('move', 'decline');
ALTER TABLE series_decision
  DROP CONSTRAINT series_decision_moved_check,
  DROP CONSTRAINT series_decision_answer_check,
  ADD CONSTRAINT series_decision_answer_check
    CHECK (answer IN ('hold', 'thursday', 'cancel', 'hold-with-more-staff')),
  DROP COLUMN moved_to, DROP COLUMN duration_minutes, DROP COLUMN reason;
`;

export class SingleDates1764000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
