import type { MigrationInterface, QueryRunner } from 'typeorm';

// A series replans its coming meetings, and takes away those in which nobody has done anything. What
// the system itself wrote in such a meeting's log goes with it; a log with anything of people in it
// is kept whole, as before.
const up = `
CREATE FUNCTION refuse_loss_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM gone WHERE by_person_id IS NOT NULL)
    OR EXISTS (SELECT FROM meeting_event JOIN gone USING (partnership_id, meeting_id))
  THEN
    RAISE EXCEPTION 'the log of a meeting is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER meeting_event_append_only ON meeting_event;
CREATE TRIGGER meeting_event_append_only BEFORE UPDATE OR TRUNCATE ON meeting_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER meeting_event_kept AFTER DELETE ON meeting_event
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss_of_log();
`;

const down = `
DROP TRIGGER meeting_event_kept ON meeting_event;
DROP TRIGGER meeting_event_append_only ON meeting_event;
CREATE TRIGGER meeting_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meeting_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_loss_of_log();
`;

export class LogOfUnusedMeetings1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
