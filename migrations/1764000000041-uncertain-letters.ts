import type { MigrationInterface, QueryRunner } from 'typeorm';

// Letters that may have left: the mail server had them, and its answer was lost. Calendars count as told
// of what was in one, and remember that it is not sure.
const up = `
ALTER TABLE calendar_letter ADD COLUMN is_told_surely boolean NOT NULL DEFAULT true;
ALTER TABLE invitation
  DROP CONSTRAINT invitation_mail_state_check,
  ADD CONSTRAINT invitation_mail_state_check
    CHECK (mail_state IN ('waiting', 'sent', 'uncertain', 'failed'));
`;

const down = `
UPDATE invitation SET mail_state = 'sent' WHERE mail_state = 'uncertain';
ALTER TABLE invitation
  DROP CONSTRAINT invitation_mail_state_check,
  ADD CONSTRAINT invitation_mail_state_check CHECK (mail_state IN ('waiting', 'sent', 'failed'));
ALTER TABLE calendar_letter DROP COLUMN is_told_surely;
`;

export class UncertainLetters1764000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
