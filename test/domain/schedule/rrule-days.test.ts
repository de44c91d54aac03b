// Which rules go to rrule, and that it makes no difference to their days.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LAST_DAY, dayNumber } from '../../../src/domain/schedule/calendar-day.js';
import { ownDays } from '../../../src/domain/schedule/own-days.js';
import { parseRule, type RecurrenceRule } from '../../../src/domain/schedule/recurrence-rule.js';
import { withPartsOfStart } from '../../../src/domain/schedule/rule-periods.js';
import { isPlain, rruleDays } from '../../../src/domain/schedule/rrule-days.js';
import { anyFrequency, earliestDay, rules, textOf } from './random-rules.js';

const friday = dayNumber(2026, 1, 9);

function read(text: string, start = friday): RecurrenceRule {
  return withPartsOfStart(parseRule(text), start);
}

function first(amount: number, days: Generator<number>): number[] {
  const taken: number[] = [];
  for (const day of days) {
    taken.push(day);
    if (taken.length === amount) break;
  }
  return taken;
}

describe('a plain rule', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=10',
    'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU;COUNT=10',
    'FREQ=WEEKLY;BYDAY=FR;BYMONTH=5,6,7,8;UNTIL=20271231',
    'FREQ=MONTHLY',
    'FREQ=MONTHLY;BYDAY=3FR',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR',
    'FREQ=MONTHLY;BYDAY=5FR',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTHDAY=1,15;BYMONTH=1,2',
    'FREQ=YEARLY',
    'FREQ=YEARLY;INTERVAL=2;BYMONTH=6;BYDAY=-1FR',
  ])('is %s', (text) => {
    expect(isPlain(read(text))).toBe(true);
  });

  it.each([
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=FR',
    'FREQ=YEARLY;BYYEARDAY=100',
    'FREQ=MONTHLY;BYDAY=MO,1FR',
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    'FREQ=MONTHLY;BYDAY=6FR',
    'FREQ=MONTHLY;INTERVAL=12;BYDAY=5FR',
    'FREQ=MONTHLY;BYMONTH=2;BYDAY=5FR',
    'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;INTERVAL=12;BYMONTH=2',
    'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
    'FREQ=DAILY;INTERVAL=365;BYMONTH=6',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=WEEKLY;INTERVAL=52;BYMONTH=6',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  ])('is not %s', (text) => {
    expect(isPlain(read(text))).toBe(false);
  });

  it('may take the day of the month from its start, if every month has that day', () => {
    expect(isPlain(read('FREQ=MONTHLY;INTERVAL=3', dayNumber(2026, 1, 28)))).toBe(true);
    expect(isPlain(read('FREQ=MONTHLY;INTERVAL=3', dayNumber(2026, 1, 31)))).toBe(false);
    expect(isPlain(read('FREQ=YEARLY', dayNumber(2028, 2, 29)))).toBe(false);
  });
});

describe('the days of a plain rule', () => {
  it.each(anyFrequency)('%s: rrule and we find the same', (frequency) => {
    const later = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(rules(frequency), earliestDay, later, (parts, start, days) => {
        const rule = read(textOf(parts), start);
        fc.pre(isPlain(rule));
        const from = start + days;

        expect(first(150, rruleDays(rule, start, from))).toEqual(
          first(150, ownDays(rule, start, from)),
        );
      }),
      { numRuns: 50, seed: 20260109 },
    );
  });

  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
    'FREQ=MONTHLY;BYDAY=5FR',
    'FREQ=YEARLY',
  ])('%s ends with the calendar', (text) => {
    const from = LAST_DAY - 1_000;

    expect([...rruleDays(read(text), friday, from)]).toEqual([
      ...ownDays(read(text), friday, from),
    ]);
  });

  it.each(anyFrequency)('%s: is the same with any interval, however long', (frequency) => {
    const interval = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(rules(frequency), interval, earliestDay, (parts, INTERVAL, start) => {
        const rule = read(textOf({ ...parts, INTERVAL }), start);
        fc.pre(isPlain(rule));
        const days = first(4, rruleDays(rule, start, start));
        expect(days).toEqual(first(4, ownDays(rule, start, start)));
      }),
      { numRuns: 50, seed: 20260109 },
    );
  });
});
