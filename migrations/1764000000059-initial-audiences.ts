import type { MigrationInterface, QueryRunner } from 'typeorm';

// Whom a new entry reaches at first, by the kind of agency. Partnerships that are there keep what they are
// used to, the table; so do those that a server of the version before founds.
const up = `
ALTER TABLE partnership
  ADD COLUMN initial_audiences jsonb NOT NULL DEFAULT
    '{"authority":"table","municipal-service":"table","company":"table","association":"table"}',
  ADD CONSTRAINT partnership_initial_audiences_check CHECK (
    (initial_audiences ->> 'authority' IN ('table', 'authorities', 'agencies')
      AND initial_audiences ->> 'municipal-service' IN ('table', 'agencies')
      AND initial_audiences ->> 'company' IN ('table', 'agencies')
      AND initial_audiences ->> 'association' IN ('table', 'agencies')) IS TRUE
  );
`;

const down = 'ALTER TABLE partnership DROP COLUMN initial_audiences';

export class InitialAudiences1764000000059 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
