import type { MigrationInterface, QueryRunner } from 'typeorm';

// Who has said whether they come. An answer goes with the one who gave it; one that named a deputy goes
// with the deputy as well, and is to be given anew.
const up = `
CREATE TABLE rsvp (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  person_id uuid NOT NULL,
  answer text NOT NULL,
  deputy_id uuid,
  answered_at timestamptz(3) NOT NULL,
  CONSTRAINT rsvp_pkey PRIMARY KEY (partnership_id, meeting_id, person_id),
  CONSTRAINT rsvp_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT rsvp_membership_fkey FOREIGN KEY (partnership_id, person_id)
    REFERENCES membership (partnership_id, person_id) ON DELETE CASCADE,
  CONSTRAINT rsvp_deputy_fkey FOREIGN KEY (partnership_id, deputy_id)
    REFERENCES membership (partnership_id, person_id) ON DELETE CASCADE,
  CONSTRAINT rsvp_answer_check CHECK (answer IN ('comes', 'declines', 'sends-deputy')),
  CONSTRAINT rsvp_deputy_check
    CHECK ((answer = 'sends-deputy') = (deputy_id IS NOT NULL) AND deputy_id <> person_id)
);
CREATE INDEX rsvp_person_idx ON rsvp (partnership_id, person_id);
CREATE INDEX rsvp_deputy_idx ON rsvp (partnership_id, deputy_id);
`;

const down = 'DROP TABLE rsvp';

export class Rsvp1764000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
