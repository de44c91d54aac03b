// Letters by hand about the report before a meeting. A reminder is the same letter that comes by itself,
// sooner, and so nobody gets it twice, however often one asks for it; one that failed can be sent again.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ReportList } from '../contract/reports.js';
import { reportLetterKinds } from '../contract/vocabulary.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { MailService } from '../mail/mail.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { BoardKey } from '../meetings/board-key.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { ReportMail } from './report-mail.js';
import { ReportsService } from './reports.service.js';

@Injectable()
export class RemindersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly mail: MailService,
    private readonly letters: ReportMail,
    private readonly reports: ReportsService,
  ) {}

  /** Reminds those who have not been, of agencies that have not answered; asks those who were not asked. */
  remind(asker: Actor, meetingId: string): Promise<ReportList> {
    return this.write(asker, meetingId, async (manager, key) => {
      for (const kind of reportLetterKinds)
        await this.letters.send(manager, kind, key, { byHand: true });
    });
  }

  /** Sends those letters again that were given up, or may be lost. */
  tryAgain(asker: Actor, meetingId: string): Promise<ReportList> {
    return this.write(asker, meetingId, (manager, key) => this.letters.sendAgain(manager, key));
  }

  private async write(
    asker: Actor,
    meetingId: string,
    letters: (manager: EntityManager, key: BoardKey) => Promise<void>,
  ): Promise<ReportList> {
    const { partnershipId, ...who } = asker;
    await inTransaction(this.dataSource, async (manager) => {
      const directory = await this.directory.current(manager, partnershipId);
      const meeting = await holdMeeting(manager, { partnershipId, meetingId });
      if (!meeting) throw new DomainError('not-found');
      if (actorOf(directory, partnershipId, who).role !== 'coordinator')
        throw new DomainError('not-allowed');
      if (meeting.status !== 'planned') throw new DomainError('wrong-state');
      this.mail.assertAvailable();
      await letters(manager, { partnershipId, meetingId });
    });
    return this.reports.list(asker, meetingId);
  }
}
