import type { MigrationInterface, QueryRunner } from 'typeorm';

// What calendars outside are told by: a number that rises, and a time, when something that they show
// of a meeting has changed. Of meetings planned before, nobody has been told anything yet.
const up = `
ALTER TABLE meeting
  ADD COLUMN calendar_sequence integer NOT NULL DEFAULT 0,
  ADD COLUMN calendar_changed_at timestamptz(3) NOT NULL DEFAULT now()
`;

const down = `
ALTER TABLE meeting DROP COLUMN calendar_sequence, DROP COLUMN calendar_changed_at;
`;

export class CalendarChanges1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
