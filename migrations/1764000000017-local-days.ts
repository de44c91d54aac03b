import type { MigrationInterface, QueryRunner } from 'typeorm';

// School breaks and events, as each partnership marks them in its own calendar.
const up = `
CREATE TABLE local_days (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  CONSTRAINT local_days_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT local_days_key UNIQUE (partnership_id, starts_on, ends_on, kind, title),
  CONSTRAINT local_days_partnership_fkey FOREIGN KEY (partnership_id) REFERENCES partnership (id),
  CONSTRAINT local_days_kind_check CHECK (kind IN ('school-break', 'local-event')),
  CONSTRAINT local_days_span_check CHECK (starts_on <= ends_on)
);
`;

const down = `
DROP TABLE local_days;
`;

export class LocalDays1764000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
