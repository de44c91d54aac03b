/**
 * Calendar arithmetic on whole days, without a time zone. A day is a number, counted from
 * 1970-01-01 as 0, in the Gregorian calendar; months count from 1. Nothing here reads the
 * zone of the computer it runs on.
 */
export const DAY_MS = 86_400_000;

/** The last day that four digits of a year can write. */
export const LAST_DAY = Date.UTC(9999, 11, 31) / DAY_MS;

/** Monday is 0, Sunday is 6. */
export type WeekdayIndex = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface CalendarDay {
  readonly day: number;
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

// Dates of the language would do the same. Searching a rare day asks for a hundred thousand of them,
// and whole numbers are an order of magnitude quicker. Years are counted from March, so that the leap
// day comes last, and in cycles of 400 years, which are all alike.
const { floor } = Math;
const DAYS_PER_CYCLE = 146_097;
/** From 1 March of the year 0 to 1 January 1970. */
const EPOCH = 719_468;

/** The number of a day; a month or a day outside its range counts on into the next ones. */
export function dayNumber(year: number, month: number, dayOfMonth: number): number {
  const monthsFromMarch = year * 12 + month - 3;
  const marchYear = floor(monthsFromMarch / 12);
  const monthOfYear = monthsFromMarch - marchYear * 12;
  const leapDays = floor(marchYear / 4) - floor(marchYear / 100) + floor(marchYear / 400);
  return marchYear * 365 + leapDays + daysBefore(monthOfYear) + dayOfMonth - 1 - EPOCH;
}

export function calendarDay(day: number): CalendarDay {
  const cycle = floor((day + EPOCH) / DAYS_PER_CYCLE);
  const dayOfCycle = day + EPOCH - cycle * DAYS_PER_CYCLE;
  // Without the leap days before it, a day lies as many times 365 days on as years have passed.
  const leapDays =
    floor(dayOfCycle / 1_460) - floor(dayOfCycle / 36_524) + floor(dayOfCycle / 146_096);
  const yearOfCycle = floor((dayOfCycle - leapDays) / 365);
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + floor(yearOfCycle / 4) - floor(yearOfCycle / 100));
  const monthOfYear = floor((5 * dayOfYear + 2) / 153);
  return {
    day,
    year: cycle * 400 + yearOfCycle + (monthOfYear < 10 ? 0 : 1),
    month: monthOfYear < 10 ? monthOfYear + 3 : monthOfYear - 9,
    dayOfMonth: dayOfYear - daysBefore(monthOfYear) + 1,
  };
}

/** Five months from March on, and again from August on, have 153 days. */
function daysBefore(monthFromMarch: number): number {
  return floor((153 * monthFromMarch + 2) / 5);
}

/** A day as `YYYY-MM-DD`. */
export function localDateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day that `YYYY-MM-DD` names, whatever may follow it. */
export function dayOfLocal(text: string): number {
  return Date.parse(text.slice(0, 10)) / DAY_MS;
}

export function weekdayOf(day: number): WeekdayIndex {
  return ((((day + 3) % 7) + 7) % 7) as WeekdayIndex;
}

/** The first day of the week a day lies in, when weeks begin on `weekStart`. */
export function startOfWeek(day: number, weekStart: WeekdayIndex): number {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

/** The first day of week 1 of a year: the first week with at least four days in that year. */
export function startOfWeekYear(year: number, weekStart: WeekdayIndex): number {
  return startOfWeek(dayNumber(year, 1, 4), weekStart);
}

/** The year that the week of a day is counted in; it holds most of that week's days. */
export function weekYearOf(day: number, weekStart: WeekdayIndex): number {
  return calendarDay(startOfWeek(day, weekStart) + 3).year;
}

/** The ISO 8601 week of a day and the year that week belongs to: 2027-01-01 is 2026, week 53. */
export function isoWeekOf(day: number): { isoYear: number; isoWeek: number } {
  const isoYear = weekYearOf(day, 0);
  return { isoYear, isoWeek: Math.floor((day - startOfWeekYear(isoYear, 0)) / 7) + 1 };
}
