// Does the jobs that any process has asked for, one at a time in this one and once it serves. Nobody else takes a job
// meanwhile; one that fails is tried again after a pause that grows, and one whose process has died is
// taken over. It comes back by itself when the database was away.
import type { Server } from 'node:http';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Logger as WorkerLogger, run, type Runner, type TaskList } from 'graphile-worker';
import { DataSource } from 'typeorm';
import { poolAtWork, type PoolAtWork } from '../database/pool-at-work.js';
import { describeError } from '../logging.js';
import { SPARE_TRIES } from './add-job.js';

/** A job that is at work for this long is not: its process is gone. */
const DEAD_AFTER_MINUTES = 5;
/** What a job may take; far less than after which it counts as dead. */
export const JOB_WITHIN_MS = 60_000;
const LOOK_FOR_DEAD_EVERY_MS = 60_000;
const START_AGAIN_AFTER_MS = 3_000;
const POLL_EVERY_MS = 2_000;
const SERIOUS: ReadonlySet<string> = new Set(['error', 'warning']);
/** One that works, one that listens. */
const CONNECTIONS = 2;

export interface Job {
  readonly id: string;
  /** What was told when it was asked for. */
  readonly told: unknown;
  /** Which try this is, from one on. */
  readonly attempt: number;
  /** Whether nobody will try again when it fails now. */
  readonly isLastTry: boolean;
}

@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly tasks: TaskList = {};
  private readonly pool: PoolAtWork;
  private runner: Runner | undefined;
  private again: NodeJS.Timeout | undefined;
  private rounds: NodeJS.Timeout | undefined;
  private starting: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly http: HttpAdapterHost,
  ) {
    this.pool = poolAtWork(dataSource, 'utsattning jobs', CONNECTIONS);
  }

  /** Says who does jobs of a kind; before the application has started. */
  define(task: string, work: (job: Job) => Promise<void>): void {
    this.tasks[task] = async (told, { job }) => {
      try {
        const { id, attempts: attempt, max_attempts } = job;
        const isLastTry = attempt >= max_attempts - SPARE_TRIES;
        await work({ id, told, attempt, isLastTry });
      } catch (error) {
        this.logger.warn(`${task}, try ${job.attempts}: ${describeError(error)}`);
        // The message is stored with the job, and those of errors may quote what people wrote.
        throw new Error('failed; see the log', { cause: error });
      }
    };
  }

  onApplicationBootstrap(): void {
    if (Object.keys(this.tasks).length === 0) return;
    const server = this.http.httpAdapter.getHttpServer() as Server;
    server.once('listening', () => {
      this.start();
      this.rounds = setInterval(() => void this.takeOverFromTheDead(), LOOK_FOR_DEAD_EVERY_MS);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearInterval(this.rounds);
    clearTimeout(this.again);
    await this.starting;
    await this.runner?.stop().catch(() => undefined);
    await this.pool.end();
  }

  private start(): void {
    this.again = undefined;
    this.starting = this.run();
  }

  private async run(): Promise<void> {
    try {
      await this.takeOverFromTheDead();
      const runner = await run({
        pgPool: this.pool,
        concurrency: 1,
        pollInterval: POLL_EVERY_MS,
        taskList: this.tasks,
        parsedCronItems: [],
        // Ends when the application does, and in its order.
        noHandleSignals: true,
        logger: new WorkerLogger(() => (level, message, { failure } = {}) => {
          // What failed has been told above, without what it quotes.
          if (failure !== true && SERIOUS.has(level)) this.logger.warn(message);
        }),
      });
      this.runner = runner;
      void runner.promise.then(
        () => this.startAgain(),
        () => this.startAgain(),
      );
    } catch (error) {
      this.logger.warn(`Could not start: ${describeError(error)}`);
      this.startAgain();
    }
  }

  private startAgain(): void {
    this.runner = undefined;
    if (!this.ended) this.again ??= setTimeout(() => this.start(), START_AGAIN_AFTER_MS);
  }

  /** The queue itself would leave what a dead process has begun alone for four hours. */
  private async takeOverFromTheDead(): Promise<void> {
    try {
      await this.dataSource.query(
        `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
         FROM graphile_worker.jobs
         WHERE locked_at < now() - make_interval(mins => $1)`,
        [DEAD_AFTER_MINUTES],
      );
    } catch (error) {
      this.logger.warn(`Could not look for jobs left behind: ${describeError(error)}`);
    }
  }
}
