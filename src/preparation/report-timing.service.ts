// How long before its meetings a partnership asks for reports. One answer for all its series: what an
// agency has to do before a meeting does not depend on which series planned it.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReportTiming } from '../contract/reports.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { inTransaction } from '../platform/database/transaction.js';
import { USUAL_TIMING } from './due-letters.js';
import { ReportTimingRow } from './rows/report-timing-row.js';

@Injectable()
export class ReportTimingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
  ) {}

  async read(partnershipId: string): Promise<ReportTiming> {
    const row = await this.dataSource.manager.findOneBy(ReportTimingRow, { partnershipId });
    const { askedDaysBefore, remindedDaysBefore } = row ?? USUAL_TIMING;
    return { askedDaysBefore, remindedDaysBefore };
  }

  change({ partnershipId, ...who }: Actor, timing: ReportTiming): Promise<ReportTiming> {
    return inTransaction(this.dataSource, async (manager) => {
      const directory = await this.directory.current(manager, partnershipId);
      if (actorOf(directory, partnershipId, who).role !== 'coordinator')
        throw new DomainError('not-allowed');
      await manager.upsert(ReportTimingRow, { partnershipId, ...timing }, ['partnershipId']);
      return timing;
    });
  }
}
