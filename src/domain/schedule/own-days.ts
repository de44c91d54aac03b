/**
 * Our own expansion of a recurrence rule (RFC 5545, section 3.3.10), for every rule there is: in
 * each of its periods the days that satisfy all BY parts are taken, BYSETPOS picks among them, and
 * those before the start are dropped.
 */
import {
  LAST_DAY,
  calendarDay,
  dayNumber,
  startOfWeekYear,
  weekYearOf,
  weekdayOf,
  type CalendarDay,
} from './calendar-day.js';
import type { RecurrenceRule } from './recurrence-rule.js';
import { periodAt, periodsOf, type Periods } from './rule-periods.js';

type DayTest = (date: CalendarDay) => boolean;

/**
 * The days of a rule in order, at or after `from`. The rule must have the parts of its start, and
 * `from` may not lie before the start. Ends with the year 9999, and early when the rule can name no
 * more days, so that 30 February is looked for only once around the calendar.
 */
export function* ownDays(rule: RecurrenceRule, start: number, from: number): Generator<number> {
  const periods = periodsOf(rule);
  const tests = dayTestsOf(rule);

  let period = periodAt(rule, periods, start, from);
  let emptyInARow = 0;
  while (emptyInARow <= periods.perCycle && periods.firstDay(period) <= LAST_DAY) {
    const days = pickPositions(daysPassing(tests, periods, period), rule.setPositions);
    for (const day of days) {
      if (day >= from && day <= LAST_DAY) yield day;
    }
    emptyInARow = days.length === 0 ? emptyInARow + 1 : 0;
    period += rule.interval;
  }
}

/** One test per BY part. A day must pass all: where one part expands, the others limit. */
function dayTestsOf(rule: RecurrenceRule): DayTest[] {
  const { months, monthDays, yearDays, weekNumbers, weekdays, weekStart } = rule;
  const tests: DayTest[] = [];
  if (months) tests.push(({ month }) => months.includes(month));
  if (monthDays) tests.push((date) => isNumbered(monthDays, placeInMonth(date)));
  if (yearDays) tests.push((date) => isNumbered(yearDays, placeInYear(date)));
  if (weekNumbers) tests.push(({ day }) => isNumbered(weekNumbers, placeOfWeek(day, weekStart)));
  if (weekdays) {
    // A numbered weekday counts within the month where the rule speaks of months.
    const place = rule.frequency === 'MONTHLY' || months ? placeInMonth : placeInYear;
    tests.push((date) => {
      const weekday = weekdayOf(date.day);
      return weekdays.some(
        (wanted) =>
          wanted.weekday === weekday &&
          (wanted.ordinal === 0 || isNumbered([wanted.ordinal], byWeeks(place(date)))),
      );
    });
  }
  return tests;
}

/** A place in a row, from its beginning and from its end, both counted from 1. */
interface Place {
  readonly fromStart: number;
  readonly fromEnd: number;
}

function isNumbered(wanted: readonly number[], { fromStart, fromEnd }: Place): boolean {
  return wanted.includes(fromStart) || wanted.includes(-fromEnd);
}

function placeBetween(day: number, first: number, next: number): Place {
  return { fromStart: day - first + 1, fromEnd: next - day };
}

function placeInMonth({ day, year, month }: CalendarDay): Place {
  return placeBetween(day, dayNumber(year, month, 1), dayNumber(year, month + 1, 1));
}

function placeInYear({ day, year }: CalendarDay): Place {
  return placeBetween(day, dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1));
}

function placeOfWeek(day: number, weekStart: RecurrenceRule['weekStart']): Place {
  const year = weekYearOf(day, weekStart);
  return byWeeks(
    placeBetween(day, startOfWeekYear(year, weekStart), startOfWeekYear(year + 1, weekStart)),
  );
}

/** The 15th day of a month holds the third of its weekday. */
function byWeeks({ fromStart, fromEnd }: Place): Place {
  return { fromStart: Math.ceil(fromStart / 7), fromEnd: Math.ceil(fromEnd / 7) };
}

function daysPassing(tests: readonly DayTest[], periods: Periods, period: number): number[] {
  const days: number[] = [];
  const end = periods.firstDay(period + 1);
  for (let day = periods.firstDay(period); day < end; day += 1) {
    const date = calendarDay(day);
    if (tests.every((passes) => passes(date))) days.push(day);
  }
  return days;
}

function pickPositions(days: number[], positions: RecurrenceRule['setPositions']): number[] {
  if (!positions) return days;
  return days.filter((_, index) =>
    isNumbered(positions, { fromStart: index + 1, fromEnd: days.length - index }),
  );
}
