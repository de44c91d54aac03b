// The two ways a series of meetings comes back, as the form keeps them, and the recurrence rule
// (RFC 5545) they stand for. People mix the two up: every third Friday counts weeks, the third
// Friday of the month counts within each month.
import { addDays } from '../../format/dates.js';

export interface WeekPattern {
  kind: 'weeks';
  every: number;
  /** ISO weekdays, 1 is Monday, sorted. */
  weekdays: number[];
}

export interface MonthPattern {
  kind: 'month';
  /** 1–4, or -1 for the last. */
  nth: number;
  weekday: number;
  everyMonths: number;
}

export type Pattern = WeekPattern | MonthPattern;

export type Ending =
  | { kind: 'never' }
  /** The last local date, included. */
  | { kind: 'until'; on: string }
  | { kind: 'count'; count: number };

export const nths = [1, 2, 3, 4, -1] as const;
const dayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The rule that a pattern and its end stand for. */
export function ruleOf(pattern: Pattern, ending: Ending): string {
  const parts =
    pattern.kind === 'weeks'
      ? ['FREQ=WEEKLY', `INTERVAL=${pattern.every}`, `BYDAY=${namesOf(pattern.weekdays)}`]
      : [
          'FREQ=MONTHLY',
          `INTERVAL=${pattern.everyMonths}`,
          `BYDAY=${pattern.nth}${namesOf([pattern.weekday])}`,
        ];
  if (ending.kind === 'until') parts.push(`UNTIL=${ending.on.replaceAll('-', '')}`);
  if (ending.kind === 'count') parts.push(`COUNT=${ending.count}`);
  return parts.filter((part) => part !== 'INTERVAL=1').join(';');
}

function namesOf(weekdays: readonly number[]): string {
  return weekdays.map((weekday) => dayNames[weekday - 1]).join(',');
}

/**
 * The pattern and end of a rule, the inverse of `ruleOf`; null for a rule that the form has no
 * fields for. `startOn` gives the weekday where the rule leaves it out.
 */
export function readRule(
  rule: string,
  startOn: string,
): { pattern: Pattern; ending: Ending } | null {
  const parts = new Map(
    rule.split(';').map((part) => part.toUpperCase().split('=') as [string, string]),
  );
  const ending = readEnding(parts);
  const pattern = parts.get('FREQ') === 'WEEKLY' ? readWeeks(parts, startOn) : readMonth(parts);
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'UNTIL', 'COUNT'];
  const isPlain = [...parts].every(
    ([name, value]) => known.includes(name) || isUsualStart(name, value),
  );
  return pattern && ending && isPlain ? { pattern, ending } : null;
}

/** Weeks begin on Monday unless a rule says otherwise; saying so changes nothing. */
const isUsualStart = (name: string, value: string) => name === 'WKST' && value === 'MO';

function readEnding(parts: ReadonlyMap<string, string>): Ending | null {
  const until = parts.get('UNTIL');
  const count = parts.get('COUNT');
  if (count) return { kind: 'count', count: Number(count) };
  if (!until) return { kind: 'never' };
  const day = /^(\d{4})(\d\d)(\d\d)(T235959)?$/.exec(until);
  return day ? { kind: 'until', on: `${day[1]}-${day[2]}-${day[3]}` } : null;
}

function readWeeks(parts: ReadonlyMap<string, string>, startOn: string): WeekPattern | null {
  const names = parts.get('BYDAY')?.split(',') ?? [dayNames[weekdayOf(startOn) - 1] ?? ''];
  const weekdays = names.map((name) => dayNames.indexOf(name) + 1).sort((one, two) => one - two);
  if (weekdays.includes(0)) return null;
  return { kind: 'weeks', every: Number(parts.get('INTERVAL') ?? 1), weekdays };
}

function readMonth(parts: ReadonlyMap<string, string>): MonthPattern | null {
  const day = /^\+?(-1|[1-4])([A-Z]{2})$/.exec(parts.get('BYDAY') ?? '');
  const weekday = dayNames.indexOf(day?.[2] ?? '') + 1;
  if (parts.get('FREQ') !== 'MONTHLY' || weekday === 0) return null;
  return {
    kind: 'month',
    nth: Number(day?.[1]),
    weekday,
    everyMonths: Number(parts.get('INTERVAL') ?? 1),
  };
}

/** ISO weekday of a local date. */
export function weekdayOf(localDate: string): number {
  return new Date(`${localDate}T00:00:00Z`).getUTCDay() || 7;
}

/** The first day of a pattern on or after a date: the series starts there. */
export function firstDayOf(pattern: Pattern, from: string): string {
  const fits =
    pattern.kind === 'weeks'
      ? (day: string) => pattern.weekdays.includes(weekdayOf(day))
      : (day: string) => weekdayOf(day) === pattern.weekday && isNth(day, pattern.nth);
  let day = from;
  // Any nth weekday comes within two months.
  for (let tried = 0; tried < 62 && !fits(day); tried += 1) day = addDays(day, 1);
  return day;
}

function isNth(localDate: string, nth: number): boolean {
  if (nth === -1) return addDays(localDate, 7).slice(0, 7) !== localDate.slice(0, 7);
  return Math.ceil(Number(localDate.slice(8)) / 7) === nth;
}

/** A date by which a pattern has come back at least `times` times from `from` on. */
export function dayAfterTimes(pattern: Pattern, from: string, times: number): string {
  const days =
    pattern.kind === 'weeks'
      ? pattern.every * 7 * (times / pattern.weekdays.length + 1)
      : pattern.everyMonths * 31 * (times + 1);
  return addDays(from, Math.min(Math.ceil(days) + 7, 366 * 40));
}
