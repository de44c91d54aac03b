/**
 * Which days a recurrence rule names (RFC 5545, section 3.3.10). The rule cuts the calendar into
 * periods of its frequency; in every INTERVALth period the days that satisfy all BY parts are
 * taken, BYSETPOS picks among them, and those before the start are dropped.
 *
 * This is no work for the rrule package: version 2.8.1 departs from the RFC where weekdays are
 * numbered and plain at once, in BYSETPOS within the first week, in BYWEEKNO without a weekday or
 * at the turn of the year, and it holds the process for seconds when a rule names no day.
 */
import {
  LAST_DAY,
  calendarDay,
  dayNumber,
  startOfWeek,
  startOfWeekYear,
  weekYearOf,
  weekdayOf,
  type CalendarDay,
} from './calendar-day.js';
import type { RecurrenceRule } from './recurrence-rule.js';

/** A way to number the periods of a calendar; a period ends where the next one begins. */
interface Periods {
  numberOf(day: number): number;
  firstDay(period: number): number;
  /** How many periods make 400 years, after which the Gregorian calendar repeats itself. */
  readonly perCycle: number;
}

type DayTest = (date: CalendarDay) => boolean;

/**
 * The days of a rule in order, from its start or from a later day `from`, without regard to
 * COUNT and UNTIL. Ends with the year 9999, and early when the rule can name no more days, so
 * that 30 February is looked for only once around the calendar.
 */
export function* daysOfRule(rule: RecurrenceRule, start: number, from = start): Generator<number> {
  const explicit = withPartsOfStart(rule, start);
  const periods = periodsOf(explicit);
  const tests = dayTestsOf(explicit);
  const earliest = Math.max(start, from);
  const origin = periods.numberOf(start);
  const skipped = Math.floor((periods.numberOf(earliest) - origin) / rule.interval);

  let period = origin + skipped * rule.interval;
  let emptyInARow = 0;
  while (emptyInARow <= periods.perCycle && periods.firstDay(period) <= LAST_DAY) {
    const days = pickPositions(daysPassing(tests, periods, period), rule.setPositions);
    for (const day of days) {
      if (day >= earliest && day <= LAST_DAY) yield day;
    }
    emptyInARow = days.length === 0 ? emptyInARow + 1 : 0;
    period += rule.interval;
  }
}

/** "Information … not contained in the rule" comes from the start: its weekday, day or month. */
function withPartsOfStart(rule: RecurrenceRule, start: number): RecurrenceRule {
  if (rule.frequency === 'DAILY' || rule.weekdays || rule.monthDays || rule.yearDays) return rule;
  if (rule.frequency === 'WEEKLY' || rule.weekNumbers) {
    return { ...rule, weekdays: [{ ordinal: 0, weekday: weekdayOf(start) }] };
  }
  const { month, dayOfMonth } = calendarDay(start);
  const months = rule.frequency === 'YEARLY' ? (rule.months ?? [month]) : rule.months;
  return { ...rule, months, monthDays: [dayOfMonth] };
}

function periodsOf({ frequency, weekStart, weekNumbers }: RecurrenceRule): Periods {
  switch (frequency) {
    case 'DAILY':
      return { numberOf: (day) => day, firstDay: (period) => period, perCycle: 146_097 };
    case 'WEEKLY': {
      const aWeekStart = startOfWeek(0, weekStart);
      return {
        numberOf: (day) => (startOfWeek(day, weekStart) - aWeekStart) / 7,
        firstDay: (period) => aWeekStart + period * 7,
        perCycle: 20_871,
      };
    }
    case 'MONTHLY':
      return {
        numberOf: (day) => calendarDay(day).year * 12 + calendarDay(day).month - 1,
        firstDay: (period) => dayNumber(Math.floor(period / 12), (period % 12) + 1, 1),
        perCycle: 4_800,
      };
    case 'YEARLY':
      // Weeks of the year make their own year: week 1 may begin in December, and belongs to the
      // year after. Otherwise INTERVAL and BYSETPOS would cut that week in two.
      return weekNumbers
        ? {
            numberOf: (day) => weekYearOf(day, weekStart),
            firstDay: (period) => startOfWeekYear(period, weekStart),
            perCycle: 400,
          }
        : {
            numberOf: (day) => calendarDay(day).year,
            firstDay: (period) => dayNumber(period, 1, 1),
            perCycle: 400,
          };
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
