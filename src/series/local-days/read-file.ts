// Reads files with local days: tables out of a spreadsheet, and calendars as others publish them. What
// cannot be taken is named with why; nothing is guessed.
import ICAL from 'ical.js';
import { readTable } from '../../administration/csv/table.js';
import { NewLocalDays, type LocalDaysFile } from '../../contract/local-days.js';
import type { LocalDayKind, LocalFileFault } from '../../contract/vocabulary.js';
import { DAY_MS, dayNumber } from '../../domain/schedule/calendar-day.js';
import { floatingAt, localDateTimeOf } from '../../domain/schedule/wall-clock.js';

export type ReadRow =
  | { place: number; ok: true; days: NewLocalDays }
  | { place: number; ok: false; fault: LocalFileFault };

const columns: Record<string, 'title' | 'startsOn' | 'endsOn' | 'kind'> = {
  namn: 'title',
  name: 'title',
  från: 'startsOn',
  from: 'startsOn',
  till: 'endsOn',
  to: 'endsOn',
  slag: 'kind',
  kind: 'kind',
};

const kinds: Record<string, LocalDayKind> = {
  lov: 'school-break',
  'school break': 'school-break',
  evenemang: 'local-event',
  event: 'local-event',
  riskkväll: 'risk-evening',
  'risk evening': 'risk-evening',
};

/** Whoever publishes school breaks names the end of school among them. */
const kindOf = (title: unknown, usual: LocalDayKind): LocalDayKind =>
  /skolavslutning/i.test(String(title)) ? 'risk-evening' : usual;

/** Where a calendar gives an instant, the day is the one that the clocks of the time zone show then. */
export function readLocalDays(
  { format, content, kind }: LocalDaysFile,
  timeZone: string,
): ReadRow[] {
  return format === 'csv' ? readCsv(content, kind) : readCalendar(content, kind, timeZone);
}

function readCsv(content: string, usual: LocalDayKind): ReadRow[] {
  const table = readTable(content, (heading) => columns[heading]);
  if (!table.ok) return [{ place: table.line, ok: false, fault: 'unreadable' }];
  const [first] = table.rows;
  if (!first || !('title' in first.cells && 'startsOn' in first.cells))
    return [{ place: 1, ok: false, fault: 'columns-missing' }];
  return table.rows.map(({ line: place, cells: { title, startsOn, endsOn, kind: said } }) => {
    const kind = said ? kinds[said.toLowerCase()] : kindOf(title, usual);
    if (!kind) return { place, ok: false, fault: 'kind' };
    return rowOf(place, { kind, title, startsOn, endsOn: endsOn || startsOn });
  });
}

function readCalendar(content: string, kind: LocalDayKind, timeZone: string): ReadRow[] {
  let events: ICAL.Component[];
  try {
    events = new ICAL.Component(ICAL.parse(content) as unknown[]).getAllSubcomponents('vevent');
  } catch {
    return [{ place: 1, ok: false, fault: 'unreadable' }];
  }
  if (events.length === 0) return [{ place: 1, ok: false, fault: 'unreadable' }];
  return events.map((event, index) => readEvent(event, index + 1, kind, timeZone));
}

function readEvent(
  event: ICAL.Component,
  place: number,
  kind: LocalDayKind,
  timeZone: string,
): ReadRow {
  if (/^cancelled$/i.test(String(event.getFirstPropertyValue('status'))))
    return { place, ok: false, fault: 'cancelled' };
  if (
    event.hasProperty('rrule') ||
    event.hasProperty('rdate') ||
    event.hasProperty('recurrence-id')
  )
    return { place, ok: false, fault: 'repeats' };
  const span = spanOf(event, timeZone);
  if (!span) return { place, ok: false, fault: 'dates' };
  const title = event.getFirstPropertyValue('summary');
  return rowOf(place, { kind: kindOf(title, kind), title, ...span });
}

/** The first day and the last; null where the calendar does not say them. */
function spanOf(
  event: ICAL.Component,
  timeZone: string,
): Pick<NewLocalDays, 'startsOn' | 'endsOn'> | null {
  try {
    const [start, end, duration] = ['dtstart', 'dtend', 'duration'].map((name) =>
      event.getFirstPropertyValue(name),
    );
    if (!(start instanceof ICAL.Time)) return null;
    const startsAt = shownAt(start, timeZone);
    let endsAt = startsAt;
    if (end instanceof ICAL.Time) endsAt = shownAt(end, timeZone);
    else if (duration instanceof ICAL.Duration)
      endsAt = shownAt(start, timeZone, duration.toSeconds() * 1000);
    // What ends at midnight, as all whole days do, has its last day before it.
    const last = endsAt > startsAt ? endsAt - 1 : endsAt;
    return { startsOn: dateAt(startsAt), endsOn: dateAt(last) };
  } catch {
    // Of values that are no times ical.js tells only when they are asked for.
    return null;
  }
}

/** What the clocks show then, or so much later, as a floating time; what names no instant is what they show. */
function shownAt(time: ICAL.Time, timeZone: string, laterMs = 0): number {
  const { year, month, day, hour, minute } = time;
  const written = dayNumber(year, month, day) * DAY_MS + (hour * 60 + minute) * 60_000 + laterMs;
  return time.zone === ICAL.Timezone.utcTimezone ? floatingAt(written, timeZone) : written;
}

function dateAt(floating: number): string {
  return localDateTimeOf(floating).slice(0, 10);
}

function rowOf(place: number, written: unknown): ReadRow {
  const read = NewLocalDays.safeParse(written);
  if (read.success) return { place, ok: true, days: read.data };
  const isTitle = read.error.issues.some(({ path }) => path[0] === 'title');
  return { place, ok: false, fault: isTitle ? 'title' : 'dates' };
}
