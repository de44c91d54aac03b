// Many rows in one statement and one parameter, whatever their number: the rows travel as JSON and
// PostgreSQL takes them apart by the table's own types.
import type { EntityManager, EntityMetadata } from 'typeorm';

type RowClass<Row> = new () => Row;

/** Inserts the rows; where a key exists already, the row becomes the given one. */
export async function upsertRows<Row extends object>(
  manager: EntityManager,
  rowClass: RowClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { metadata, insert, update } = statementsOf(manager, rowClass);
  await manager.query(insert + update, [asJson(metadata, rows)]);
}

/** Inserts the rows; fails where a key exists already. */
export async function insertRows<Row extends object>(
  manager: EntityManager,
  rowClass: RowClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { metadata, insert } = statementsOf(manager, rowClass);
  await manager.query(insert, [asJson(metadata, rows)]);
}

interface Statements {
  metadata: EntityMetadata;
  insert: string;
  update: string;
}

const known = new WeakMap<EntityMetadata, Statements>();

function statementsOf<Row>(manager: EntityManager, rowClass: RowClass<Row>): Statements {
  const metadata = manager.dataSource.getMetadata(rowClass);
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
