// Who the database knows. The role that migrates owns everything; the server works under one that owns
// nothing, so it can neither change a table nor switch off what guards it; and what one person reads is
// read under a third, to which row security shows only what that person may hear.
import type { DataSource } from 'typeorm';

/** The schema that the job queue makes for itself. */
const JOBS = 'graphile_worker';

export const SERVER_ROLE = 'utsattning_server';
export const LISTENER_ROLE = 'utsattning_listener';

/**
 * Makes the roles that are missing, and lets the role that connects work under them. Roles belong to
 * the whole database server: another database of it may have made them, or be about to.
 */
export async function ensureRoles(owner: DataSource): Promise<void> {
  for (const role of [SERVER_ROLE, LISTENER_ROLE])
    await owner.query(`
      DO $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
          CREATE ROLE ${role} NOLOGIN;
        END IF;
        IF NOT pg_has_role(session_user, '${role}', 'SET') THEN
          EXECUTE format('GRANT ${role} TO %I', session_user);
        END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END
      $$`);
}

/** What each role may do, said anew after the migrations: they may have made tables. */
export async function grantRights(owner: DataSource): Promise<void> {
  await owner.query(`
    GRANT USAGE ON SCHEMA public TO ${SERVER_ROLE}, ${LISTENER_ROLE};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${SERVER_ROLE};
    REVOKE INSERT, UPDATE, DELETE ON migration, follow_up_entry FROM ${SERVER_ROLE};
    REVOKE UPDATE, DELETE ON audit_record, audit_content FROM ${SERVER_ROLE};
    GRANT SELECT ON meeting, meeting_event, situation_note, coordinated_action, action_link
      TO ${LISTENER_ROLE};
    GRANT SELECT (epoch) ON installation TO ${LISTENER_ROLE};
    GRANT USAGE ON SCHEMA ${JOBS} TO ${SERVER_ROLE};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOBS} TO ${SERVER_ROLE};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${JOBS} TO ${SERVER_ROLE};`);
  // The queue shuts its tables to everyone but their owner.
  await owner.query(`
    DO $$
    DECLARE shut regclass;
    BEGIN
      FOR shut IN
        SELECT pg_class.oid FROM pg_class
        WHERE relnamespace = '${JOBS}'::regnamespace AND relrowsecurity
          AND NOT EXISTS (SELECT FROM pg_policy
                          WHERE polrelid = pg_class.oid AND polname = '${SERVER_ROLE}')
      LOOP
        EXECUTE format('CREATE POLICY ${SERVER_ROLE} ON %s TO ${SERVER_ROLE} USING (true)', shut);
      END LOOP;
    END
    $$`);
}
