// What is counted about commands and about telling what they did.
import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.js';
import { problemOf } from '../platform/problem-of.js';

const FROM_MILLISECONDS_TO_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

@Injectable()
export class BoardMetrics {
  private readonly commands: Counter<'outcome'>;
  private readonly batches: Histogram;
  private readonly commits: Histogram;
  private readonly delays: Histogram;
  private readonly behind: Gauge;

  constructor(private readonly metrics: Metrics) {
    const registers = [metrics.registry];
    this.commands = new Counter({
      name: 'utsattning_commands_total',
      help: 'Commands answered, by outcome: done, or the code of the problem.',
      labelNames: ['outcome'],
      registers,
    });
    this.batches = new Histogram({
      name: 'utsattning_batch_commands',
      help: 'Commands decided and committed together.',
      buckets: [1, 2, 4, 8, 16, 32, 64],
      registers,
    });
    this.commits = new Histogram({
      name: 'utsattning_commit_seconds',
      help: 'From the beginning of a batch to its commit.',
      buckets: FROM_MILLISECONDS_TO_SECONDS,
      registers,
    });
    this.delays = new Histogram({
      name: 'utsattning_event_delay_seconds',
      help: 'From when something was decided, by whichever process, to when this one told of it.',
      buckets: FROM_MILLISECONDS_TO_SECONDS,
      registers,
    });
    this.behind = new Gauge({
      name: 'utsattning_stream_lag_events',
      help: 'Events of the stream furthest behind that this process has not told yet.',
      registers,
    });
  }

  countWaiting(count: () => number): void {
    this.metrics.addLookedUp(
      'utsattning_commands_waiting',
      'Commands that wait for their turn.',
      count,
    );
  }

  answered(answer: Promise<unknown>): void {
    answer.then(
      () => this.commands.inc({ outcome: 'done' }),
      (error: unknown) => this.commands.inc({ outcome: problemOf(error).code }),
    );
  }

  committed(commands: number, milliseconds: number): void {
    this.batches.observe(commands);
    this.commits.observe(milliseconds / 1_000);
  }

  /** Clocks of several machines differ a little; nothing is told before it was decided. */
  told(decidedAt: string): void {
    this.delays.observe(Math.max(0, Date.now() - Date.parse(decidedAt)) / 1_000);
  }

  furthestBehind(events: number): void {
    this.behind.set(events);
  }
}
