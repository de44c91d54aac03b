import type { MigrationInterface, QueryRunner } from 'typeorm';

// An agenda item lies in a compartment like every other entry; those there were are the table's. So it gets
// the wall that stands behind the others.
const up = `
ALTER TABLE agenda_item ADD COLUMN stream text NOT NULL DEFAULT 'table';
ALTER TABLE agenda_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY agenda_item_server ON agenda_item TO utsattning_server
  USING (true) WITH CHECK (true);
CREATE POLICY agenda_item_listener ON agenda_item FOR SELECT TO utsattning_listener
  USING (is_listened_to(partnership_id) AND may_hear(stream));
`;

const down = `
DROP POLICY agenda_item_server ON agenda_item;
DROP POLICY agenda_item_listener ON agenda_item;
ALTER TABLE agenda_item DISABLE ROW LEVEL SECURITY;
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
