import type { MigrationInterface, QueryRunner } from 'typeorm';

// Passkeys, what they have been asked to sign, and which sessions were begun with which; and links that
// someone here vouches for, by which one may make a first passkey.
const up = `
CREATE TABLE passkey (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  credential_id bytea NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  partnership_ids uuid[],
  made_by text NOT NULL,
  name text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  CONSTRAINT passkey_pkey PRIMARY KEY (id),
  CONSTRAINT passkey_credential_key UNIQUE (credential_id),
  CONSTRAINT passkey_person_fkey FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT passkey_made_by_check CHECK (made_by IN ('oidc', 'demo', 'invitation'))
);
CREATE INDEX passkey_person_idx ON passkey (person_id);

CREATE TABLE passkey_challenge (
  challenge_hash bytea NOT NULL,
  asker_hash bytea NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT passkey_challenge_pkey PRIMARY KEY (challenge_hash)
);
CREATE INDEX passkey_challenge_expires_idx ON passkey_challenge (expires_at);

ALTER TABLE session
  ADD COLUMN passkey_id uuid,
  ADD CONSTRAINT session_passkey_fkey FOREIGN KEY (passkey_id) REFERENCES passkey (id),
  DROP CONSTRAINT session_method_check,
  ADD CONSTRAINT session_method_check
    CHECK (method IN ('link', 'oidc', 'demo', 'invitation', 'passkey'));
CREATE INDEX session_passkey_idx ON session (passkey_id);

ALTER TABLE sign_in_link ADD COLUMN method text NOT NULL DEFAULT 'link';
ALTER TABLE sign_in_link
  ALTER COLUMN method DROP DEFAULT,
  ADD CONSTRAINT sign_in_link_method_check CHECK (method IN ('link', 'invitation'));
`;

// Whoever came by a passkey signs in anew, in a way that is known then.
const down = `
ALTER TABLE sign_in_link DROP COLUMN method;
DELETE FROM session WHERE method = 'passkey';
ALTER TABLE session
  DROP CONSTRAINT session_method_check,
  ADD CONSTRAINT session_method_check CHECK (method IN ('link', 'oidc', 'demo', 'invitation')),
  DROP COLUMN passkey_id;
DROP TABLE passkey_challenge, passkey;
`;

export class Passkeys1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
