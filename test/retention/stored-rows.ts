// Every row of every table, as text, so that it can be said which have gone and where a word stands.
import type { TestDatabase } from '../support/test-database.js';
import { goWithTime, moving } from './tables.js';

export interface StoredRow {
  readonly table: string;
  /** Its columns, bytes as hexadecimal digits. */
  readonly text: string;
  /** Whether its time is over at the time that was asked for. */
  readonly isOver: boolean;
}

/** The tables of the product by their names, and those of other schemas with the schema's before it. */
export async function tablesOf(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name AS name
       FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'
      ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

/** In one statement, so that all is as it was at one moment. */
export async function storedRows(database: TestDatabase, at: Date): Promise<StoredRow[]> {
  const tables = await tablesOf(database);
  const reads = tables.map(
    (table) => `SELECT '${table}' AS "table", (${goWithTime[table] ?? 'false'}) AS "isOver",
      (to_jsonb(one) - ARRAY[${moving[table]?.map((name) => `'${name}'`).join() ?? ''}]::text[])::text AS text
      FROM ${table} AS one`,
  );
  return database.query<StoredRow & Record<string, unknown>>(
    `WITH told AS (SELECT $1::timestamptz AS at)
     ${reads.join('\nUNION ALL\n').replaceAll('$1', '(SELECT at FROM told)')}
     ORDER BY 1, 3`,
    [at],
  );
}

/** Those of the rows that the others lack; one that has changed is another row. */
export function lackedBy(others: readonly StoredRow[], rows: readonly StoredRow[]): StoredRow[] {
  const there = new Set(others.map(({ table, text }) => `${table} ${text}`));
  return rows.filter(({ table, text }) => !there.has(`${table} ${text}`));
}

/** The tables where a word stands. */
export function tablesWith(word: string, rows: readonly StoredRow[]): string[] {
  return [
    ...new Set(rows.filter(({ text }) => text.includes(word)).map(({ table }) => table)),
  ].sort();
}
