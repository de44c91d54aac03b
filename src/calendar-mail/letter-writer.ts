// Writes the letters that calendars read, each as true as it can be when it leaves. What it tells, and by
// which number, is noted before it goes: should the process die, or the mail server's answer be lost, it
// counts as told. It is not sent again by itself, and what is told next has a higher number.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Letter } from '../mail/letter.js';
import { MailService, type Outcome } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { countAsTold, readCalendar, type CalendarKey, type CalendarState } from './calendars.js';
import { meetingLetter } from './meeting-letter.js';
import { ReplyAddresses } from './reply-address.js';

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
      postponed: (about, letter) => this.note(keyIn(about), letter, 'waiting'),
      settled: (about, outcome, letter) =>
        letter
          ? this.note(keyIn(about), letter, outcome)
          : countAsTold(this.dataSource.manager, keyIn(about)),
    });
  }

  private write(key: CalendarKey): Promise<Letter | null> {
    return inTransaction(this.dataSource, async (manager) => {
      await holdMeeting(manager, key);
      await holdCalendar(manager, key);
      await countAsTold(manager, key);
      const at = this.clock.now();
      const calendar = await readCalendar(manager, at, key);
      if (!calendar?.isDue || !calendar.wanted) {
        await this.leaveUntold(manager, key);
        return null;
      }
      const { wanted } = calendar;
      const sequence = numberOf(calendar);
      const reply = this.addresses.of(key);
      await manager.query(
        `UPDATE calendar_letter SET written = $4, written_sequence = $5, written_at = $6,
           language = $7, reply_hash = $8, state = 'leaving',
           starts_told = starts_told || jsonb_build_object($5::integer, $4::jsonb -> 'startsAt')
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

  /** What was asked for has become untrue meanwhile; when it becomes true it is to be asked for anew. */
  private async leaveUntold(manager: EntityManager, key: CalendarKey): Promise<void> {
    await manager.query(
      `UPDATE calendar_letter SET asked = NULL
       WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3`,
      idsOf(key),
    );
  }

  /** Another letter that was written meanwhile has counted this one as told, and what becomes of it. */
  private async note(
    key: CalendarKey,
    { number }: Letter,
    outcome: Outcome | 'waiting',
  ): Promise<void> {
    const isTold = outcome === 'sent' || outcome === 'uncertain';
    const nowTold = ', told = written, told_sequence = written_sequence, is_told_surely = $6';
    await this.dataSource.query(
      `UPDATE calendar_letter SET state = $4 ${isTold ? nowTold : ''}
       WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3 AND written_sequence = $5`,
      [...idsOf(key), isTold ? 'sent' : outcome, number, ...(isTold ? [outcome === 'sent'] : [])],
    );
  }
}

/** Higher than that of every letter that may have left; one that goes again keeps its own. */
function numberOf({ toldSequence, meetingSequence, isAsWanted }: CalendarState): number {
  const next = toldSequence === null ? 0 : toldSequence + (isAsWanted ? 0 : 1);
  return Math.max(next, meetingSequence);
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
