import type { MigrationInterface, QueryRunner } from 'typeorm';

// Versions for what two coordinators may edit at once, and evenings at risk among a partnership's own days.
const up = `
ALTER TABLE report_timing ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE local_days
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  DROP CONSTRAINT local_days_kind_check,
  ADD CONSTRAINT local_days_kind_check
    CHECK (kind IN ('school-break', 'local-event', 'risk-evening'));
`;

// An evening at risk is an event then, unless it stands there as one already.
const down = `
INSERT INTO local_days (partnership_id, id, kind, title, starts_on, ends_on)
  SELECT partnership_id, gen_random_uuid(), 'local-event', title, starts_on, ends_on
  FROM local_days WHERE kind = 'risk-evening'
  ON CONFLICT DO NOTHING;
DELETE FROM local_days WHERE kind = 'risk-evening';
ALTER TABLE local_days
  DROP COLUMN version,
  DROP CONSTRAINT local_days_kind_check,
  ADD CONSTRAINT local_days_kind_check CHECK (kind IN ('school-break', 'local-event'));
ALTER TABLE report_timing DROP COLUMN version;
`;

export class EditedSettings1764000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
