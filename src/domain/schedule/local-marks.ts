/** Days of the calendar with what a partnership itself says of them. */
import type { CalendarDay, CalendarMark } from '../../contract/calendar.js';
import type { NewLocalDays } from '../../contract/local-days.js';
import { riskNames } from './calendar-context/day-names.js';
import { dayOfLocal, localDateOf, weekdayOf } from './calendar-day.js';

type Local = readonly NewLocalDays[];

const SATURDAY = 5;

/** A day with its local marks after its own; it collides no more than before. */
export function withLocalMarks(day: CalendarDay, local: Local): CalendarDay {
  return { ...day, marks: [...day.marks, ...marksOn(day.on, local)] };
}

/** The days of a span that have marks, with those that only have local ones. */
export function markedDays(days: readonly CalendarDay[], local: Local): CalendarDay[] {
  const known = new Map(days.map((day) => [day.on, day]));
  return [...new Set([...known.keys(), ...local.flatMap(daysOf)])]
    .sort()
    .map((on) => withLocalMarks(known.get(on) ?? { on, collides: false, marks: [] }, local));
}

function marksOn(on: string, local: Local): CalendarMark[] {
  const marks = new Map<string, CalendarMark>();
  for (const { kind, title, startsOn, endsOn } of local)
    if (startsOn <= on && on <= endsOn)
      marks.set(`${kind} ${title}`, { kind, name: { sv: title, en: title } });
  const said = [...marks.values()];
  // What somebody has marked as such themselves has its name from them.
  const isEnd =
    !said.some(({ kind }) => kind === 'risk-evening') &&
    local.some((one) => endOfSchool(one) === on);
  return isEnd ? [...said, { kind: 'risk-evening', name: riskNames.endOfSchool }] : said;
}

function daysOf(one: NewLocalDays): string[] {
  const first = dayOfLocal(one.startsOn);
  const days = Array.from({ length: dayOfLocal(one.endsOn) - first + 1 }, (_, day) =>
    localDateOf(first + day),
  );
  const end = endOfSchool(one);
  return end === null ? days : [end, ...days];
}

/**
 * Each municipality has a day of its own for it, so there is no rule; but whoever marks the summer break
 * has said it: the last weekday before.
 */
function endOfSchool({ kind, startsOn, endsOn }: NewLocalDays): string | null {
  const inSummer = `${startsOn.slice(0, 4)}-07-01`;
  if (kind !== 'school-break' || startsOn > inSummer || endsOn < inSummer) return null;
  let day = dayOfLocal(startsOn) - 1;
  while (weekdayOf(day) >= SATURDAY) day -= 1;
  return localDateOf(day);
}
