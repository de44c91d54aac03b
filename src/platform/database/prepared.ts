// Statements under a name, which each connection parses and plans once.
import { createHash } from 'node:crypto';
import type { Pool, QueryConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { violatedConstraint } from './database-errors.js';

const names = new Map<string, string>();

/** Statements are composed of constants, so there are few; whatever varies is a value. */
export function prepared(statement: string, values: unknown[]): QueryConfig {
  return { name: nameOf(statement), text: statement, values };
}

/**
 * Carries out one statement by itself, a transaction of its own. What it may break is told as an error, after
 * which the pool's own way would throw the connection away, with all that was prepared on it.
 */
export async function runAlone<Rows>(
  { driver }: DataSource,
  statement: string,
  values: unknown[],
): Promise<Rows> {
  const client = await (driver as unknown as { master: Pool }).master.connect();
  try {
    const { rows } = await client.query(prepared(statement, values));
    client.release();
    return rows as Rows;
  } catch (error) {
    client.release(violatedConstraint(error) === undefined);
    throw error;
  }
}

/** An array of uuids as PostgreSQL reads it; pg would look through each of thousands for what to escape. */
export function uuidArray(ids: Iterable<string>): string {
  return `{${[...ids].join(',')}}`;
}

/** PostgreSQL cuts names at 63 bytes. */
function nameOf(statement: string): string {
  const known = names.get(statement);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(statement).digest('base64url');
  names.set(statement, name);
  return name;
}
