import type { MigrationInterface, QueryRunner } from 'typeorm';

// How often an address has tried to sign in, counted by all servers together. The columns and their
// order are those that rate-limiter-flexible writes. A crash may forget the counts: no harm is done.
const up = `
CREATE UNLOGGED TABLE attempt_count (
  key text NOT NULL,
  points integer NOT NULL,
  expire bigint,
  CONSTRAINT attempt_count_pkey PRIMARY KEY (key)
)
`;
const down = `DROP TABLE attempt_count`;

export class AttemptsCountedTogether1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
