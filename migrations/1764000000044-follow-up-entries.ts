import type { MigrationInterface, QueryRunner } from 'typeorm';

// What the follow-up finds an action by: one row for each agency that leads or supports it and one for
// the partnership as a whole, each with everything else one may ask for. A page then costs a few steps
// down an index for each compartment and state, however many actions there are and however few of them
// are asked for (ADR 29). Triggers keep the rows, under the right of the tables' owner: a server of the
// version before this knows nothing of them, and no server has to be allowed to write them.
const up = `
CREATE TABLE follow_up_entry (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  action_id uuid NOT NULL,
  involved_id uuid NOT NULL,
  stream text NOT NULL,
  state text NOT NULL,
  place_id uuid NOT NULL,
  theme text NOT NULL,
  due_on date NOT NULL,
  CONSTRAINT follow_up_entry_pkey PRIMARY KEY (partnership_id, meeting_id, action_id, involved_id)
);
CREATE INDEX follow_up_entry_due_idx
  ON follow_up_entry (partnership_id, involved_id, stream, state, due_on, action_id);
CREATE INDEX follow_up_entry_place_idx
  ON follow_up_entry (partnership_id, involved_id, place_id, stream, state, due_on, action_id);
CREATE INDEX follow_up_entry_theme_idx
  ON follow_up_entry (partnership_id, involved_id, theme, stream, state, due_on, action_id);
CREATE INDEX follow_up_entry_place_theme_idx
  ON follow_up_entry (partnership_id, involved_id, place_id, theme, stream, state, due_on, action_id);

CREATE FUNCTION follow_up_entries(action coordinated_action) RETURNS SETOF follow_up_entry
  LANGUAGE sql STABLE AS $$
  SELECT DISTINCT action.partnership_id, action.meeting_id, action.id, involved_id,
    action.stream, action.state, action.place_id, action.theme, action.due_on
  FROM unnest(action.supporting_agency_ids || action.leading_agency_id || action.partnership_id)
    AS involved_id
  WHERE action.carried_to_action_id IS NULL
$$;

CREATE FUNCTION keep_follow_up_entries() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM follow_up_entry WHERE partnership_id = OLD.partnership_id
      AND meeting_id = OLD.meeting_id AND action_id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO follow_up_entry SELECT * FROM follow_up_entries(NEW);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER coordinated_action_followed AFTER INSERT OR DELETE ON coordinated_action
  FOR EACH ROW EXECUTE FUNCTION keep_follow_up_entries();
CREATE TRIGGER coordinated_action_followed_anew AFTER UPDATE ON coordinated_action
  FOR EACH ROW WHEN (
    (OLD.stream, OLD.state, OLD.place_id, OLD.theme, OLD.due_on, OLD.leading_agency_id,
      OLD.supporting_agency_ids, OLD.carried_to_action_id)
    IS DISTINCT FROM
    (NEW.stream, NEW.state, NEW.place_id, NEW.theme, NEW.due_on, NEW.leading_agency_id,
      NEW.supporting_agency_ids, NEW.carried_to_action_id))
  EXECUTE FUNCTION keep_follow_up_entries();
`;

const down = `
DROP TRIGGER coordinated_action_followed ON coordinated_action;
DROP TRIGGER coordinated_action_followed_anew ON coordinated_action;
DROP FUNCTION keep_follow_up_entries, follow_up_entries;
DROP TABLE follow_up_entry;
`;

export class FollowUpEntries1764000000044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
