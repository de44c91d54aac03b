// How long before its meetings a partnership asks for reports. One answer for all its series: what an
// agency has to do before a meeting does not depend on which series planned it.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { NewReportTiming, ReportTiming } from '../contract/reports.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { assertBasedOn } from '../domain/based-on.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { inTransaction } from '../platform/database/transaction.js';
import { USUAL_TIMING } from './letter-timing.js';
import { ReportTimingRow } from './rows/report-timing-row.js';

const UNSAID: ReportTiming = { ...USUAL_TIMING, version: 0 };

@Injectable()
export class ReportTimingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
  ) {}

  async read(partnershipId: string): Promise<ReportTiming> {
    const row = await this.dataSource.manager.findOneBy(ReportTimingRow, { partnershipId });
    return row ? toTiming(row) : UNSAID;
  }

  change(
    { partnershipId, ...who }: Actor,
    basedOn: number,
    timing: NewReportTiming,
  ): Promise<ReportTiming> {
    return inTransaction(this.dataSource, async (manager) => {
      const directory = await this.directory.current(manager, partnershipId);
      if (actorOf(directory, partnershipId, who).role !== 'coordinator')
        throw new DomainError('not-allowed');
      const before = await lockTiming(manager, partnershipId);
      assertBasedOn(toTiming(before), basedOn);
      const after = { ...timing, version: before.version + 1 };
      await manager.update(ReportTimingRow, { partnershipId }, after);
      return after;
    });
  }
}

/** What nobody has said is written down first, so that there is a row to hold. */
async function lockTiming(manager: EntityManager, partnershipId: string): Promise<ReportTimingRow> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(ReportTimingRow)
    .values({ partnershipId, ...UNSAID })
    .orIgnore()
    .execute();
  return manager.findOneOrFail(ReportTimingRow, {
    where: { partnershipId },
    lock: { mode: 'pessimistic_write' },
  });
}

function toTiming({ askedDaysBefore, remindedDaysBefore, version }: ReportTimingRow): ReportTiming {
  return { askedDaysBefore, remindedDaysBefore, version };
}
