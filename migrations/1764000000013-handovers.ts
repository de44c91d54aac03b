import type { MigrationInterface, QueryRunner } from 'typeorm';

// A note says that its matter was lifted out of the room: to which role, when, and whether feedback came.
const up = `
ALTER TABLE situation_note
  ADD COLUMN handed_over_to text,
  ADD COLUMN handed_over_at timestamptz(3),
  ADD COLUMN handover_has_feedback boolean,
  ADD CONSTRAINT situation_note_handed_over_to_check
    CHECK (handed_over_to IN ('sspf', 'report-of-concern', 'police')),
  ADD CONSTRAINT situation_note_handover_check
    CHECK (num_nulls(handed_over_to, handed_over_at, handover_has_feedback) IN (0, 3));
`;

const down = `
ALTER TABLE situation_note
  DROP COLUMN handed_over_to,
  DROP COLUMN handed_over_at,
  DROP COLUMN handover_has_feedback;
`;

export class Handovers1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
