// A PostgreSQL of a test's own that keeps what it acknowledges, and can be killed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from '../../src/platform/database/embedded-server.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { temporaryFolderOnDisk } from './temporary-folder.js';

export interface DurableDatabase {
  readonly url: string;
  query<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>;
  /** Ends the database server as a power cut would; it is started again by itself. */
  kill(): void;
  stop(): Promise<void>;
}

export async function startDurableDatabase(): Promise<DurableDatabase> {
  const directory = temporaryFolderOnDisk('durable');
  const server = await startEmbeddedServer({ directory, log: () => undefined });
  await migrate(server.url);
  const postmasterFile = path.join(directory, 'cluster/data/postmaster.pid');
  return {
    url: server.url,
    query: async <Row extends pg.QueryResultRow>(statement: string, values?: unknown[]) => {
      const client = new pg.Client(server.url);
      await client.connect();
      try {
        return (await client.query<Row>(statement, values)).rows;
      } finally {
        await client.end();
      }
    },
    kill: () => process.kill(Number.parseInt(readFileSync(postmasterFile, 'utf8'), 10), 'SIGKILL'),
    stop: () => server.stop(),
  };
}
