/**
 * One PostgreSQL cluster on disk: made once, started, stopped. Who may use it and for how
 * long is the business of embedded-server.ts.
 */
import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFile,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresPrograms } from './embedded-programs.js';

export const EMBEDDED_ROLE = 'utsattning';

const ABANDONED_AFTER_MS = 60 * 60 * 1000;
const LOG_LIMIT_BYTES = 5_000_000;
const STATUS_LINE = 7;

export interface Cluster {
  readonly dataDirectory: string;
  readonly password: string;
  /** The file the server writes its log to. */
  readonly log: string;
}

/** What a running server says of itself in its own folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export interface ServerSettings {
  readonly port: number;
  /** False gives up safety for speed, for databases that nobody will miss: tests. */
  readonly durable: boolean;
}

/**
 * Reads the cluster in the programs' folder, or makes it. It is made beside its place and moved
 * there whole, so neither a crash nor a second start at the same moment leaves half of one.
 */
export async function openCluster(programs: PostgresPrograms, durable: boolean): Promise<Cluster> {
  const home = path.join(programs.directory, 'cluster');
  const password = () => readFile(path.join(home, 'password'), 'utf8');
  return {
    password: await password().catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await createCluster(programs, home, durable);
      return password();
    }),
    dataDirectory: path.join(home, 'data'),
    log: path.join(home, 'server.log'),
  };
}

async function createCluster(
  programs: PostgresPrograms,
  home: string,
  durable: boolean,
): Promise<void> {
  await removeAbandoned(home);
  const unfinished = `${home}.new-${randomBytes(6).toString('hex')}`;
  const passwordFile = path.join(unfinished, 'password');
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await programs.give(passwordFile);
  await programs.give(unfinished);
  try {
    await programs.run('initdb', [
      `--pgdata=${path.join(unfinished, 'data')}`,
      `--username=${EMBEDDED_ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=sv-SE',
      ...(durable ? [] : ['--no-sync']),
    ]);
    await rename(unfinished, home).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      const madeByAnotherStart = code === 'ENOTEMPTY' || code === 'EEXIST';
      if (!madeByAnotherStart) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** What a start that was killed in the middle of making a cluster left. */
async function removeAbandoned(home: string): Promise<void> {
  const folder = path.dirname(home);
  for (const name of await readdir(folder)) {
    const candidate = path.join(folder, name);
    if (!candidate.startsWith(`${home}.new-`)) continue;
    const { mtimeMs } = await stat(candidate);
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(candidate, { recursive: true });
  }
}

/** The cluster was made by another major version of PostgreSQL, which this one cannot read. */
export class OtherClusterVersionError extends Error {
  constructor(
    readonly made: string,
    readonly programs: string,
  ) {
    super(`The database was made by PostgreSQL ${made}; this is ${programs}.`);
    this.name = 'OtherClusterVersionError';
  }
}

/**
 * Starts the server and resolves when it takes connections; rejects with its own last words.
 */
export async function startCluster(
  programs: PostgresPrograms,
  cluster: Cluster,
  settings: ServerSettings,
): Promise<ChildProcess> {
  await rotateLog(cluster);
  const log = await open(cluster.log, 'a', 0o600);
  const startsAt = (await log.stat()).size;
  const server = programs.serve(serverArguments(cluster, settings), log.fd);
  try {
    await ready(server, cluster);
    return server;
  } catch (error) {
    await assertSameVersion(programs, cluster);
    const lastWords = (await readFile(cluster.log)).subarray(startsAt).toString();
    throw new Error(`PostgreSQL did not start.\n${lastWords}`, { cause: error });
  } finally {
    await log.close();
  }
}

/** Asked only once a start has failed: each program that is run makes every start longer. */
async function assertSameVersion(programs: PostgresPrograms, cluster: Cluster): Promise<void> {
  const made = (await readFile(path.join(cluster.dataDirectory, 'PG_VERSION'), 'utf8')).trim();
  const [own = ''] = /\d+/.exec(await programs.run('postgres', ['--version'])) ?? [];
  if (made !== own) throw new OtherClusterVersionError(made, own);
}

async function ready(server: ChildProcess, cluster: Cluster): Promise<void> {
  await once(server, 'spawn');
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) {
      throw new Error('The server ended before it was ready.');
    }
    const lines = await postmasterLines(cluster);
    // The number is compared because a server that was killed leaves its file behind.
    if (Number(lines[0]) === server.pid && lines[STATUS_LINE]?.trim() === 'ready') return;
    await pause(20);
  }
}

function serverArguments({ dataDirectory }: Cluster, settings: ServerSettings): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port: settings.port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // The detail of a violated constraint quotes the row, and rows are nobody's business.
    log_error_verbosity: 'terse',
    ...(settings.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    dataDirectory,
    ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/**
 * Keeps the server's log within bounds, one older part beside it. The server goes on writing at
 * the end of the emptied file, so this may be done at any time.
 */
export async function rotateLog(cluster: Cluster): Promise<void> {
  const size = await stat(cluster.log).then(
    (file) => file.size,
    () => 0,
  );
  if (size < LOG_LIMIT_BYTES) return;
  await copyFile(cluster.log, `${cluster.log}.1`);
  await truncate(cluster.log);
}

/** Ends the server at once but in order: open transactions are rolled back, nothing is lost. */
export async function stopCluster(programs: PostgresPrograms, cluster: Cluster): Promise<void> {
  await programs.run('pg_ctl', [
    'stop',
    '--mode=fast',
    '--wait',
    '--timeout=10',
    `--pgdata=${cluster.dataDirectory}`,
  ]);
}

/** The server that wrote its number into the folder, if a process with that number lives. */
export async function readPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  // The file's lines: process number, data directory, start time, port, …
  const [pid, , , port] = (await postmasterLines(cluster)).map(Number);
  if (!pid || !port || !isAlive(pid)) return undefined;
  return { pid, port };
}

/**
 * After a power cut or in a new container the number may belong to any process, and PostgreSQL
 * would refuse to start because of it. To be called when nobody answers on the file's port.
 */
export async function forgetPostmaster(cluster: Cluster): Promise<void> {
  await rm(postmasterFile(cluster), { force: true });
}

async function postmasterLines(cluster: Cluster): Promise<string[]> {
  return (await readFile(postmasterFile(cluster), 'utf8').catch(() => '')).split('\n');
}

function postmasterFile(cluster: Cluster): string {
  return path.join(cluster.dataDirectory, 'postmaster.pid');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
