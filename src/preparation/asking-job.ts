// Looks whose report is to be asked for, as time passes. Any number of processes may look at once: what
// is asked for is a row, and whoever comes second finds nothing left to do.
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { reportLetterKinds, type ReportLetterKind } from '../contract/vocabulary.js';
import type { BoardKey } from '../meetings/board-key.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { describeError } from '../platform/logging.js';
import { meetingsDue } from './due-letters.js';
import { ReportMail } from './report-mail.js';

const LOOK_EVERY_MS = 5 * 60_000;

@Injectable()
export class AskingJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Reports');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly mail: ReportMail,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.mail.isAvailable) return;
    void this.run();
    this.timer = setInterval(() => void this.run(), LOOK_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Asks and reminds, meeting by meeting; one that fails holds up no other. */
  run(): Promise<void> {
    this.running = this.running.then(() => this.askAll());
    return this.running;
  }

  private async askAll(): Promise<void> {
    for (const kind of reportLetterKinds)
      try {
        for (const key of await meetingsDue(this.dataSource.manager, kind, this.clock.now())) {
          if (this.ended) return;
          await this.ask(kind, key);
        }
      } catch (error) {
        this.logger.error(describeError(error));
      }
  }

  private async ask(kind: ReportLetterKind, key: BoardKey): Promise<void> {
    try {
      await inTransaction(this.dataSource, async (manager) => {
        if (await holdMeeting(manager, key))
          await this.mail.send(manager, kind, key, { byHand: false });
      });
    } catch (error) {
      this.logger.error(describeError(error));
    }
  }
}
