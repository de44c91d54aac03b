/**
 * The PostgreSQL that runs beside the program when no DATABASE_URL is given. One start owns it: the
 * owner holds an advisory lock on a connection of its own, which a killed process loses by itself.
 * So a server left behind by a killed owner is taken over, and one in use is left alone.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  EMBEDDED_ROLE,
  forgetPostmaster,
  openCluster,
  readPostmaster,
  startCluster,
  rotateLog,
  stopCluster,
  type Cluster,
} from './embedded-cluster.js';
import { describeError } from '../logging.js';
import { preparePrograms, type PostgresPrograms } from './embedded-programs.js';

const DATABASE = 'utsattning';
const ATTEMPTS = 3;
const OWNER_LOCK = 7_366_114;
const ANSWER_WITHIN_MS = 3_000;
const OWNER_LEAVES_WITHIN_MS = 1_500;
const READY_WITHIN_MS = 120_000;
const LOG_CHECKED_EVERY_MS = 10 * 60 * 1000;
const STARTING_OR_STOPPING = '57P03';

export interface EmbeddedServerOptions {
  /** The folder that holds everything of this server; made when missing. */
  readonly directory: string;
  /** False gives up safety for speed, for databases that nobody will miss: tests. */
  readonly durable?: boolean;
  readonly log: (message: string) => void;
}

export interface EmbeddedServer {
  /** Address of the product's database, password included: never to be logged. */
  readonly url: string;
  /** Ends the server and returns when it is gone. */
  stop(): Promise<void>;
}

/** Another living start uses the same folder. */
export class EmbeddedServerInUseError extends Error {
  constructor(directory: string) {
    super(`Another process already uses the database in ${directory}.`);
    this.name = 'EmbeddedServerInUseError';
  }
}

/**
 * Starts the embedded server, or takes over the one that a killed process left, and starts it
 * again should it end before `stop`. Rejects with EmbeddedServerInUseError when it has an owner.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const owner = await EmbeddedServerOwner.of(options);
  const port = await owner.take();
  const password = encodeURIComponent(owner.cluster.password);
  return {
    url: `postgres://${EMBEDDED_ROLE}:${password}@127.0.0.1:${port}/${DATABASE}`,
    stop: () => owner.stop(),
  };
}

class EmbeddedServerOwner {
  private connection: pg.Client | undefined;
  private port = 0;
  /** Missing when the server was taken over: then it is not a child of this process. */
  private server: ChildProcess | undefined;
  private stopping = false;
  private readonly logRotation: NodeJS.Timeout;
  private takingAgain: Promise<void> = Promise.resolve();

  private constructor(
    readonly cluster: Cluster,
    private readonly programs: PostgresPrograms,
    private readonly options: EmbeddedServerOptions,
  ) {
    this.logRotation = setInterval(
      () => void rotateLog(cluster).catch((error: unknown) => options.log(describeError(error))),
      LOG_CHECKED_EVERY_MS,
    ).unref();
  }

  static async of(options: EmbeddedServerOptions): Promise<EmbeddedServerOwner> {
    const directory = path.resolve(options.directory);
    const programs = await preparePrograms(directory, options.log);
    const cluster = await openCluster(programs, options.durable ?? true);
    return new EmbeddedServerOwner(cluster, programs, options);
  }

  /** Becomes the owner of the running server, started if need be; returns its port. */
  async take(): Promise<number> {
    const connection = await this.connectAsOwner();
    connection.once('end', () => {
      this.takingAgain = this.takeAgain();
    });
    this.connection = connection;
    this.port = connection.port;
    return this.port;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.takingAgain;
    await this.connection?.end().catch(() => undefined);
    clearInterval(this.logRotation);
    const { server } = this;
    const gone = server?.exitCode === null ? once(server, 'exit') : undefined;
    await stopCluster(this.programs, this.cluster);
    await gone;
  }

  /** The product's pool knows one address, so a server that died comes back on the same port. */
  private async takeAgain(): Promise<void> {
    while (!this.stopping) {
      this.options.log('The embedded PostgreSQL went away; starting it again.');
      try {
        await this.take();
        return;
      } catch (error) {
        this.options.log((error as Error).message);
        await pause(1_000);
      }
    }
  }

  private async connectAsOwner(): Promise<pg.Client> {
    for (let attempt = 1; ; attempt++) {
      const connection = await this.connectOrStart();
      try {
        await claim(connection, this.options.directory);
        await createDatabase(connection);
        return connection;
      } catch (error) {
        await connection.end().catch(() => undefined);
        // The owner before us may be stopping the server under our feet: then we start it anew.
        if (error instanceof EmbeddedServerInUseError || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async connectOrStart(): Promise<pg.Client> {
    const running = await connectToRunning(this.cluster);
    if (running) return running;
    const settings = {
      port: this.port || (await freePort()),
      durable: this.options.durable ?? true,
    };
    let failure: unknown;
    this.server = await startCluster(this.programs, this.cluster, settings).catch(
      (error: unknown) => {
        failure = error;
        return undefined;
      },
    );
    // Another start of the same moment may have been quicker: then its server is the one.
    const started = await connectToRunning(this.cluster);
    if (!started) throw failure;
    return started;
  }
}

/** Connects to the server in the folder; undefined when none runs there. */
async function connectToRunning(cluster: Cluster): Promise<pg.Client | undefined> {
  const askedAt = Date.now();
  for (;;) {
    const postmaster = await readPostmaster(cluster);
    if (!postmaster) return undefined;
    const client = new pg.Client({
      host: '127.0.0.1',
      port: postmaster.port,
      user: EMBEDDED_ROLE,
      password: cluster.password,
      database: 'postgres',
      application_name: 'utsattning-owner',
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
    });
    // Without a listener a lost connection would end the process; 'end' tells what matters.
    client.on('error', () => undefined);
    const answer = await client.connect().then(
      () => 'connected',
      (error: unknown) => (error as { code?: string }).code,
    );
    if (answer === 'connected' && (await servesFolder(client, cluster))) return client;
    await client.end().catch(() => undefined);
    const patience = answer === STARTING_OR_STOPPING ? READY_WITHIN_MS : ANSWER_WITHIN_MS;
    if (Date.now() - askedAt > patience) {
      await forgetPostmaster(cluster);
      return undefined;
    }
    await pause(100);
  }
}

async function servesFolder(client: pg.Client, cluster: Cluster): Promise<boolean> {
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  const served = rows[0]?.data_directory ?? '';
  return (await realpath(served)) === (await realpath(cluster.dataDirectory));
}

/** The lock goes with the connection, so a killed owner holds it a moment at most. */
async function claim(client: pg.Client, directory: string): Promise<void> {
  const askedAt = Date.now();
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS mine',
      [OWNER_LOCK],
    );
    if (rows[0]?.mine) return;
    if (Date.now() - askedAt > OWNER_LEAVES_WITHIN_MS) {
      throw new EmbeddedServerInUseError(path.resolve(directory));
    }
    await pause(100);
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
    DATABASE,
  ]);
  if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
