import type { MigrationInterface, QueryRunner } from 'typeorm';

// An agenda item lies in a compartment like every other entry; those there were are the table's. Items are
// read with whole boards alone: the listener's role has no right to this table, so it needs no policy.
const up = `ALTER TABLE agenda_item ADD COLUMN stream text NOT NULL DEFAULT 'table'`;

const down = `
DELETE FROM agenda_item WHERE stream <> 'table';
ALTER TABLE agenda_item DROP COLUMN stream;
`;

export class AgendaAudience1764000000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
