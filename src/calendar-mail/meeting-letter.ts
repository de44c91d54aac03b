// The letter that a person and their calendar read of one meeting. It says when, what it is called and
// where, and nothing that was written in the meeting.
import type { Instant } from '../contract/primitives.js';
import { eventOf } from '../domain/icalendar/meeting-event.js';
import { writeCalendar, type CalendarAddress } from '../domain/icalendar/write-calendar.js';
import { DAY_MS, isoWeekOf } from '../domain/schedule/calendar-day.js';
import { floatingAt } from '../domain/schedule/wall-clock.js';
import type { Letter, Wording } from '../mail/letter.js';
import type { CalendarState } from './calendars.js';
import { words, type LetterWords, type Named, type News } from './letter-words.js';
import type { Told } from './told.js';

/** What a letter has of its own, beside what it tells. */
interface Frame {
  /** What tells two letters about one meeting apart, and their order. */
  readonly sequence: number;
  readonly at: Instant;
  readonly sender: CalendarAddress;
  /** Whether an answer to the sender arrives. */
  readonly isAnswered: boolean;
  /** Makes a path of the page one that can be followed from anywhere. */
  readonly linkTo: (path: string) => string;
}

export function meetingLetter(calendar: CalendarState, wanted: Told, frame: Frame): Letter {
  const { partnershipId, meetingId } = calendar;
  const url = frame.linkTo(`/partnerships/${partnershipId}/meetings/${meetingId}`);
  const content = writeCalendar({
    method: wanted.method,
    events: [invitation(calendar, wanted, frame, url)],
  });
  return {
    to: calendar.email,
    number: frame.sequence,
    sender: frame.sender,
    wordings: [wordingOf(calendar, wanted, frame, url)],
    calendar: { method: wanted.method, content },
  };
}

function wordingOf(
  { name, partnershipName, language, shown, isAsWanted }: CalendarState,
  wanted: Told,
  { at, isAnswered, linkTo }: Frame,
  url: string,
): Wording {
  const said = words[language];
  // One that goes again, because it may be lost, says it as for the first time.
  const before = isAsWanted ? null : shown;
  const news = newsIn(wanted, before);
  const { subject, sentences } = said.news[news]({
    partnershipName,
    ...namedIn(wanted, said, at),
    before: before && namedIn(before, said, at),
  });
  return {
    language,
    subject,
    paragraphs: [
      said.hello(name),
      ...sentences,
      ...(wanted.method === 'REQUEST' ? [isAnswered ? said.answer : said.answerOnPage] : []),
    ],
    // To those who are not invited any more the meeting may not be there.
    link:
      news === 'uninvited'
        ? { label: said.openStart, url: linkTo('/') }
        : { label: said.open, url },
    remarks: [said.remark],
  };
}

function newsIn({ method, startsAt, isUninvited }: Told, shown: Told | null): News {
  if (method === 'CANCEL') return isUninvited ? 'uninvited' : 'cancelled';
  if (shown === null || shown.isUninvited) return 'invited';
  if (shown.method === 'CANCEL') return 'held-again';
  return shown.startsAt === startsAt ? 'changed' : 'moved';
}

/** The day names its year where that is not the one in which the letter is written. */
function namedIn(
  { title, venue, startsAt, endsAt, timeZone }: Told,
  { locale, week, clockSeparator }: LetterWords,
  writtenAt: Instant,
): Named {
  const starts = floatingAt(startsAt, timeZone);
  const isOtherYear = new Date(starts).getUTCFullYear() !== new Date(writtenAt).getUTCFullYear();
  const written = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isOtherYear && { year: 'numeric' }),
  }).format(starts);
  const { isoWeek } = isoWeekOf(Math.floor(starts / DAY_MS));
  const clock = (floating: number) =>
    new Date(floating).toISOString().slice(11, 16).replace(':', clockSeparator);
  return {
    ...{ title, venue },
    // Whether a comma stands after the weekday depends on the version of Node.
    day: `${written.replace(',', '')} (${week} ${isoWeek})`,
    hours: `${clock(starts)}–${clock(floatingAt(endsAt, timeZone))}`,
  };
}

function invitation(
  { meetingId, slot, status, name, email, language }: CalendarState,
  { method, title, venue, timeZone, ...times }: Told,
  { sequence, at: changedAt, sender: from, isAnswered }: Frame,
  url: string,
) {
  const meeting = {
    ...{ id: meetingId, slot, title, venue, timeZone, sequence, changedAt },
    startsAt: new Date(times.startsAt).toISOString(),
    endsAt: new Date(times.endsAt).toISOString(),
    isCancelled: method === 'CANCEL' && status === 'cancelled',
  };
  return {
    ...eventOf(meeting, url, language),
    invitation: { from, to: { name, email }, isAnswered },
  };
}
