// That an agency has filed its report before the meeting, or has nothing to report, as it says until the
// meeting opens. The report itself is notes on the board. Nobody looks whether there are any: were it
// so, "filed" beside an empty board would tell the table of notes that are closed to it.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { NewReport, ReportList } from '../contract/reports.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { answersForAgency } from '../domain/meeting/roles.js';
import { attendeeOf, DirectoryService } from '../directory/directory.service.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';
import { Clock } from '../platform/clock.js';
import { inSnapshot, inTransaction } from '../platform/database/transaction.js';
import { readLetters, readUnreached } from './letters-so-far.js';
import { AgencyReportRow } from './rows/agency-report-row.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  /** To everyone at the table alike: whoever leads the round must know, and so may the others. */
  list(asker: Actor, meetingId: string): Promise<ReportList> {
    return inSnapshot(this.dataSource, async (manager) => {
      const actor = await this.attendeeNow(manager, asker, meetingId);
      const { partnershipId } = actor;
      if (!(await manager.existsBy(MeetingRow, { partnershipId, id: meetingId })))
        throw new DomainError('not-found');
      return readReports(manager, actor, meetingId);
    });
  }

  /** Puts what the agency says now in the place of what it said before. */
  answer(asker: Actor, meetingId: string, { answer }: NewReport): Promise<ReportList> {
    return inTransaction(this.dataSource, async (manager) => {
      const actor = await this.attendeeNow(manager, asker, meetingId);
      const { partnershipId, agencyId, role } = actor;
      const meeting = await holdMeeting(manager, { partnershipId, meetingId });
      if (!meeting) throw new DomainError('not-found');
      if (!answersForAgency(role)) throw new DomainError('not-allowed');
      if (meeting.status !== 'planned') throw new DomainError('wrong-state');
      const key = { partnershipId, meetingId, agencyId };
      if (answer === null) await manager.delete(AgencyReportRow, key);
      else
        await manager.upsert(
          AgencyReportRow,
          { ...key, answer, answeredAt: this.clock.now() },
          Object.keys(key),
        );
      return readReports(manager, actor, meetingId);
    });
  }

  /** Who asks, by the rights of this moment. */
  private async attendeeNow(
    manager: EntityManager,
    { partnershipId, ...who }: Actor,
    meetingId: string,
  ): Promise<Actor> {
    const directory = await this.directory.current(manager, partnershipId);
    return attendeeOf(directory, { partnershipId, meetingId }, who);
  }
}

async function readReports(
  manager: EntityManager,
  { partnershipId, role }: Actor,
  meetingId: string,
): Promise<ReportList> {
  const rows = await manager.find(AgencyReportRow, {
    where: { partnershipId, meetingId },
    order: { agencyId: 'ASC' },
  });
  const isTold = role === 'coordinator';
  const letters = isTold ? await readLetters(manager, { partnershipId, meetingId }) : [];
  return {
    reports: rows.map(({ agencyId, answer, answeredAt }) => ({
      agencyId,
      answer,
      answeredAt: answeredAt.toISOString(),
    })),
    letters: letters.map(({ askedAt, ...letter }) => ({
      ...letter,
      askedAt: askedAt.toISOString(),
    })),
    unreached: isTold ? await readUnreached(manager, { partnershipId, meetingId }) : [],
  };
}
