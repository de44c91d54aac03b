// How the database fares, asked when somebody collects: whether it answers, how many of this process's
// connections are in use, and what the job queue holds.
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Metrics } from './metrics.js';

const ANSWER_WITHIN_MS = 2_000;

/** What the driver's pool says about itself. */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

interface Jobs {
  due: number;
  later: number;
  'given-up': number;
}

@Injectable()
export class DatabaseMetrics {
  private readonly jobs: Gauge<'state'>;
  private asking: Promise<Jobs | null> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    metrics: Metrics,
  ) {
    this.jobs = new Gauge({
      name: 'utsattning_jobs',
      help: 'Jobs in the queue that all processes share: due now, waiting for later, or given up.',
      labelNames: ['state'],
      registers: [metrics.registry],
    });
    metrics.addLookedUp(
      'utsattning_database_up',
      'Whether the database answered this process within two seconds.',
      () => this.ask(),
    );
    const pool = () => (dataSource.driver as unknown as { master: Pool }).master;
    metrics.addLookedUp(
      'utsattning_database_connections_busy',
      'Connections to the database that this process is using.',
      () => pool().totalCount - pool().idleCount,
    );
    metrics.addLookedUp(
      'utsattning_database_connections_awaited',
      'Requests of this process that wait for a connection to the database.',
      () => pool().waitingCount,
    );
  }

  /** 1 when the database answered; then the jobs are as it said, else as they were. */
  private async ask(): Promise<number> {
    // A database that is slow to answer must not be asked by ever more connections.
    this.asking ??= this.readJobs().finally(() => (this.asking = undefined));
    const jobs = await Promise.race([this.asking, pause(ANSWER_WITHIN_MS, null, { ref: false })]);
    if (!jobs) return 0;
    for (const [state, count] of Object.entries(jobs)) this.jobs.set({ state }, Number(count));
    return 1;
  }

  private async readJobs(): Promise<Jobs | null> {
    try {
      const [jobs] = await this.dataSource.query<Jobs[]>(
        `SELECT count(*) FILTER (WHERE attempts < max_attempts AND run_at <= now())::integer AS due,
           count(*) FILTER (WHERE attempts < max_attempts AND run_at > now())::integer AS later,
           count(*) FILTER (WHERE attempts >= max_attempts)::integer AS "given-up"
         FROM graphile_worker.jobs`,
      );
      return jobs ?? null;
    } catch {
      return null;
    }
  }
}
