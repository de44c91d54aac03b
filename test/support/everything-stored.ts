// Everything that is stored, as one digest of each table: two are equal when nothing has changed.
import type { DataSource } from 'typeorm';

/** Looking at a session moves its end, whatever is asked for with it. */
const MOVES_BY_ITSELF = ['seen_at', 'expires_at'];

export async function everythingStored(dataSource: DataSource): Promise<Record<string, string>> {
  const tables = await dataSource.query<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  const stored: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await dataSource.query<{ digest: string }[]>(
      `SELECT count(*) || ' rows ' || coalesce(md5(string_agg(whole, '' ORDER BY whole)), '') AS digest
         FROM (SELECT (to_jsonb(one) - $1::text[])::text AS whole FROM "${name}" AS one) AS rows`,
      [MOVES_BY_ITSELF],
    );
    stored[name] = row?.digest ?? '';
  }
  return stored;
}
