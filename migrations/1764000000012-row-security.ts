import type { MigrationInterface, QueryRunner } from 'typeorm';

// The second wall of the compartments. The server's own work sees everything; what is read for one
// person is read under the listener's role, and there the transaction's settings say who that is.
// Without settings the listener is nobody and sees nothing.
const guarded = ['meeting_event', 'situation_note', 'coordinated_action', 'action_link'];

const policies = (table: string, visible: string) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY ${table}_server ON ${table} TO utsattning_server USING (true) WITH CHECK (true);
CREATE POLICY ${table}_listener ON ${table} FOR SELECT TO utsattning_listener USING (${visible});
`;

const up = `
CREATE FUNCTION is_listened_to(partnership_id uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT partnership_id = nullif(current_setting('utsattning.partnership_id', true), '')::uuid
$$;

-- The same rule as mayHear in the domain.
CREATE FUNCTION may_hear(stream text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT stream = 'table' OR (
    current_setting('utsattning.opens_closed', true) = 'true' AND (
      (stream = 'authorities' AND current_setting('utsattning.agency_kind', true) = 'authority')
      OR (stream LIKE 'agencies:%'
        AND strpos(stream, nullif(current_setting('utsattning.agency_id', true), '')) > 0)))
$$;
${policies('meeting', 'is_listened_to(partnership_id)')}
${guarded.map((table) => policies(table, 'is_listened_to(partnership_id) AND may_hear(stream)')).join('')}
`;

const down = `
${['meeting', ...guarded]
  .map(
    (table) => `
DROP POLICY ${table}_server ON ${table};
DROP POLICY ${table}_listener ON ${table};
ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;
`,
  )
  .join('')}
DROP FUNCTION may_hear, is_listened_to;
`;

export class RowSecurity1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
