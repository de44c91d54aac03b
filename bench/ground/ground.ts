// What every workload stands on: one durable PostgreSQL, started by the product's own means, with a
// database for the product and one for the baseline, and the load process.
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { entities } from '../../src/entities.js';
import { ownerOptions } from '../../src/platform/database/data-source.js';
import {
  startEmbeddedServer,
  type EmbeddedServer,
} from '../../src/platform/database/embedded-server.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { baselineTables } from '../baseline/board.js';
import type { MeetingPlan } from '../load/messages.js';
import { Load } from './load.js';
import { secondsOfFamily } from './processor-time.js';
import { ServerProcess, type System } from './server.js';
import { buildTown, type TownSize } from './town.js';

const BASELINE_DATABASE = 'baseline';

export class Ground {
  readonly load = new Load();
  private readonly servers: ServerProcess[] = [];
  private left: Promise<void> | undefined;

  private constructor(
    readonly quick: boolean,
    private readonly folder: string,
    private readonly postgres: EmbeddedServer,
    readonly postmaster: number,
    private readonly urls: Record<System, string>,
    /** The product's database, to put things into it. */
    readonly database: DataSource,
    private readonly baselinePool: pg.Pool,
  ) {}

  static async prepare({ quick }: { quick: boolean }): Promise<Ground> {
    const folder = path.resolve('.cache', `bench-${process.pid}`);
    await mkdir(folder, { recursive: true });
    const postgres = await startEmbeddedServer({
      directory: path.join(folder, 'postgres'),
      log: (message) => console.error(message),
    });
    const pidFile = path.join(folder, 'postgres', 'cluster', 'data', 'postmaster.pid');
    const [postmaster] = (await readFile(pidFile, 'utf8')).split('\n').map(Number);
    await migrate(postgres.url);
    // Filling tables takes longer than any request may, and rights of the tables' owner.
    const options = ownerOptions({ url: postgres.url, poolSize: 2, entities });
    const database = await new DataSource(options).initialize();
    await database.query(`CREATE DATABASE ${BASELINE_DATABASE}`);
    const baseline = new URL(postgres.url);
    baseline.pathname = BASELINE_DATABASE;
    const baselinePool = new pg.Pool({ connectionString: baseline.href, max: 2 });
    await baselinePool.query(baselineTables);
    const urls = { product: postgres.url, baseline: baseline.href };
    return new Ground(quick, folder, postgres, postmaster ?? 0, urls, database, baselinePool);
  }

  /** A server of its own for as long as the workload wants it. */
  async start(system: System, environment: Record<string, string> = {}): Promise<ServerProcess> {
    const server = await ServerProcess.start(system, {
      DATABASE_URL: this.urls[system],
      ...environment,
    });
    this.servers.push(server);
    return server;
  }

  /** Partnerships with an open meeting each, known to both systems. */
  town(size: TownSize): Promise<MeetingPlan[]> {
    return buildTown(this.database.manager, this.baselinePool, size);
  }

  /** Puts many rows into the product's database; what they refer to is not looked up, for speed. */
  fill(write: (manager: EntityManager) => Promise<void>): Promise<void> {
    return this.database.transaction(async (manager) => {
      await manager.query('SET LOCAL session_replication_role = replica');
      await write(manager);
    });
  }

  /** Seconds of processor time that PostgreSQL has used. */
  databaseSeconds(): number {
    return secondsOfFamily(this.postmaster);
  }

  async stopServers(): Promise<void> {
    await Promise.all(this.servers.splice(0).map((server) => server.stop()));
  }

  /** Once, also when a signal comes while the work that it interrupts ends by an error of its own. */
  leave(): Promise<void> {
    this.left ??= this.clearAway();
    return this.left;
  }

  private async clearAway(): Promise<void> {
    await this.stopServers();
    await this.load.end();
    await this.baselinePool.end();
    await this.database.destroy();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
