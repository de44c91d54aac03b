// Reads files with local days: tables out of a spreadsheet, and calendars as others publish them. What
// cannot be taken is named with why; nothing is guessed.
import ICAL from 'ical.js';
import { readTable } from '../../administration/csv/table.js';
import { NewLocalDays, type LocalDaysFile } from '../../contract/local-days.js';
import type { LocalDayKind, LocalFileFault } from '../../contract/vocabulary.js';
import { dayOfLocal, localDateOf } from '../../domain/schedule/calendar-day.js';

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

export function readLocalDays({ format, content, kind }: LocalDaysFile): ReadRow[] {
  return format === 'csv' ? readCsv(content, kind) : readCalendar(content, kind);
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

function readCalendar(content: string, kind: LocalDayKind): ReadRow[] {
  let events: ICAL.Component[];
  try {
    events = new ICAL.Component(ICAL.parse(content) as unknown[]).getAllSubcomponents('vevent');
  } catch {
    return [{ place: 1, ok: false, fault: 'unreadable' }];
  }
  if (events.length === 0) return [{ place: 1, ok: false, fault: 'unreadable' }];
  return events.map((event, index) => readEvent(event, index + 1, kind));
}

function readEvent(event: ICAL.Component, place: number, kind: LocalDayKind): ReadRow {
  if (
    event.hasProperty('rrule') ||
    event.hasProperty('rdate') ||
    event.hasProperty('recurrence-id')
  )
    return { place, ok: false, fault: 'repeats' };
  const title = event.getFirstPropertyValue('summary');
  const [start, end] = ['dtstart', 'dtend'].map((name) => event.getFirstPropertyValue(name));
  if (!(start instanceof ICAL.Time)) return { place, ok: false, fault: 'dates' };
  const startsOn = dateOf(start);
  const endsOn = end instanceof ICAL.Time ? lastDayOf(start, end) : startsOn;
  return rowOf(place, { kind: kindOf(title, kind), title, startsOn, endsOn });
}

/** The end of an event of whole days, or at midnight, is the first day after it. */
function lastDayOf(start: ICAL.Time, end: ICAL.Time): string {
  const isMidnight = end.isDate || (end.hour === 0 && end.minute === 0);
  const [first, last] = [dateOf(start), dateOf(end)];
  if (!isMidnight || last <= first) return last;
  return localDateOf(dayOfLocal(last) - 1);
}

function dateOf({ year, month, day }: ICAL.Time): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function rowOf(place: number, written: unknown): ReadRow {
  const read = NewLocalDays.safeParse(written);
  if (read.success) return { place, ok: true, days: read.data };
  const isTitle = read.error.issues.some(({ path }) => path[0] === 'title');
  return { place, ok: false, fault: isTitle ? 'title' : 'dates' };
}
