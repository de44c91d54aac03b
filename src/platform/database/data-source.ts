/** How the product talks to its database: the server under its own role, migrations as the owner. */
import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { DataSource, DataSourceOptions, MixedList } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { SERVER_ROLE } from './roles.js';

export const CONNECT_WITHIN_MS = 5_000;
const STATEMENT_WITHIN_MS = 15_000;
/** For answers that never come: a host that vanished, a firewall that forgot the line. */
const ANSWER_WITHIN_MS = 20_000;
/** A line on which nothing is said is asked so early whether the other end still is there. */
const KEEP_ALIVE_AFTER_MS = 10_000;
const LOCK_WITHIN_MS = 5_000;
const IDLE_IN_TRANSACTION_WITHIN_MS = 15_000;

/** Settings that decide whether a commit survives a power cut, with the value that loses it. */
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** The row classes. */
  readonly entities: MixedList<new () => object>;
}

/** What a connection says when it begins: of whatever login it is, it works under the server's role. */
const AS_SERVER = `-c role=${SERVER_ROLE}`;

/** How every connection of a process at work behaves. */
export const AT_WORK = {
  options: AS_SERVER,
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  query_timeout: ANSWER_WITHIN_MS,
};

/**
 * Options for one process at work. Every wait has an end: a request that waits for ever holds a
 * connection for ever, and a few of those stop everybody.
 */
export function dataSourceOptions(database: DatabaseOptions): DataSourceOptions {
  return {
    ...ownerOptions(database),
    extra: {
      ...AT_WORK,
      onConnect: outliveItsLoss,
      // What is sent in one go crosses in one go; whoever awaits each statement notices nothing.
      pipeline: true,
      statement_timeout: STATEMENT_WITHIN_MS,
      lock_timeout: LOCK_WITHIN_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_WITHIN_MS,
    },
  };
}

/** Options for the one who makes the tables and owns them. */
export function ownerOptions({ url, poolSize, entities }: DatabaseOptions): DataSourceOptions {
  const logger = new Logger('Database');
  return {
    type: 'postgres',
    url,
    poolSize,
    entities,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    // TypeORM's own lines would quote statements and their values.
    logging: false,
    applicationName: 'utsattning',
    connectTimeoutMS: CONNECT_WITHIN_MS,
    poolErrorHandler: (error: Error) => logger.warn(`Lost an idle connection: ${error.message}`),
    extra: { onConnect: outliveItsLoss },
  };
}

/**
 * For each new connection of a pool. The packet that opens one may also say that it ends, before whoever
 * asked for it listens; what nobody hears would end the process. Whoever uses it is told all the same.
 */
export function outliveItsLoss(client: ClientBase): void {
  client.on('error', () => undefined);
}

/** Throws unless the database keeps what it has acknowledged, whatever happens to the machine. */
export async function assertDurable(dataSource: DataSource): Promise<void> {
  const settings = await dataSource.query<{ name: keyof typeof FORGETFUL; setting: string }[]>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
    [Object.keys(FORGETFUL)],
  );
  const wrong = settings.filter(({ name, setting }) => setting === FORGETFUL[name]);
  if (wrong.length === 0) return;
  const list = wrong.map(({ name, setting }) => `${name} = ${setting}`).join(', ');
  throw new Error(`The database may forget what it has acknowledged: ${list}.`);
}
