// Asks for the letters that are due. Any number of processes may look at once: a row says what has been
// asked for, and whoever comes second finds nothing left to do.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DAY_MS } from '../domain/schedule/calendar-day.js';
import { MailService } from '../mail/mail.service.js';
import type { BoardKey } from '../meetings/board-key.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Rounds } from '../platform/jobs/rounds.js';
import { readUntold, type CalendarState } from './calendars.js';
import { aboutOf, CALENDAR_LETTER, CALENDAR_LETTER_TRIES as tries } from './letter-writer.js';

const LOOK_EVERY_MS = 60_000;
/** Whoever plans changes one thing after the other; one letter tells them all. */
const QUIET_FOR_MS = 120_000;
const KEPT_FOR_MS = 30 * DAY_MS;

@Injectable()
export class LetterRounds extends Rounds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mail: MailService,
  ) {
    super('CalendarMail', LOOK_EVERY_MS);
  }

  /** It forgets also where letters were sent once and are no more. */
  override look(): Promise<void> {
    return this.mail.isAvailable ? this.run() : this.inTurn(() => this.forget());
  }

  /** Asks for all that are due; whoever has a mail server sends them. */
  protected async round(): Promise<void> {
    await this.askForAll();
    await this.forget();
  }

  private async askForAll(): Promise<void> {
    const untold = await readUntold(this.dataSource.manager, this.clock.now());
    const meetings = new Map(untold.map((one) => [one.meetingId, one.partnershipId]));
    for (const [meetingId, partnershipId] of meetings) {
      if (this.ended) return;
      await inTransaction(this.dataSource, (manager) =>
        this.askFor(manager, { partnershipId, meetingId }),
      );
    }
  }

  private async askFor(
    manager: EntityManager,
    { partnershipId, meetingId }: BoardKey,
  ): Promise<void> {
    await holdMeeting(manager, { partnershipId, meetingId });
    // The queue goes by the time of the database, and so does the pause.
    const notBefore = new Date(Date.now() + QUIET_FOR_MS);
    for (const calendar of await readUntold(manager, this.clock.now(), meetingId)) {
      if (!(await noteAsked(manager, calendar))) continue;
      await this.mail.send(manager, CALENDAR_LETTER, aboutOf(calendar), { tries, notBefore });
    }
  }

  /** What was told of a meeting that is long over is of no use to anybody. */
  private async forget(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM calendar_letter USING meeting
       WHERE meeting.partnership_id = calendar_letter.partnership_id
         AND meeting.id = meeting_id AND ends_at < $1`,
      [new Date(this.clock.now().getTime() - KEPT_FOR_MS)],
    );
  }
}

/** Whether it was not asked for before. */
async function noteAsked(
  manager: EntityManager,
  { partnershipId, meetingId, personId, language, wanted }: CalendarState,
): Promise<boolean> {
  const noted = await manager.query<object[]>(
    `INSERT INTO calendar_letter AS letter
       (partnership_id, meeting_id, person_id, language, asked, state)
     VALUES ($1, $2, $3, $4, $5, 'unwritten')
     ON CONFLICT (partnership_id, meeting_id, person_id) DO UPDATE SET asked = EXCLUDED.asked
       WHERE letter.asked IS DISTINCT FROM EXCLUDED.asked
     RETURNING 1`,
    [partnershipId, meetingId, personId, language, JSON.stringify(wanted)],
  );
  return noted.length > 0;
}
