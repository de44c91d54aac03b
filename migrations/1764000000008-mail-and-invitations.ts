import type { MigrationInterface, QueryRunner } from 'typeorm';

// Mail out: the demonstration's outbox, invitations, and what is given to guests of one meeting. The
// job queue has a schema of its own, which the program's start brings up to date.
const up = `
CREATE TABLE outbox_letter (
  id text NOT NULL,
  sent_at timestamptz(3) NOT NULL,
  receiver text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  CONSTRAINT outbox_letter_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_letter_sent_idx ON outbox_letter (sent_at);

CREATE TABLE invitation (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  role text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  meeting_id uuid,
  guest_until timestamptz(3),
  secret_hash bytea,
  invited_by uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  mail_state text NOT NULL,
  CONSTRAINT invitation_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT invitation_email_key UNIQUE (partnership_id, email),
  CONSTRAINT invitation_secret_hash_key UNIQUE (secret_hash),
  CONSTRAINT invitation_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id),
  CONSTRAINT invitation_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES person (id),
  CONSTRAINT invitation_email_check CHECK (email = lower(email)),
  CONSTRAINT invitation_guest_check CHECK ((meeting_id IS NULL) = (guest_until IS NULL)),
  CONSTRAINT invitation_mail_state_check CHECK (mail_state IN ('waiting', 'sent', 'failed'))
);

CREATE TABLE guest_pass (
  partnership_id uuid NOT NULL,
  person_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  CONSTRAINT guest_pass_pkey PRIMARY KEY (partnership_id, person_id),
  CONSTRAINT guest_pass_membership_fkey FOREIGN KEY (partnership_id, person_id)
    REFERENCES membership (partnership_id, person_id) ON DELETE CASCADE,
  CONSTRAINT guest_pass_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id)
);
CREATE INDEX guest_pass_ends_idx ON guest_pass (ends_at);

ALTER TABLE session
  DROP CONSTRAINT session_method_check,
  ADD CONSTRAINT session_method_check CHECK (method IN ('link', 'oidc', 'demo', 'invitation'));
`;

// Whoever came by an invitation signs in anew, in a way that is known then.
const down = `
DELETE FROM session WHERE method = 'invitation';
ALTER TABLE session
  DROP CONSTRAINT session_method_check,
  ADD CONSTRAINT session_method_check CHECK (method IN ('link', 'oidc', 'demo'));
DELETE FROM membership
  USING guest_pass
  WHERE membership.partnership_id = guest_pass.partnership_id
    AND membership.person_id = guest_pass.person_id;
DROP TABLE guest_pass, invitation, outbox_letter;
`;

export class MailAndInvitations1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
