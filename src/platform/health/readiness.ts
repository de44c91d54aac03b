import { setTimeout as pause } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import type { HealthIndicatorFunction } from '@nestjs/terminus';

/** What must be in order before requests are welcome. Features add what they cannot do without. */
export class Readiness implements OnModuleDestroy {
  private readonly added: HealthIndicatorFunction[] = [];

  /** For how long, at the end, it says that it is not ready before anything else ends. */
  constructor(private readonly noticeSeconds: number) {}

  /** Adds a condition; it is asked at every check, so it answers quickly and keeps nothing. */
  require(indicator: HealthIndicatorFunction): void {
    this.added.push(indicator);
  }

  /**
   * The first that a process does at its end. Until a proxy has asked and sends nobody any more, it serves
   * as before: what comes to a server that has closed is an error for somebody.
   */
  async onModuleDestroy(): Promise<void> {
    this.require(() => ({ stopping: { status: 'down' } }));
    await pause(this.noticeSeconds * 1000);
  }

  get indicators(): readonly HealthIndicatorFunction[] {
    return this.added;
  }
}
