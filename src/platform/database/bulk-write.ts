// Many rows in one statement and one parameter, whatever their number: the rows travel as JSON and
// PostgreSQL takes them apart by the table's own types.
import type { EntityMetadata } from 'typeorm';
import type { Executor } from './pipeline.js';

type RowClass<Row> = new () => Row;

/** Inserts the rows; where a key exists already, the row becomes the given one. */
export async function upsertRows<Row extends object>(
  on: Executor,
  rowClass: RowClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { metadata, insert, update } = statementsOf(on, rowClass);
  await on.query(insert + update, [asJson(metadata, rows)]);
}

/** Inserts the rows; fails where a key exists already. */
export async function insertRows<Row extends object>(
  on: Executor,
  rowClass: RowClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { metadata, insert } = statementsOf(on, rowClass);
  await on.query(insert, [asJson(metadata, rows)]);
}

/** The columns of a table, each called as its row class calls it, to select such rows by hand. */
export function columnsOf<Row>(on: Executor, rowClass: RowClass<Row>): string {
  return statementsOf(on, rowClass).columns;
}

interface Statements {
  metadata: EntityMetadata;
  columns: string;
  insert: string;
  update: string;
}

const known = new WeakMap<EntityMetadata, Statements>();

function statementsOf<Row>({ dataSource }: Executor, rowClass: RowClass<Row>): Statements {
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
    insert:
      `INSERT INTO ${table} (${columns.join(', ')}) ` +
      `SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    update:
      ` ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ` +
      others.map((name) => `${name} = EXCLUDED.${name}`).join(', '),
  };
}

function asJson(metadata: EntityMetadata, rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        metadata.columns.map((column) => [
          column.databaseName,
          (row as Record<string, unknown>)[column.propertyName] ?? null,
        ]),
      ),
    ),
  );
}
