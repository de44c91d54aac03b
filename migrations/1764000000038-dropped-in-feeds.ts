import type { MigrationInterface, QueryRunner } from 'typeorm';

// A calendar that has shown a meeting goes on showing it, cancelled, when its series drops it: what leaves
// a subscription without a word is a meeting that people come to. Each address remembers what it had shown,
// so that whoever never saw a date tried out hears nothing of it. Nothing that is closed has a part in it.
const policy = (orShown: string) => `
DROP POLICY meeting_listener ON meeting;
CREATE POLICY meeting_listener ON meeting FOR SELECT TO utsattning_listener USING (
  is_listened_to(partnership_id) AND (
    status <> 'cancelled' OR status_reason IS NOT NULL
    OR EXISTS (SELECT FROM meeting_event AS heard
      WHERE heard.partnership_id = meeting.partnership_id AND heard.meeting_id = meeting.id
        AND heard.by_person_id IS NOT NULL)
    OR is_widely_known(partnership_id, id)${orShown}));
`;

const up = `
-- Of those that are there already nobody knows, so any fetch counts as one that showed them.
ALTER TABLE meeting ADD COLUMN planned_at timestamptz(3) NOT NULL DEFAULT 'epoch';
ALTER TABLE meeting ALTER COLUMN planned_at SET DEFAULT now();

CREATE TABLE calendar_feed_dropped (
  partnership_id uuid NOT NULL,
  feed_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  CONSTRAINT calendar_feed_dropped_pkey PRIMARY KEY (partnership_id, feed_id, meeting_id),
  CONSTRAINT calendar_feed_dropped_feed_fkey FOREIGN KEY (partnership_id, feed_id)
    REFERENCES calendar_feed (partnership_id, id) ON DELETE CASCADE,
  CONSTRAINT calendar_feed_dropped_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id) ON DELETE CASCADE
);

-- The lock waits for those who fetch this moment, and lets others fetch only what is committed. A minute
-- more, as the clocks of two processes may differ.
CREATE FUNCTION remember_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM calendar_feed WHERE partnership_id = NEW.partnership_id ORDER BY id FOR SHARE;
  INSERT INTO calendar_feed_dropped (partnership_id, feed_id, meeting_id)
    SELECT partnership_id, id, NEW.id FROM calendar_feed
    WHERE partnership_id = NEW.partnership_id
      AND fetched_at >= NEW.planned_at - interval '1 minute'
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER meeting_dropped AFTER UPDATE OF status ON meeting
  FOR EACH ROW WHEN (OLD.status = 'planned' AND NEW.status = 'cancelled')
  EXECUTE FUNCTION remember_dropped();

-- Whether the address that is read has shown it. With the owner's eyes, as the listener has none here.
CREATE FUNCTION is_dropped_from_feed(partnership uuid, meeting uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM calendar_feed_dropped
    WHERE partnership_id = partnership AND meeting_id = meeting
      AND feed_id = nullif(current_setting('utsattning.feed_id', true), '')::uuid)
$$;
${policy('\n    OR is_dropped_from_feed(partnership_id, id)')}
`;

const down = `
${policy('')}
DROP TRIGGER meeting_dropped ON meeting;
DROP FUNCTION remember_dropped, is_dropped_from_feed;
DROP TABLE calendar_feed_dropped;
ALTER TABLE meeting DROP COLUMN planned_at;
`;

export class DroppedInFeeds1764000000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
