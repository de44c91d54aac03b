import type { MigrationInterface, QueryRunner } from 'typeorm';

// Who signed in, was let in, was refused. One chain for each partnership and one for the installation,
// named by the partnership's id or by zeros: there is no reference to it, for what was done in a
// partnership is still to be known when it is gone. A chain's own row says where it ends: whoever
// writes locks it, and a tail cut off shows against it. What a record tells stands apart from it, so
// that it can be disposed of.
const up = `
CREATE TABLE audit_chain (
  id uuid NOT NULL,
  position integer NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_chain_pkey PRIMARY KEY (id)
);

CREATE TABLE audit_record (
  chain_id uuid NOT NULL,
  position integer NOT NULL,
  commitment bytea NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_record_pkey PRIMARY KEY (chain_id, position),
  CONSTRAINT audit_record_chain_fkey FOREIGN KEY (chain_id) REFERENCES audit_chain (id),
  CONSTRAINT audit_record_position_check CHECK (position > 0)
);
CREATE TRIGGER audit_record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_content (
  chain_id uuid NOT NULL,
  position integer NOT NULL,
  salt bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  person_id uuid,
  detail jsonb NOT NULL,
  CONSTRAINT audit_content_pkey PRIMARY KEY (chain_id, position),
  CONSTRAINT audit_content_record_fkey FOREIGN KEY (chain_id, position)
    REFERENCES audit_record (chain_id, position)
);
CREATE INDEX audit_content_kind_idx ON audit_content (chain_id, kind, position);
CREATE INDEX audit_content_person_idx ON audit_content (chain_id, person_id, position);
CREATE TRIGGER audit_content_append_only BEFORE UPDATE OR TRUNCATE ON audit_content
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const down = `DROP TABLE audit_content, audit_record, audit_chain`;

export class Audit1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
