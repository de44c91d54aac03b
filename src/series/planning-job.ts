// Keeps every series a year ahead as time passes. Any number of processes may do it at once: whoever
// holds the lock of a series plans it, and the others find nothing left to do.
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../platform/database/transaction.js';
import { describeError } from '../platform/logging.js';
import { MeetingSeriesRow } from './rows/meeting-series-row.js';
import { SeriesPlanner } from './series-planner.js';
import { lockSeries } from './series-store.js';

const PLAN_EVERY_MS = 60 * 60 * 1000;

@Injectable()
export class PlanningJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Series');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly planner: SeriesPlanner,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
    this.timer = setInterval(() => void this.run(), PLAN_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Plans what time has brought, series by series; one that fails holds up no other. */
  run(): Promise<void> {
    this.running = this.running.then(() => this.planAll());
    return this.running;
  }

  private async planAll(): Promise<void> {
    try {
      const { manager } = this.dataSource;
      for (const series of await manager.find(MeetingSeriesRow)) {
        if (this.ended) return;
        await this.keepAhead(series);
      }
    } catch (error) {
      this.logger.error(describeError(error));
    }
  }

  private async keepAhead(series: MeetingSeriesRow): Promise<void> {
    try {
      if (!(await this.planner.isBehind(this.dataSource.manager, series))) return;
      const work = await inTransaction(this.dataSource, async (manager) => {
        const current = await lockSeries(manager, series.partnershipId, series.id);
        return current && this.planner.plan(manager, current);
      });
      if (work) this.planner.publish(work);
    } catch (error) {
      this.logger.error(describeError(error));
    }
  }
}
