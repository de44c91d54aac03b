import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { fromSetup } from './from-setup.js';

export interface TestDatabase {
  readonly url: string;
  /** Runs one statement as an administrator would, outside the product. */
  readonly query: <Row extends pg.QueryResultRow>(
    statement: string,
    values?: unknown[],
  ) => Promise<Row[]>;
  /** Cuts every connection, as a restart of the server would. */
  cutConnections(): Promise<void>;
  /** As `cutConnections`, and lets nobody in until told otherwise. */
  shut(): Promise<void>;
  open(): Promise<void>;
  /** Deletes the database; whoever is still connected is cut off. */
  drop(): Promise<void>;
}

/** A database of its own with every migration done: a copy of the run's template, in about 15 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = fromSetup('TEST_DATABASE_TEMPLATE');
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const cutConnections = () =>
    onServer(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}'`,
    );
  const url = new URL(fromSetup('TEST_DATABASE_SERVER'));
  url.pathname = name;
  return {
    url: url.href,
    query: async <Row extends pg.QueryResultRow>(statement: string, values?: unknown[]) => {
      const client = new pg.Client(url.href);
      await client.connect();
      try {
        return (await client.query<Row>(statement, values)).rows;
      } finally {
        await client.end();
      }
    },
    cutConnections,
    shut: async () => {
      await onServer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await cutConnections();
    },
    open: () => onServer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`),
    drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(fromSetup('TEST_DATABASE_SERVER'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
