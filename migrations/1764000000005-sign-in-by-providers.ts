import type { MigrationInterface, QueryRunner } from 'typeorm';

// Sign-in by the agencies' own identity providers, and sessions that know how they were begun. Those
// there are already were begun by links.
const up = `
CREATE TABLE agency_binding (
  partnership_id uuid NOT NULL,
  issuer text NOT NULL,
  claim_value text NOT NULL,
  agency_id uuid NOT NULL,
  CONSTRAINT agency_binding_pkey PRIMARY KEY (partnership_id, issuer, claim_value),
  CONSTRAINT agency_binding_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id)
);
CREATE INDEX agency_binding_claim_idx ON agency_binding (issuer, claim_value);

CREATE TABLE person_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  person_id uuid NOT NULL,
  linked_at timestamptz(3) NOT NULL,
  CONSTRAINT person_identity_pkey PRIMARY KEY (issuer, subject),
  CONSTRAINT person_identity_person_key UNIQUE (issuer, person_id),
  CONSTRAINT person_identity_person_fkey FOREIGN KEY (person_id) REFERENCES person (id)
);

CREATE TABLE sign_in_attempt (
  state_hash bytea NOT NULL,
  browser_hash bytea NOT NULL,
  provider_id text NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  return_path text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (state_hash)
);
CREATE INDEX sign_in_attempt_expires_idx ON sign_in_attempt (expires_at);

ALTER TABLE session
  ADD COLUMN method text NOT NULL DEFAULT 'link',
  ADD COLUMN partnership_ids uuid[],
  ADD CONSTRAINT session_method_check CHECK (method IN ('link', 'oidc', 'demo'));
ALTER TABLE session ALTER COLUMN method DROP DEFAULT;
`;

const down = `
ALTER TABLE session DROP CONSTRAINT session_method_check, DROP COLUMN method, DROP COLUMN partnership_ids;
DROP TABLE sign_in_attempt, person_identity, agency_binding;
`;

export class SignInByProviders1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
