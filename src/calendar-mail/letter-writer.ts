// Writes the letters that calendars read, each as true as it can be when it leaves. What it tells, and by
// which number, is noted before it goes: should the process die, the next one knows what may have left, and
// sends the same again or something newer, never something else by the same number.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Letter } from '../mail/letter.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { readCalendar, type CalendarKey, type CalendarState } from './calendars.js';
import { meetingLetter } from './meeting-letter.js';
import { ReplyAddresses } from './reply-address.js';
import type { LetterState } from './rows/calendar-letter-row.js';

export const CALENDAR_LETTER = 'calendar';
/** For two days and a half; after that somebody must look at it. */
export const CALENDAR_LETTER_TRIES = 20;

@Injectable()
export class LetterWriter implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mail: MailService,
    private readonly addresses: ReplyAddresses,
  ) {}

  onModuleInit(): void {
    this.mail.writtenBy(CALENDAR_LETTER, {
      write: (about) => this.write(keyIn(about)),
      postponed: (about) => this.note(keyIn(about), 'waiting'),
      settled: (about, outcome) => this.note(keyIn(about), outcome),
    });
  }

  private write(key: CalendarKey): Promise<Letter | null> {
    return inTransaction(this.dataSource, async (manager) => {
      await holdMeeting(manager, key);
      await holdCalendar(manager, key);
      const calendar = await readCalendar(manager, this.clock.now(), key);
      const { wanted = null, isAsWanted = true, state = 'unwritten' } = calendar ?? {};
      if (!calendar || !wanted || (isAsWanted && state !== 'leaving')) {
        await this.leaveUntold(manager, key);
        return null;
      }
      const { sequence, at } = this.numbered(calendar);
      const reply = this.addresses.of(key);
      await manager.query(
        `UPDATE calendar_letter SET written = $4, written_sequence = $5, written_at = $6,
           language = $7, reply_hash = $8, state = 'leaving'
         WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3`,
        [
          ...[...idsOf(key), JSON.stringify(wanted), sequence, at, calendar.language],
          reply?.hash ?? null,
        ],
      );
      return meetingLetter(calendar, wanted, {
        sequence,
        at: at.toISOString(),
        sender: { name: calendar.partnershipName, email: reply?.email ?? this.mail.sender },
        isAnswered: reply !== null,
        linkTo: (path) => this.mail.linkTo(path),
      });
    });
  }

  /** One that may have left already goes again as it was; any other has a higher number than those that have. */
  private numbered(calendar: CalendarState): { sequence: number; at: Date } {
    const { state, isAsWanted, meetingSequence, toldSequence, writtenSequence, writtenAt } =
      calendar;
    const isLeaving = state === 'leaving';
    if (isLeaving && isAsWanted && writtenSequence !== null && writtenAt !== null)
      return { sequence: writtenSequence, at: writtenAt };
    const last = (isLeaving ? writtenSequence : toldSequence) ?? -1;
    return { sequence: Math.max(last + 1, meetingSequence), at: this.clock.now() };
  }

  /** What was asked for has become untrue meanwhile; when it becomes true it is to be asked for anew. */
  private async leaveUntold(manager: EntityManager, key: CalendarKey): Promise<void> {
    await manager.query(
      `UPDATE calendar_letter SET asked = NULL
       WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3`,
      idsOf(key),
    );
  }

  private async note(key: CalendarKey, state: LetterState): Promise<void> {
    const nowTold = state === 'sent' ? ', told = written, told_sequence = written_sequence' : '';
    await this.dataSource.query(
      `UPDATE calendar_letter SET state = $4 ${nowTold}
       WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3`,
      [...idsOf(key), state],
    );
  }
}

/** One letter to a calendar after the other, whichever process writes it. */
async function holdCalendar(manager: EntityManager, key: CalendarKey): Promise<void> {
  await manager.query(
    `SELECT FROM calendar_letter
     WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3 FOR UPDATE`,
    idsOf(key),
  );
}

function idsOf({ partnershipId, meetingId, personId }: CalendarKey): string[] {
  return [partnershipId, meetingId, personId];
}

/** What a letter is asked for by. */
export function aboutOf(key: CalendarKey): string {
  return idsOf(key).join('/');
}

function keyIn(about: string): CalendarKey {
  const [partnershipId = '', meetingId = '', personId = ''] = about.split('/');
  return { partnershipId, meetingId, personId };
}
