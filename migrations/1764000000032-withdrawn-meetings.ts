import type { MigrationInterface, QueryRunner } from 'typeorm';

// A meeting that its series drops is withdrawn and never deleted, so that nothing anyone can see depends
// on whether somebody has written in it where they do not hear it. Whoever knows of nothing in it is not
// shown it any more: here, in the policy, so that no list can forget it. The log is kept whole again.
const up = `
-- Somebody has been spoken to of the meeting, as a guest or otherwise.
CREATE FUNCTION is_told_of(partnership uuid, meeting uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT FROM agency_report WHERE partnership_id = partnership AND meeting_id = meeting)
    OR EXISTS (SELECT FROM report_letter WHERE partnership_id = partnership AND meeting_id = meeting)
    OR EXISTS (SELECT FROM invitation WHERE partnership_id = partnership AND meeting_id = meeting)
    OR EXISTS (SELECT FROM guest_pass WHERE partnership_id = partnership AND meeting_id = meeting)
    -- Those that a calendar shows by a letter that has left, or may have.
    OR EXISTS (SELECT FROM calendar_letter
      WHERE partnership_id = partnership AND meeting_id = meeting
        AND (told IS NOT NULL OR state = 'leaving'))
$$;

-- Known to everyone at the table, whatever has been written in it: by an answer, by having been spoken of,
-- or because the single date was cancelled by decision. With the owner's eyes, as the listener has none
-- for these tables.
CREATE FUNCTION is_widely_known(partnership uuid, meeting uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT is_told_of(partnership, meeting)
    OR EXISTS (SELECT FROM rsvp WHERE partnership_id = partnership AND meeting_id = meeting)
    OR EXISTS (SELECT FROM meeting AS cancelled
      JOIN series_decision AS decision USING (partnership_id, series_id)
      WHERE cancelled.partnership_id = partnership AND cancelled.id = meeting
        AND decision.slot_on::text = left(cancelled.slot, 10) AND decision.answer = 'cancel')
$$;

-- People give a reason when they cancel; without one it was the series. What somebody wrote counts for
-- those who hear it: the log has a policy of its own.
DROP POLICY meeting_listener ON meeting;
CREATE POLICY meeting_listener ON meeting FOR SELECT TO utsattning_listener USING (
  is_listened_to(partnership_id) AND (
    status <> 'cancelled' OR status_reason IS NOT NULL
    OR EXISTS (SELECT FROM meeting_event AS heard
      WHERE heard.partnership_id = meeting.partnership_id AND heard.meeting_id = meeting.id
        AND heard.by_person_id IS NOT NULL)
    OR is_widely_known(partnership_id, id)));

DROP TRIGGER meeting_event_kept ON meeting_event;
DROP TRIGGER meeting_event_append_only ON meeting_event;
CREATE TRIGGER meeting_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meeting_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_loss_of_log();
`;

const down = `
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
DROP POLICY meeting_listener ON meeting;
CREATE POLICY meeting_listener ON meeting FOR SELECT TO utsattning_listener
  USING (is_listened_to(partnership_id));
DROP FUNCTION is_widely_known, is_told_of;
`;

export class WithdrawnMeetings1764000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
