/**
 * A meeting as an event of somebody's calendar. A calendar is copied to servers and phones that nobody
 * here knows, so it says when, what it is called, where, how it stands and where to read on; nothing
 * that was written in the meeting, not even why it was cancelled.
 */
import type { Instant, Language } from '../../contract/primitives.js';
import type { LocalDateTime } from '../../contract/schedule.js';
import { DAY_MS, isoWeekOf } from '../schedule/calendar-day.js';
import { floatingAt, floatingOf } from '../schedule/wall-clock.js';
import type { CalendarEvent } from './write-calendar.js';

export interface MeetingInCalendar {
  readonly id: string;
  readonly title: string;
  readonly venue: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly timeZone: string;
  readonly isCancelled: boolean;
  /** The start that its series gave it. */
  readonly slot: LocalDateTime;
  readonly sequence: number;
  readonly changedAt: Instant;
}

interface Words {
  readonly locale: string;
  readonly clockSeparator: string;
  readonly week: string;
  readonly cancelled: (title: string) => string;
  readonly isCancelled: string;
  readonly moved: (fromDay: string) => string;
  readonly open: (url: string) => string;
}

const words: Record<Language, Words> = {
  sv: {
    locale: 'sv-SE',
    clockSeparator: '.',
    week: 'v.',
    cancelled: (title) => `Inställt: ${title}`,
    isCancelled: 'Mötet är inställt.',
    moved: (from) => `Flyttat från ${from}.`,
    open: (url) => `Öppna mötet: ${url}`,
  },
  en: {
    locale: 'en-GB',
    clockSeparator: ':',
    week: 'week',
    cancelled: (title) => `Cancelled: ${title}`,
    isCancelled: 'The meeting is cancelled.',
    moved: (from) => `Moved from ${from}.`,
    open: (url) => `Open the meeting: ${url}`,
  },
};

/** `url` is where the meeting is read on. Its identity is the meeting's own and never another. */
export function eventOf(
  meeting: MeetingInCalendar,
  url: string,
  language: Language,
): CalendarEvent {
  const { id: uid, venue: place, title, isCancelled, slot, timeZone, startsAt, ...rest } = meeting;
  const said = words[language];
  const starts = floatingAt(Date.parse(startsAt), timeZone);
  // The day of the slot stays its date's own; its clock time is out of date once the series has another.
  const planned = floatingOf(slot);
  const isMoved = Math.floor(planned / DAY_MS) !== Math.floor(starts / DAY_MS);
  const lines = [
    `${dayInWords(starts, said)}, ${clockInWords(starts, said)}`,
    ...(isCancelled ? [said.isCancelled] : []),
    ...(isMoved ? [said.moved(dayInWords(planned, said))] : []),
    said.open(url),
  ];
  return {
    ...rest,
    uid,
    timeZone,
    startsAt,
    place,
    url,
    isCancelled,
    // Some calendars show what is cancelled as any other event.
    title: isCancelled ? said.cancelled(title) : title,
    description: lines.join('\n'),
  };
}

/** As "fredag 4 december 2026, v. 49". */
function dayInWords(floating: number, said: Words): string {
  const written = new Intl.DateTimeFormat(said.locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(floating);
  const { isoWeek } = isoWeekOf(Math.floor(floating / DAY_MS));
  // Whether a comma stands after the weekday depends on the version of Node.
  return `${written.replace(',', '')}, ${said.week} ${isoWeek}`;
}

function clockInWords(floating: number, said: Words): string {
  return new Date(floating).toISOString().slice(11, 16).replace(':', said.clockSeparator);
}
