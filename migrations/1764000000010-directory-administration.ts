import type { MigrationInterface, QueryRunner } from 'typeorm';

// The directory is looked after in the page: an edit names the version it was based on, and what
// history speaks of is retired, never deleted.
const up = `
ALTER TABLE partnership ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE partnership_agreement ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE agency
  ADD COLUMN retired_at timestamptz(3),
  ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE place
  ADD COLUMN retired_at timestamptz(3),
  ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE membership
  ADD COLUMN is_deputy boolean NOT NULL DEFAULT false,
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  DROP CONSTRAINT membership_role_check,
  ADD CONSTRAINT membership_role_check
    CHECK (role IN ('coordinator', 'attendee', 'observer', 'administrator'));
`;

// Of a role that is unknown from then on nobody may be left: better too little access than too much.
const down = `
DELETE FROM membership WHERE role = 'administrator';
ALTER TABLE membership
  DROP COLUMN is_deputy,
  DROP COLUMN version,
  DROP CONSTRAINT membership_role_check,
  ADD CONSTRAINT membership_role_check CHECK (role IN ('coordinator', 'attendee', 'observer'));
ALTER TABLE place DROP COLUMN retired_at, DROP COLUMN version;
ALTER TABLE agency DROP COLUMN retired_at, DROP COLUMN version;
ALTER TABLE partnership_agreement DROP COLUMN version;
ALTER TABLE partnership DROP COLUMN version;
`;

export class DirectoryAdministration1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
