import type { MigrationInterface, QueryRunner } from 'typeorm';

// Addresses at which calendars outside fetch meetings. One ends when its maker's membership does.
const up = `
CREATE TABLE calendar_feed (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  scope text NOT NULL,
  series_id uuid,
  language text NOT NULL,
  secret_hash bytea NOT NULL,
  made_at timestamptz(3) NOT NULL,
  fetched_at timestamptz(3),
  CONSTRAINT calendar_feed_pkey PRIMARY KEY (partnership_id, id),
  CONSTRAINT calendar_feed_secret_hash_key UNIQUE (secret_hash),
  CONSTRAINT calendar_feed_membership_fkey FOREIGN KEY (partnership_id, person_id)
    REFERENCES membership (partnership_id, person_id) ON DELETE CASCADE,
  CONSTRAINT calendar_feed_agency_fkey FOREIGN KEY (partnership_id, agency_id)
    REFERENCES agency (partnership_id, id),
  CONSTRAINT calendar_feed_series_fkey FOREIGN KEY (partnership_id, series_id)
    REFERENCES meeting_series (partnership_id, id),
  CONSTRAINT calendar_feed_language_check CHECK (language IN ('sv', 'en')),
  CONSTRAINT calendar_feed_scope_check CHECK (
    scope IN ('person', 'agency', 'series') AND (scope = 'series') = (series_id IS NOT NULL))
);
`;

const down = `
DROP TABLE calendar_feed;
`;

export class CalendarFeeds1764000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
