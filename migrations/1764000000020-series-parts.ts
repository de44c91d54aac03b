import type { MigrationInterface, QueryRunner } from 'typeorm';

// A series that was changed from a date on: from when the part that continues it holds, and that each
// is continued by one at most. The parts of one series, wherever one begins to look, are asked for by
// meetings and by calendars alike.
const up = `
ALTER TABLE meeting_series ADD COLUMN continues_from date;
UPDATE meeting_series SET continues_from = left(start, 10)::date
  WHERE continues_series_id IS NOT NULL;
ALTER TABLE meeting_series
  ADD CONSTRAINT meeting_series_continues_check
    CHECK ((continues_series_id IS NULL) = (continues_from IS NULL)),
  ADD CONSTRAINT meeting_series_continues_key UNIQUE (partnership_id, continues_series_id)
    DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION series_parts(partnership_id uuid, series_id uuid) RETURNS SETOF uuid
  LANGUAGE sql STABLE AS $$
  WITH RECURSIVE part AS (
    SELECT id, continues_series_id FROM meeting_series
     WHERE meeting_series.partnership_id = $1 AND id = $2
    UNION
    SELECT series.id, series.continues_series_id FROM meeting_series AS series, part
     WHERE series.partnership_id = $1
       AND (series.id = part.continues_series_id OR series.continues_series_id = part.id))
  SELECT id FROM part
$$;
`;

const down = `
DROP FUNCTION series_parts;
ALTER TABLE meeting_series
  DROP CONSTRAINT meeting_series_continues_key,
  DROP CONSTRAINT meeting_series_continues_check,
  DROP COLUMN continues_from;
`;

export class SeriesParts1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
