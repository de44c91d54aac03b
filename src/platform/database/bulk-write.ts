// Many rows in one statement and one parameter, whatever their number: the rows travel as JSON and
// PostgreSQL takes them apart by the table's own types.
import type { DataSource, EntityMetadata } from 'typeorm';
import type { Executor } from './pipeline.js';

export type RowClass<Row> = new () => Row;

/** Inserts the rows; where a key exists already, the row becomes the given one. */
export async function upsertRows<Row extends object>(
  on: Executor,
  rowClass: RowClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const sql = insertSql(on.dataSource, rowClass, { parameter: 1, replacing: true });
  await on.query(sql, [rowsAsJson(on.dataSource, rowClass, rows)]);
}

/** Inserts the rows; fails where a key exists already. */
export async function insertRows<Row extends object>(
  on: Executor,
  rowClass: RowClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const sql = insertSql(on.dataSource, rowClass, { parameter: 1, replacing: false });
  await on.query(sql, [rowsAsJson(on.dataSource, rowClass, rows)]);
}

/** The statement that inserts the rows of a parameter, to be part of a longer one. */
export function insertSql(
  dataSource: DataSource,
  rowClass: RowClass<object>,
  {
    parameter,
    replacing,
    where = 'true',
  }: { parameter: number; replacing: boolean; where?: string },
): string {
  const { into, from, update } = statementsOf(dataSource, rowClass);
  return `${into} ${from}, $${parameter}::jsonb) WHERE ${where}${replacing ? update : ''}`;
}

/** The parameter for `insertSql`. */
export function rowsAsJson<Row extends object>(
  dataSource: DataSource,
  rowClass: RowClass<Row>,
  rows: readonly Row[],
): string {
  const { metadata } = statementsOf(dataSource, rowClass);
  return JSON.stringify(
    rows.map((row) => {
      const values: Record<string, unknown> = {};
      for (const { databaseName, propertyName } of metadata.columns)
        values[databaseName] = (row as Record<string, unknown>)[propertyName] ?? null;
      return values;
    }),
  );
}

/** The columns of a table, each called as its row class calls it, to select such rows by hand. */
export function columnsOf(on: Executor, rowClass: RowClass<object>): string {
  return statementsOf(on.dataSource, rowClass).columns;
}

interface Statements {
  metadata: EntityMetadata;
  columns: string;
  into: string;
  from: string;
  update: string;
}

const known = new WeakMap<EntityMetadata, Statements>();

function statementsOf(dataSource: DataSource, rowClass: RowClass<object>): Statements {
  const metadata = dataSource.getMetadata(rowClass);
  const statements = known.get(metadata) ?? composeStatements(metadata);
  known.set(metadata, statements);
  return statements;
}

function composeStatements(metadata: EntityMetadata): Statements {
  const quote = (name: string) => `"${name}"`;
  const columns = metadata.columns.map((column) => quote(column.databaseName));
  const keys = metadata.primaryColumns.map((column) => quote(column.databaseName));
  const others = columns.filter((name) => !keys.includes(name));
  const table = quote(metadata.tableName);
  return {
    metadata,
    columns: metadata.columns
      .map((column) => `${table}.${quote(column.databaseName)} AS ${quote(column.propertyName)}`)
      .join(', '),
    into: `INSERT INTO ${table} (${columns.join(', ')})`,
    from: `SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}`,
    update:
      ` ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ` +
      others.map((name) => `${name} = EXCLUDED.${name}`).join(', '),
  };
}
