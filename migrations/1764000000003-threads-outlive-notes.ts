import type { MigrationInterface, QueryRunner } from 'typeorm';

// An action that was carried over keeps its thread to the note it came from, on a board of an earlier
// meeting. That thread may be closed to the note's owner, and then must not hinder them from removing
// the note: the refusal would tell of it. Within one board the write path keeps threads and ends together.
const up = `ALTER TABLE action_link DROP CONSTRAINT action_link_note_fkey`;

const down = `
ALTER TABLE action_link ADD CONSTRAINT action_link_note_fkey
  FOREIGN KEY (partnership_id, note_meeting_id, note_id)
  REFERENCES situation_note (partnership_id, meeting_id, id) NOT VALID
`;

export class ThreadsOutliveNotes1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
