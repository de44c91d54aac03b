/**
 * How a rule cuts the calendar: into periods of its frequency, of which it takes every INTERVALth.
 * Both expansions of a rule begin here, so that neither has to count from the start of a series
 * that is long past.
 */
import {
  calendarDay,
  dayNumber,
  startOfWeek,
  startOfWeekYear,
  weekYearOf,
  weekdayOf,
} from './calendar-day.js';
import type { RecurrenceRule } from './recurrence-rule.js';

/** A way to number the periods of a calendar; a period ends where the next one begins. */
export interface Periods {
  numberOf(day: number): number;
  firstDay(period: number): number;
  /** How many periods make 400 years, after which the Gregorian calendar repeats itself. */
  readonly perCycle: number;
}

/** "Information … not contained in the rule" comes from the start: its weekday, day or month. */
export function withPartsOfStart(rule: RecurrenceRule, start: number): RecurrenceRule {
  if (rule.frequency === 'DAILY' || rule.weekdays || rule.monthDays || rule.yearDays) return rule;
  if (rule.frequency === 'WEEKLY' || rule.weekNumbers) {
    return { ...rule, weekdays: [{ ordinal: 0, weekday: weekdayOf(start) }] };
  }
  const { month, dayOfMonth } = calendarDay(start);
  const months = rule.frequency === 'YEARLY' ? (rule.months ?? [month]) : rule.months;
  return { ...rule, months, monthDays: [dayOfMonth] };
}

/** The last period of the rule that begins at or before a day, which is not before the start. */
export function periodAt(
  rule: RecurrenceRule,
  periods: Periods,
  start: number,
  day: number,
): number {
  const origin = periods.numberOf(start);
  const skipped = Math.floor((periods.numberOf(day) - origin) / rule.interval);
  return origin + skipped * rule.interval;
}

export function periodsOf({ frequency, weekStart, weekNumbers }: RecurrenceRule): Periods {
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
