// Keeps every series a year ahead as time passes. Any number of processes may do it at once: whoever
// holds the lock of a series plans it, and the others find nothing left to do.
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Rounds } from '../platform/jobs/rounds.js';
import { MeetingSeriesRow } from './rows/meeting-series-row.js';
import { SeriesPlanner } from './series-planner.js';
import { lockSeries } from './series-store.js';

const PLAN_EVERY_MS = 60 * 60 * 1000;

@Injectable()
export class PlanningRounds extends Rounds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly planner: SeriesPlanner,
    private readonly clock: Clock,
  ) {
    super('Series', PLAN_EVERY_MS);
  }

  override onApplicationBootstrap(): void {
    void this.run();
    super.onApplicationBootstrap();
  }

  /** Plans what time has brought, series by series; one that fails holds up no other. */
  protected async round(): Promise<void> {
    const today = this.clock.now().toISOString().slice(0, 10);
    // What changes a series plans it as well: only a new day can leave one behind.
    const notYet = [{ plannedOn: Not(today) }, { plannedOn: IsNull() }];
    for (const series of await this.dataSource.manager.findBy(MeetingSeriesRow, notYet)) {
      if (this.ended) return;
      await this.tryTo(() => this.keepAhead(series, today));
    }
  }

  private async keepAhead(series: MeetingSeriesRow, today: string): Promise<void> {
    const { manager } = this.dataSource;
    const { partnershipId, id } = series;
    if (await this.planner.isBehind(manager, series)) {
      const work = await inTransaction(this.dataSource, async (manager) => {
        const current = await lockSeries(manager, partnershipId, id);
        return current && this.planner.plan(manager, current);
      });
      if (work) this.planner.publish(work);
    }
    await manager.update(MeetingSeriesRow, { partnershipId, id }, { plannedOn: today });
  }
}
