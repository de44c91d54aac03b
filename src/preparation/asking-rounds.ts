// Looks whose report is to be asked for, as time passes. Any number of processes may look at once: what
// is asked for is a row, and whoever comes second finds nothing left to do.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { reportLetterKinds, type ReportLetterKind } from '../contract/vocabulary.js';
import type { BoardKey } from '../meetings/board-key.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Rounds } from '../platform/jobs/rounds.js';
import { meetingsDue } from './due-letters.js';
import { ReportMail } from './report-mail.js';

const LOOK_EVERY_MS = 5 * 60_000;

@Injectable()
export class AskingRounds extends Rounds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mail: ReportMail,
    private readonly clock: Clock,
  ) {
    super('Reports', LOOK_EVERY_MS);
  }

  override onApplicationBootstrap(): void {
    if (!this.mail.isAvailable) return;
    void this.run();
    super.onApplicationBootstrap();
  }

  /** Asks and reminds, meeting by meeting; one that fails holds up no other. */
  protected async round(): Promise<void> {
    for (const kind of reportLetterKinds) await this.tryTo(() => this.askAll(kind));
  }

  private async askAll(kind: ReportLetterKind): Promise<void> {
    for (const key of await meetingsDue(this.dataSource.manager, kind, this.clock.now())) {
      if (this.ended) return;
      await this.tryTo(() => this.ask(kind, key));
    }
  }

  private ask(kind: ReportLetterKind, key: BoardKey): Promise<void> {
    return inTransaction(this.dataSource, async (manager) => {
      if (await holdMeeting(manager, key))
        await this.mail.send(manager, kind, key, { byHand: false });
    });
  }
}
