import type { MigrationInterface, QueryRunner } from 'typeorm';

// The hour at which a guest's access ends follows their meeting, unless somebody has chosen another: how
// long after the meeting's end it is. Those that are six hours after it now were given no other.
const up = `
ALTER TABLE guest_pass ADD COLUMN after_meeting_ms integer;
ALTER TABLE invitation ADD COLUMN after_meeting_ms integer;
UPDATE guest_pass SET after_meeting_ms = 21600000 FROM meeting
  WHERE meeting.partnership_id = guest_pass.partnership_id AND meeting.id = meeting_id
    AND guest_pass.ends_at = meeting.ends_at + interval '6 hours';
UPDATE invitation SET after_meeting_ms = 21600000 FROM meeting
  WHERE meeting.partnership_id = invitation.partnership_id AND meeting.id = meeting_id
    AND guest_until = meeting.ends_at + interval '6 hours';
`;

const down = `
ALTER TABLE invitation DROP COLUMN after_meeting_ms;
ALTER TABLE guest_pass DROP COLUMN after_meeting_ms;
`;

export class HoursAfterMeetings1764000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
