/** Days of the calendar with what a partnership itself says of them. */
import type { CalendarDay, CalendarMark } from '../../contract/calendar.js';
import type { NewLocalDays } from '../../contract/local-days.js';
import { dayOfLocal, localDateOf } from './calendar-day.js';

type Local = readonly NewLocalDays[];

/** A day with its local marks after its own; it collides no more than before. */
export function withLocalMarks(day: CalendarDay, local: Local): CalendarDay {
  const added = local.filter(({ startsOn, endsOn }) => startsOn <= day.on && day.on <= endsOn);
  return { ...day, marks: [...day.marks, ...distinct(added)] };
}

/** The days of a span that have marks, with those that only have local ones. */
export function markedDays(days: readonly CalendarDay[], local: Local): CalendarDay[] {
  const known = new Map(days.map((day) => [day.on, day]));
  return [...new Set([...known.keys(), ...local.flatMap(daysOf)])]
    .sort()
    .map((on) => withLocalMarks(known.get(on) ?? { on, collides: false, marks: [] }, local));
}

function daysOf({ startsOn, endsOn }: NewLocalDays): string[] {
  const first = dayOfLocal(startsOn);
  return Array.from({ length: dayOfLocal(endsOn) - first + 1 }, (_, day) =>
    localDateOf(first + day),
  );
}

function distinct(local: Local): CalendarMark[] {
  const marks = new Map<string, CalendarMark>();
  for (const { kind, title } of local)
    marks.set(`${kind} ${title}`, { kind, name: { sv: title, en: title } });
  return [...marks.values()];
}
