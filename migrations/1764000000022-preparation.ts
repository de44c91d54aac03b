import type { MigrationInterface, QueryRunner } from 'typeorm';

// What agencies say of their reports before a meeting; how long before it a partnership asks for them;
// and to whom letters of it were asked for, so that nobody gets one twice.
const up = `
CREATE TABLE agency_report (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  answer text NOT NULL,
  answered_at timestamptz(3) NOT NULL,
  CONSTRAINT agency_report_pkey PRIMARY KEY (partnership_id, meeting_id, agency_id),
  CONSTRAINT agency_report_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT agency_report_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id),
  CONSTRAINT agency_report_answer_check CHECK (answer IN ('filed', 'nothing'))
);
CREATE TABLE report_timing (
  partnership_id uuid NOT NULL,
  asked_days_before integer,
  reminded_days_before integer,
  CONSTRAINT report_timing_pkey PRIMARY KEY (partnership_id),
  CONSTRAINT report_timing_partnership_fkey FOREIGN KEY (partnership_id)
    REFERENCES partnership (id),
  CONSTRAINT report_timing_asked_check CHECK (asked_days_before BETWEEN 1 AND 30),
  CONSTRAINT report_timing_reminded_check CHECK (reminded_days_before IS NULL OR
    asked_days_before IS NOT NULL AND reminded_days_before BETWEEN 1 AND asked_days_before - 1)
);
CREATE TABLE report_letter (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  CONSTRAINT report_letter_pkey PRIMARY KEY (partnership_id, meeting_id, person_id, kind),
  CONSTRAINT report_letter_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT report_letter_membership_fkey FOREIGN KEY (partnership_id, person_id)
    REFERENCES membership (partnership_id, person_id) ON DELETE CASCADE,
  CONSTRAINT report_letter_kind_check CHECK (kind IN ('request', 'reminder'))
);
CREATE INDEX report_letter_person_idx ON report_letter (partnership_id, person_id);
`;

const down = 'DROP TABLE report_letter, report_timing, agency_report';

export class Preparation1764000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
