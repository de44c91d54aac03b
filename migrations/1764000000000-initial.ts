import type { MigrationInterface, QueryRunner } from 'typeorm';

// Every key begins with the partnership, so that one installation can hold many municipalities, be
// spread by partnership one day, and no foreign key can ever reach into another's data. The last
// revision of each of a meeting's streams stands in the meeting's row (cursors): who locks the row
// has them all.
const up = `
CREATE TABLE installation (
  id boolean NOT NULL DEFAULT true,
  epoch uuid NOT NULL,
  demo_loaded_at timestamptz(3),
  CONSTRAINT installation_pkey PRIMARY KEY (id),
  CONSTRAINT installation_single_check CHECK (id)
);
INSERT INTO installation (epoch) VALUES (gen_random_uuid());

CREATE TABLE partnership (
  id uuid NOT NULL,
  name text NOT NULL,
  municipality text NOT NULL,
  time_zone text NOT NULL,
  rights_version integer NOT NULL DEFAULT 1,
  CONSTRAINT partnership_pkey PRIMARY KEY (id)
);

CREATE TABLE agency (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  short_name text NOT NULL,
  abbreviation text NOT NULL,
  kind text NOT NULL,
  position integer NOT NULL,
  CONSTRAINT agency_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT agency_name_key UNIQUE (partnership_id, name),
  CONSTRAINT agency_partnership_fkey FOREIGN KEY (partnership_id) REFERENCES partnership (id),
  CONSTRAINT agency_kind_check
    CHECK (kind IN ('authority', 'municipal-service', 'company', 'association'))
);

CREATE TABLE place (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  position integer NOT NULL,
  CONSTRAINT place_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT place_name_key UNIQUE (partnership_id, name),
  CONSTRAINT place_partnership_fkey FOREIGN KEY (partnership_id) REFERENCES partnership (id),
  CONSTRAINT place_kind_check CHECK (kind IN ('area', 'street', 'station', 'path', 'venue'))
);

CREATE TABLE partnership_agreement (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  CONSTRAINT partnership_agreement_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT partnership_agreement_partnership_fkey
    FOREIGN KEY (partnership_id) REFERENCES partnership (id),
  CONSTRAINT partnership_agreement_period_check CHECK (starts_on <= ends_on)
);

CREATE TABLE agreement_signatory (
  partnership_id uuid NOT NULL,
  agreement_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  signed_by text NOT NULL,
  CONSTRAINT agreement_signatory_pkey PRIMARY KEY (partnership_id, agreement_id, agency_id),
  CONSTRAINT agreement_signatory_agreement_fkey FOREIGN KEY (partnership_id, agreement_id)
    REFERENCES partnership_agreement (partnership_id, id),
  CONSTRAINT agreement_signatory_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id)
);

CREATE TABLE person (
  id uuid NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  CONSTRAINT person_pkey PRIMARY KEY (id),
  CONSTRAINT person_email_key UNIQUE (email),
  CONSTRAINT person_email_check CHECK (email = lower(email))
);

CREATE TABLE membership (
  partnership_id uuid NOT NULL,
  person_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  role text NOT NULL,
  CONSTRAINT membership_pkey PRIMARY KEY (partnership_id, person_id),
  CONSTRAINT membership_person_fkey FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT membership_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id),
  CONSTRAINT membership_role_check CHECK (role IN ('coordinator', 'attendee', 'observer'))
);
CREATE INDEX membership_person_idx ON membership (person_id);

CREATE TABLE session (
  id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_secret_hash_key UNIQUE (secret_hash),
  CONSTRAINT session_person_fkey FOREIGN KEY (person_id) REFERENCES person (id)
);
CREATE INDEX session_expires_idx ON session (expires_at);

CREATE TABLE sign_in_link (
  secret_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT sign_in_link_pkey PRIMARY KEY (secret_hash),
  CONSTRAINT sign_in_link_person_fkey FOREIGN KEY (person_id) REFERENCES person (id)
);

CREATE TABLE meeting_series (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  venue text NOT NULL,
  start text NOT NULL,
  time_zone text NOT NULL,
  duration_minutes integer NOT NULL,
  rule text NOT NULL,
  excluded_starts text[] NOT NULL,
  extra_starts text[] NOT NULL,
  agenda_template jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT meeting_series_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT meeting_series_partnership_fkey
    FOREIGN KEY (partnership_id) REFERENCES partnership (id)
);

CREATE TABLE meeting (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  series_id uuid NOT NULL,
  slot text NOT NULL,
  title text NOT NULL,
  venue text NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  time_zone text NOT NULL,
  status text NOT NULL DEFAULT 'planned',
  status_reason text,
  opened_at timestamptz(3),
  closed_at timestamptz(3),
  revision integer NOT NULL DEFAULT 0,
  cursors jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT meeting_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT meeting_slot_key UNIQUE (partnership_id, series_id, slot),
  CONSTRAINT meeting_series_fkey FOREIGN KEY (partnership_id, series_id)
    REFERENCES meeting_series (partnership_id, id),
  CONSTRAINT meeting_time_check CHECK (starts_at < ends_at),
  CONSTRAINT meeting_status_check CHECK (status IN ('planned', 'open', 'closed', 'cancelled'))
);
CREATE INDEX meeting_starts_idx ON meeting (partnership_id, starts_at);

CREATE TABLE meeting_event (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  stream text NOT NULL,
  revision integer NOT NULL,
  type text NOT NULL,
  at timestamptz(3) NOT NULL,
  by_agency_id uuid,
  by_person_id uuid,
  rights_version integer NOT NULL,
  changes jsonb NOT NULL,
  CONSTRAINT meeting_event_pkey PRIMARY KEY (partnership_id, meeting_id, stream, revision),
  CONSTRAINT meeting_event_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT meeting_event_revision_check CHECK (revision > 0)
);

CREATE TABLE meeting_command (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  command_id uuid NOT NULL,
  person_id uuid NOT NULL,
  fingerprint text NOT NULL,
  entry_id uuid,
  at timestamptz(3) NOT NULL,
  CONSTRAINT meeting_command_pkey PRIMARY KEY (partnership_id, meeting_id, command_id),
  CONSTRAINT meeting_command_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id)
);

CREATE TABLE agenda_item (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  id uuid NOT NULL,
  order_key text COLLATE "C" NOT NULL,
  title text NOT NULL,
  minutes integer NOT NULL,
  state text NOT NULL,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  revision integer NOT NULL,
  CONSTRAINT agenda_item_pkey PRIMARY KEY (partnership_id, meeting_id, id),
  CONSTRAINT agenda_item_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT agenda_item_state_check CHECK (state IN ('pending', 'current', 'done', 'deferred'))
);

CREATE TABLE situation_note (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  id uuid NOT NULL,
  stream text NOT NULL,
  agency_id uuid NOT NULL,
  recorded_by_agency_id uuid NOT NULL,
  theme text NOT NULL,
  place_id uuid NOT NULL,
  weekdays smallint[] NOT NULL,
  from_time text,
  to_time text,
  level text NOT NULL,
  trend text NOT NULL,
  source_kind text NOT NULL,
  confidence text NOT NULL,
  text text NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  revision integer NOT NULL,
  CONSTRAINT situation_note_pkey PRIMARY KEY (partnership_id, meeting_id, id),
  CONSTRAINT situation_note_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT situation_note_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id),
  CONSTRAINT situation_note_place_fkey FOREIGN KEY (partnership_id, place_id)
    REFERENCES place (partnership_id, id),
  CONSTRAINT situation_note_level_check CHECK (level IN ('green', 'yellow', 'orange', 'red'))
);

CREATE TABLE coordinated_action (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  id uuid NOT NULL,
  stream text NOT NULL,
  agency_id uuid NOT NULL,
  what text NOT NULL,
  theme text NOT NULL,
  place_id uuid NOT NULL,
  time_kind text NOT NULL,
  from_time text,
  to_time text,
  due_on date NOT NULL,
  leading_agency_id uuid NOT NULL,
  supporting_agency_ids uuid[] NOT NULL,
  state text NOT NULL,
  outcome_effect text,
  outcome_text text,
  cancel_reason text,
  proposed_at timestamptz(3) NOT NULL,
  carried_count integer NOT NULL,
  carried_from_meeting_id uuid,
  carried_from_action_id uuid,
  carried_from_starts_at timestamptz(3),
  carried_to_meeting_id uuid,
  carried_to_action_id uuid,
  revision integer NOT NULL,
  CONSTRAINT coordinated_action_pkey PRIMARY KEY (partnership_id, meeting_id, id),
  CONSTRAINT coordinated_action_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT coordinated_action_leading_agency_fkey FOREIGN KEY (partnership_id, leading_agency_id)
    REFERENCES agency (partnership_id, id),
  CONSTRAINT coordinated_action_place_fkey FOREIGN KEY (partnership_id, place_id)
    REFERENCES place (partnership_id, id),
  CONSTRAINT coordinated_action_carried_from_fkey
    FOREIGN KEY (partnership_id, carried_from_meeting_id) REFERENCES meeting (partnership_id, id),
  CONSTRAINT coordinated_action_carried_to_fkey
    FOREIGN KEY (partnership_id, carried_to_meeting_id) REFERENCES meeting (partnership_id, id),
  CONSTRAINT coordinated_action_time_kind_check CHECK (time_kind IN ('tonight', 'due')),
  CONSTRAINT coordinated_action_state_check
    CHECK (state IN ('proposed', 'agreed', 'under-way', 'done', 'cancelled')),
  CONSTRAINT coordinated_action_outcome_check
    CHECK ((state = 'done') = (outcome_effect IS NOT NULL))
);

CREATE TABLE action_link (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  id uuid NOT NULL,
  stream text NOT NULL,
  note_meeting_id uuid NOT NULL,
  note_id uuid NOT NULL,
  action_id uuid NOT NULL,
  revision integer NOT NULL,
  CONSTRAINT action_link_pkey PRIMARY KEY (partnership_id, meeting_id, id),
  CONSTRAINT action_link_ends_key UNIQUE (partnership_id, meeting_id, note_id, action_id),
  CONSTRAINT action_link_action_fkey FOREIGN KEY (partnership_id, meeting_id, action_id)
    REFERENCES coordinated_action (partnership_id, meeting_id, id),
  CONSTRAINT action_link_note_fkey FOREIGN KEY (partnership_id, note_meeting_id, note_id)
    REFERENCES situation_note (partnership_id, meeting_id, id)
);

CREATE TABLE attendance (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  state text NOT NULL,
  revision integer NOT NULL,
  CONSTRAINT attendance_pkey PRIMARY KEY (partnership_id, meeting_id, agency_id),
  CONSTRAINT attendance_meeting_fkey FOREIGN KEY (partnership_id, meeting_id)
    REFERENCES meeting (partnership_id, id),
  CONSTRAINT attendance_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id),
  CONSTRAINT attendance_state_check CHECK (state IN ('present', 'remote', 'reported', 'absent'))
);

-- Who has a board open just now, over all server processes. Worth nothing after a crash.
CREATE UNLOGGED TABLE presence (
  partnership_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  connection_id text NOT NULL,
  process_id uuid NOT NULL,
  person_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  editing_stream text,
  editing_entry_id uuid,
  seen_at timestamptz(3) NOT NULL,
  CONSTRAINT presence_pkey PRIMARY KEY (partnership_id, meeting_id, connection_id)
);
CREATE INDEX presence_process_idx ON presence (process_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER meeting_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meeting_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER meeting_command_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meeting_command
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const down = `
DROP TABLE presence, attendance, action_link, coordinated_action, situation_note, agenda_item,
  meeting_command, meeting_event, meeting, meeting_series, sign_in_link, session,
  membership, person, agreement_signatory, partnership_agreement, place, agency, partnership,
  installation;
DROP FUNCTION refuse_change();
`;

export class Initial1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
