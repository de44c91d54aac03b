import { describe, expect, it } from '@jest/globals';
import { previewSeries } from '../../src/domain/schedule/preview.js';
import { inSteps } from '../../src/platform/in-steps.js';
import {
  dayAfterTimes,
  firstDayOf,
  readRule,
  ruleOf,
  weekdayOf,
  type MonthPattern,
  type Pattern,
  type WeekPattern,
} from '../../web/src/pages/series/recurrence.js';

const everyThirdFriday: WeekPattern = { kind: 'weeks', every: 3, weekdays: [5] };
const thirdFriday: MonthPattern = { kind: 'month', nth: 3, weekday: 5, everyMonths: 1 };
const patterns: Pattern[] = [
  everyThirdFriday,
  thirdFriday,
  { kind: 'weeks', every: 1, weekdays: [1, 3, 7] },
  { kind: 'month', nth: -1, weekday: 4, everyMonths: 2 },
  { kind: 'month', nth: 1, weekday: 1, everyMonths: 1 },
];

describe('the rule of a pattern', () => {
  it('counts weeks for every third Friday', () => {
    expect(ruleOf(everyThirdFriday, { kind: 'never' })).toBe('FREQ=WEEKLY;INTERVAL=3;BYDAY=FR');
  });

  it('counts within the month for the third Friday', () => {
    expect(ruleOf(thirdFriday, { kind: 'never' })).toBe('FREQ=MONTHLY;BYDAY=3FR');
  });

  it('ends on a day or after a number of times', () => {
    expect(ruleOf(thirdFriday, { kind: 'until', on: '2026-12-31' })).toBe(
      'FREQ=MONTHLY;BYDAY=3FR;UNTIL=20261231',
    );
    expect(ruleOf(thirdFriday, { kind: 'count', count: 12 })).toBe(
      'FREQ=MONTHLY;BYDAY=3FR;COUNT=12',
    );
  });

  it.each(patterns)('is read back as the same pattern: %j', (pattern) => {
    const ending = { kind: 'until', on: '2027-06-30' } as const;
    expect(readRule(ruleOf(pattern, ending), '2026-01-09')).toEqual({ pattern, ending });
  });

  it('takes the weekday from the start when the rule leaves it out', () => {
    expect(readRule('FREQ=WEEKLY;INTERVAL=2', '2026-01-09')?.pattern).toEqual({
      kind: 'weeks',
      every: 2,
      weekdays: [5],
    });
  });

  it.each([
    'FREQ=YEARLY',
    'FREQ=MONTHLY;BYMONTHDAY=15',
    'FREQ=MONTHLY;BYDAY=5FR',
    'FREQ=WEEKLY;BYDAY=FR;BYMONTH=1',
    'FREQ=WEEKLY;BYDAY=FR;WKST=SU',
    'FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231T170000Z',
  ])('is left alone when the form has no fields for it: %s', (rule) => {
    expect(readRule(rule, '2026-01-09')).toBeNull();
  });
});

describe('the first day of a pattern', () => {
  it.each([
    [everyThirdFriday, '2026-11-24', '2026-11-27'],
    [everyThirdFriday, '2026-11-27', '2026-11-27'],
    [thirdFriday, '2026-11-20', '2026-11-20'],
    [thirdFriday, '2026-11-21', '2026-12-18'],
    [{ ...thirdFriday, nth: -1 }, '2026-12-26', '2027-01-29'],
  ])('%j from %s is %s', (pattern, from, expected) => {
    expect(firstDayOf(pattern, from)).toBe(expected);
  });
});

it('knows Sunday as the seventh day', () => {
  expect(weekdayOf('2026-12-06')).toBe(7);
});

describe('what the form asks the server', () => {
  it.each(patterns)('gives twelve dates, beginning at the first day: %j', async (pattern) => {
    const startOn = firstDayOf(pattern, '2026-11-24');
    const { occurrences } = await inSteps(
      previewSeries({
        start: `${startOn}T18:00`,
        timeZone: 'Europe/Stockholm',
        durationMinutes: 50,
        rule: ruleOf(pattern, { kind: 'never' }),
        excludedStarts: [],
        extraStarts: [],
        from: startOn,
        to: dayAfterTimes(pattern, startOn, 12),
      }),
    );
    expect(occurrences.length).toBeGreaterThanOrEqual(12);
    expect(occurrences[0]?.localStart).toBe(`${startOn}T18:00`);
  });
});
