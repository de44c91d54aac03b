/**
 * Plain calendar rules ("every third week on Friday", "the last Friday of the month") expanded by
 * the rrule package, and which rules are plain enough for it. The only importer of rrule: its named
 * exports work in Jest but not in plain Node, so it is taken by its default export here.
 */
import rrule from 'rrule';
import { DAY_MS, LAST_DAY } from './calendar-day.js';
import type { RecurrenceRule } from './recurrence-rule.js';
import { periodAt, periodsOf } from './rule-periods.js';

/** How many days are asked for at first, and at most, in one go. */
const FEWEST_AT_ONCE = 4;
const MOST_AT_ONCE = 256;

/**
 * Whether rrule expands the rule as RFC 5545 says and in no time. The rule must have the parts of its
 * start.
 *
 * BYSETPOS, BYWEEKNO, BYYEARDAY and weekdays that are partly numbered are out, for rrule departs from
 * the RFC there. And rrule searches the calendar to its end for a day that never comes, so a plain
 * rule must name one every so often, which follows from what every month has: each weekday at least
 * four times, from either end, and 28 days. Where the rule takes every period, one of its days comes
 * at least once a year, within BYMONTH too; without BYMONTH that holds for the fifth weekday, which
 * four months of a year have, and for the 29th to 31st. Where it leaves out periods, each of those it
 * takes must have such a day by itself.
 */
export function isPlain(rule: RecurrenceRule): boolean {
  const { frequency, interval, months, weekdays = [], monthDays = [] } = rule;
  if (rule.setPositions || rule.weekNumbers || rule.yearDays) return false;
  // A weekday on a certain day of the month may be years away, and within BYMONTH decades.
  if (rule.weekdays && rule.monthDays) return false;
  const ordinals = weekdays.map(({ ordinal }) => Math.abs(ordinal));
  if (ordinals.some((ordinal) => (ordinal === 0) !== (ordinals[0] === 0) || ordinal > 5)) {
    return false;
  }
  const isInEveryMonth =
    ordinals.every((ordinal) => ordinal <= 4) && monthDays.every((day) => Math.abs(day) <= 28);
  if (interval === 1) return isInEveryMonth || !months;
  switch (frequency) {
    case 'DAILY':
      return !rule.weekdays && !rule.monthDays && !months;
    case 'WEEKLY':
      return !months;
    case 'MONTHLY':
      return isInEveryMonth && !months;
    case 'YEARLY':
      return isInEveryMonth;
  }
}

/**
 * As `ownDays`, for plain rules. Days go in and out as midnights in UTC: rrule is never told of a
 * time zone, as its answers would then depend on the zone of the computer.
 */
export function* rruleDays(rule: RecurrenceRule, start: number, from: number): Generator<number> {
  const periods = periodsOf(rule);
  let next = from;
  let amount = FEWEST_AT_ONCE;
  while (next <= LAST_DAY) {
    const firstDay = periods.firstDay(periodAt(rule, periods, start, next));
    const days = takeDays(rule, firstDay, next, amount);
    yield* days;
    if (days.length < amount) return;
    next = (days.at(-1) ?? LAST_DAY) + 1;
    amount = Math.min(amount * 2, MOST_AT_ONCE);
  }
}

/** The first so many days at or after `from` of a rule whose period begins with `firstDay`. */
function takeDays(rule: RecurrenceRule, firstDay: number, from: number, amount: number): number[] {
  const days: number[] = [];
  const options = {
    freq: rrule.RRule[rule.frequency],
    interval: rule.interval,
    wkst: rule.weekStart,
    dtstart: new Date(firstDay * DAY_MS),
    bymonth: rule.months ? [...rule.months] : null,
    bymonthday: rule.monthDays ? [...rule.monthDays] : null,
    byweekday:
      rule.weekdays?.map(
        ({ weekday, ordinal }) => new rrule.Weekday(weekday, ordinal || undefined),
      ) ?? null,
  };
  const withoutCache = true;
  new rrule.RRule(options, withoutCache).all((date) => {
    const day = date.getTime() / DAY_MS;
    if (day >= from) days.push(day);
    return days.length < amount;
  });
  return days;
}
