import type { MigrationInterface, QueryRunner } from 'typeorm';

// The address that an answer to a letter goes to, as a hash: by it a reply is known as one person's, to
// one meeting.
const up = `
ALTER TABLE calendar_letter
  ADD COLUMN reply_hash bytea,
  ADD CONSTRAINT calendar_letter_reply_hash_key UNIQUE (reply_hash);
`;

const down = `
ALTER TABLE calendar_letter DROP COLUMN reply_hash;
`;

export class RepliesByMail1764000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
