// A PostgreSQL and its standby, which commit together, behind one address: what an installation that must
// not stand still has. docs/operations.md says how it is set up; here the same is done in a folder.
import { appendFileSync, cpSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  EMBEDDED_ROLE,
  openCluster,
  startCluster,
  stopCluster,
  type Cluster,
} from '../../src/platform/database/embedded-cluster.js';
import {
  preparePrograms,
  type PostgresPrograms,
} from '../../src/platform/database/embedded-programs.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { freePort } from './free-port.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';
import { temporaryFolderOnDisk } from './temporary-folder.js';

const DATABASE = 'utsattning';
const STANDBY = 'standby';
const STREAMS_WITHIN_MS = 30_000;

interface Server {
  readonly programs: PostgresPrograms;
  readonly cluster: Cluster;
  readonly port: number;
  pid: number;
}

export interface ReplicatedDatabase {
  /** The address that leads to whichever server is the primary. */
  readonly url: string;
  /** Ends the primary as a power cut would, for good. */
  killPrimary(): void;
  /** Leads the address to the standby, which takes nothing yet: it only reads. */
  turnToStandby(): void;
  /** Makes the standby the primary. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

export async function startReplicatedDatabase(): Promise<ReplicatedDatabase> {
  const primary = await makeServer('primary');
  // What is made before anybody counts on it need not wait for the disk.
  await start(primary, false);
  await ask(primary, 'postgres', `CREATE DATABASE ${DATABASE}`);
  await migrate(urlOf(primary));
  await stopCluster(primary.programs, primary.cluster);

  const standby = await copyOf(primary);
  await start(primary);
  await start(standby);
  await commitTogether(primary);

  const proxy = await startTcpProxy(primary.port);
  return {
    url: urlOf({ ...primary, port: proxy.port }),
    killPrimary: () => process.kill(primary.pid, 'SIGKILL'),
    turnToStandby: () => proxy.turnTo(standby.port),
    promote: async () => {
      await ask(standby, DATABASE, 'SELECT pg_promote()');
    },
    stop: () => stopAll(proxy, [standby]),
  };
}

async function makeServer(name: string): Promise<Server> {
  const programs = await preparePrograms(temporaryFolderOnDisk(name), () => undefined);
  const cluster = await openCluster(programs, false);
  return { programs, cluster, port: await freePort(), pid: 0 };
}

async function start(server: Server, durable = true): Promise<void> {
  const { programs, cluster, port } = server;
  server.pid = (await startCluster(programs, cluster, { port, durable })).pid ?? 0;
}

/** A stopped server's files are a backup. The copy follows the server they were taken from. */
async function copyOf(primary: Server): Promise<Server> {
  const programs = await preparePrograms(temporaryFolderOnDisk(STANDBY), () => undefined);
  const from = path.dirname(primary.cluster.dataDirectory);
  const home = path.join(programs.directory, path.basename(from));
  cpSync(from, home, { recursive: true });
  const { password } = primary.cluster;
  const conninfo = `host=127.0.0.1 port=${primary.port} user=${EMBEDDED_ROLE} password=${password} application_name=${STANDBY}`;
  const dataDirectory = path.join(home, 'data');
  appendFileSync(
    path.join(dataDirectory, 'postgresql.auto.conf'),
    `primary_conninfo = '${conninfo}'\n`,
  );
  writeFileSync(path.join(dataDirectory, 'standby.signal'), '');
  for (const file of [home, ...readdirSync(home, { recursive: true })])
    await programs.give(path.resolve(home, String(file)));
  const cluster = { dataDirectory, password, log: path.join(home, 'server.log') };
  return { programs, cluster, port: await freePort(), pid: 0 };
}

/** From here on nothing is acknowledged before the standby has it on its disk as well. */
async function commitTogether(primary: Server): Promise<void> {
  const states = async () =>
    (
      await ask<{ state: string }>(
        primary,
        'postgres',
        'SELECT sync_state AS state FROM pg_stat_replication',
      )
    ).map(({ state }) => state);
  const until = Date.now() + STREAMS_WITHIN_MS;
  const standsAt = async (wanted: string) => {
    while ((await states()).join() !== wanted) {
      if (Date.now() > until)
        throw new Error(`The standby does not follow: ${(await states()).join()}`);
      await pause(20);
    }
  };
  await standsAt('async');
  await ask(primary, 'postgres', `ALTER SYSTEM SET synchronous_standby_names = '${STANDBY}'`);
  await ask(primary, 'postgres', 'SELECT pg_reload_conf()');
  await standsAt('sync');
}

async function ask<Row extends pg.QueryResultRow>(
  server: Server,
  database: string,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client(urlOf(server, database));
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

function urlOf({ cluster, port }: Pick<Server, 'cluster' | 'port'>, database = DATABASE): string {
  return `postgres://${EMBEDDED_ROLE}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

async function stopAll(proxy: TcpProxy, servers: readonly Server[]): Promise<void> {
  await proxy.close();
  for (const { programs, cluster } of servers) await stopCluster(programs, cluster);
}
