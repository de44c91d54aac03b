import { describe, expect, it } from '@jest/globals';
import {
  DAY_MS,
  calendarDay,
  dayNumber,
  isoWeekOf,
  localDateOf,
  weekdayOf,
} from '../../../src/domain/schedule/calendar-day.js';

describe('days of the calendar', () => {
  it.each([
    [2026, 1, 1, 2026, 1],
    [2026, 12, 4, 2026, 49],
    [2026, 12, 31, 2026, 53],
    [2027, 1, 1, 2026, 53],
    [2027, 1, 3, 2026, 53],
    [2027, 1, 4, 2027, 1],
    [2024, 12, 30, 2025, 1],
    [2021, 1, 1, 2020, 53],
    [2022, 1, 1, 2021, 52],
    [2000, 1, 1, 1999, 52],
    [1969, 12, 29, 1970, 1],
    [1600, 1, 1, 1599, 52],
  ])('%i-%i-%i lies in %i, week %i', (year, month, day, isoYear, isoWeek) => {
    expect(isoWeekOf(dayNumber(year, month, day))).toEqual({ isoYear, isoWeek });
  });

  it('Monday is 0, before 1970 as after', () => {
    expect(weekdayOf(dayNumber(2026, 1, 9))).toBe(4);
    expect(weekdayOf(dayNumber(1969, 12, 29))).toBe(0);
    expect(weekdayOf(dayNumber(1600, 1, 2))).toBe(6);
  });

  it('are those of the language, each of 800 years', () => {
    const wrong: number[] = [];
    for (let day = dayNumber(1600, 1, 1); day < dayNumber(2400, 1, 1); day += 1) {
      const date = new Date(day * DAY_MS);
      const [year, month, dayOfMonth] = [
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
      ];
      const found = calendarDay(day);
      const same = found.year === year && found.month === month && found.dayOfMonth === dayOfMonth;
      if (!same || dayNumber(year, month, dayOfMonth) !== day) wrong.push(day);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    [2026, 13, 1, '2027-01-01'],
    [2026, 0, 31, '2025-12-31'],
    [2028, 2, 30, '2028-03-01'],
    [2028, 3, 0, '2028-02-29'],
    [1900, 3, 0, '1900-02-28'],
    [9999, 12, 31, '9999-12-31'],
    [104, 2, 29, '0104-02-29'],
  ])('%i-%i-%i is %s', (year, month, dayOfMonth, named) => {
    expect(localDateOf(dayNumber(year, month, dayOfMonth))).toBe(named);
  });
});
