import type { MigrationInterface, QueryRunner } from 'typeorm';

// Meetings in people's calendars by mail: who wants that, and what each calendar has been told. What it
// was told outlives a membership, for whoever leaves is told that as well.
const up = `
CREATE TABLE calendar_mail_choice (
  partnership_id uuid NOT NULL,
  person_id uuid NOT NULL,
  is_wanted boolean NOT NULL,
  language text NOT NULL,
  CONSTRAINT calendar_mail_choice_pkey PRIMARY KEY (partnership_id, person_id),
  CONSTRAINT calendar_mail_choice_membership_fkey FOREIGN KEY (partnership_id, person_id)
    REFERENCES membership (partnership_id, person_id) ON DELETE CASCADE,
  CONSTRAINT calendar_mail_choice_language_check CHECK (language IN ('sv', 'en'))
);

CREATE TABLE calendar_letter (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  person_id uuid NOT NULL,
  language text NOT NULL,
  asked jsonb,
  told jsonb,
  told_sequence integer,
  written jsonb,
  written_sequence integer,
  written_at timestamptz(3),
  state text NOT NULL,
  CONSTRAINT calendar_letter_pkey PRIMARY KEY (partnership_id, meeting_id, person_id),
  CONSTRAINT calendar_letter_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id) ON DELETE CASCADE,
  CONSTRAINT calendar_letter_person_fkey FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT calendar_letter_language_check CHECK (language IN ('sv', 'en')),
  CONSTRAINT calendar_letter_told_check CHECK ((told IS NULL) = (told_sequence IS NULL)),
  CONSTRAINT calendar_letter_written_check CHECK (
    (written IS NULL) = (written_sequence IS NULL) AND (written IS NULL) = (written_at IS NULL)
    AND (written IS NULL) = (state = 'unwritten')),
  CONSTRAINT calendar_letter_state_check
    CHECK (state IN ('unwritten', 'leaving', 'waiting', 'sent', 'failed'))
);

ALTER TABLE outbox_letter ADD COLUMN calendar text;
`;

const down = `
ALTER TABLE outbox_letter DROP COLUMN calendar;
DROP TABLE calendar_letter, calendar_mail_choice;
`;

export class CalendarMail1764000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
