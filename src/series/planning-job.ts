// Keeps every series a year ahead as time passes. Any number of processes may do it at once: whoever
// holds the lock of a series plans it, and the others find nothing left to do.
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { Clock } from '../platform/clock.js';
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
    private readonly clock: Clock,
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
      const today = this.clock.now().toISOString().slice(0, 10);
      // What changes a series plans it as well: only a new day can leave one behind.
      const notYet = [{ plannedOn: Not(today) }, { plannedOn: IsNull() }];
      for (const series of await this.dataSource.manager.findBy(MeetingSeriesRow, notYet)) {
        if (this.ended) return;
        await this.keepAhead(series, today);
      }
    } catch (error) {
      this.logger.error(describeError(error));
    }
  }

  private async keepAhead(series: MeetingSeriesRow, today: string): Promise<void> {
    const { manager } = this.dataSource;
    const { partnershipId, id } = series;
    try {
      if (await this.planner.isBehind(manager, series)) {
        const work = await inTransaction(this.dataSource, async (manager) => {
          const current = await lockSeries(manager, partnershipId, id);
          return current && this.planner.plan(manager, current);
        });
        if (work) this.planner.publish(work);
      }
      await manager.update(MeetingSeriesRow, { partnershipId, id }, { plannedOn: today });
    } catch (error) {
      this.logger.error(describeError(error));
    }
  }
}
