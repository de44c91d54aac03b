import { describe, expect, it } from '@jest/globals';
import { dayNumber, isoWeekOf, weekdayOf } from '../../../src/domain/schedule/calendar-day.js';

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
});
