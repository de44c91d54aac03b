// What PostgreSQL itself says a schema consists of, in words that can be compared.
import type { TestDatabase } from '../support/test-database.js';

const parts = {
  tables: `SELECT concat_ws(' ', relname, relpersistence) AS line FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  columns: `SELECT concat_ws(' ', attrelid::regclass, attnum, attname,
      format_type(atttypid, atttypmod), pg_collation.collname, attnotnull,
      pg_get_expr(adbin, adrelid)) AS line
    FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_collation ON pg_collation.oid = attcollation
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0
      AND NOT attisdropped`,
  constraints: `SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
  indexes: `SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'`,
  triggers: `SELECT pg_get_triggerdef(pg_trigger.oid) AS line FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal`,
  policies: `SELECT concat_ws(' ', tablename, policyname, roles, cmd, qual, with_check, rowsecurity)
      AS line
    FROM pg_policies JOIN pg_tables USING (schemaname, tablename) WHERE schemaname = 'public'`,
  functions: `SELECT pg_get_functiondef(oid) AS line FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace`,
};

type Catalogue = Record<keyof typeof parts, string[]>;

/** Everything in the schema `public`, each kind of object as sorted lines. */
export async function readCatalogue(database: TestDatabase): Promise<Catalogue> {
  const read = async ([part, statement]: [string, string]) => {
    const rows = await database.query<{ line: string }>(statement);
    return [part, rows.map((row) => row.line).sort()];
  };
  return Object.fromEntries(await Promise.all(Object.entries(parts).map(read))) as Catalogue;
}
