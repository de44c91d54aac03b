import type { MigrationInterface, QueryRunner } from 'typeorm';

// What coordinators have decided where a series meets a holiday. `slot_on` is the day that the rule
// names: it stays when the meeting is moved, and when the series changes its clock time.
const up = `
CREATE TABLE series_decision (
  partnership_id uuid NOT NULL,
  series_id uuid NOT NULL,
  slot_on date NOT NULL,
  answer text NOT NULL,
  decided_by uuid NOT NULL,
  decided_at timestamptz(3) NOT NULL,
  CONSTRAINT series_decision_pkey PRIMARY KEY (partnership_id, series_id, slot_on),
  CONSTRAINT series_decision_series_fkey FOREIGN KEY (partnership_id, series_id)
    REFERENCES meeting_series (partnership_id, id),
  CONSTRAINT series_decision_person_fkey FOREIGN KEY (decided_by) REFERENCES person (id),
  CONSTRAINT series_decision_answer_check
    CHECK (answer IN ('hold', 'thursday', 'cancel', 'hold-with-more-staff'))
)
`;

const down = `DROP TABLE series_decision`;

export class SeriesDecisions1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
