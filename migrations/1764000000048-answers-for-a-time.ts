import type { MigrationInterface, QueryRunner } from 'typeorm';

// For which start of its meeting an answer was given, and which start each letter to a calendar told: an
// answer is no answer any more when the meeting has been moved. What was said until now counts as said of
// the start that the meeting has; a server of the version before this one leaves it unsaid.
const up = `
ALTER TABLE rsvp ADD COLUMN for_start timestamptz(3);
UPDATE rsvp SET for_start = starts_at FROM meeting
WHERE meeting.partnership_id = rsvp.partnership_id AND meeting.id = meeting_id;
ALTER TABLE calendar_letter ADD COLUMN starts_told jsonb NOT NULL DEFAULT '{}';
UPDATE calendar_letter SET starts_told = jsonb_build_object(told_sequence, told -> 'startsAt')
WHERE told IS NOT NULL;
`;

const down = `
ALTER TABLE calendar_letter DROP COLUMN starts_told;
ALTER TABLE rsvp DROP COLUMN for_start;
`;

export class AnswersForATime1764000000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
