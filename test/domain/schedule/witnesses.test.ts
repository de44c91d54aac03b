// Random rules, expanded beside two other engines. Each witness is asked only where it follows
// RFC 5545, section 3.3.10; where it does not, literal dates in rule-days.test.ts decide.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import rrule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';
import {
  DAY_MS,
  calendarDay,
  dayNumber,
  weekYearOf,
} from '../../../src/domain/schedule/calendar-day.js';
import { parseRule } from '../../../src/domain/schedule/recurrence-rule.js';
import { daysOfRule } from '../../../src/domain/schedule/rule-days.js';

interface RuleParts {
  FREQ: string;
  INTERVAL: number;
  WKST: string;
  BYMONTH?: number[];
  BYWEEKNO?: number[];
  BYYEARDAY?: number[];
  BYMONTHDAY?: number[];
  BYDAY?: string[];
  BYSETPOS?: number[];
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const weekday = fc.constantFrom(...weekdayNames);

function fromEitherEnd(highest: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 1, max: highest }) },
    { weight: 1, arbitrary: fc.integer({ min: -highest, max: -1 }) },
  );
}

/** Mostly absent: many parts at once name hardly a day. */
function few<Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item[] | undefined> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.uniqueArray(item, { minLength: 1, maxLength: 4 }) },
  );
}

function numberedWeekday(highest: number): fc.Arbitrary<string> {
  return fc.tuple(fromEitherEnd(highest), weekday).map(([ordinal, name]) => `${ordinal}${name}`);
}

/** Any legal rule of one frequency, apart from COUNT and UNTIL. */
function rules(frequency: string): fc.Arbitrary<RuleParts> {
  const none = fc.constant(undefined);
  const yearly = frequency === 'YEARLY';
  const weekNumber = fc.constantFrom(1, 2, 20, 51, 52, 53, -1, -2, -53);
  return fc
    .record({
      FREQ: fc.constant(frequency),
      INTERVAL: fc.integer({ min: 1, max: 4 }),
      WKST: weekday,
      BYMONTH: few(fc.integer({ min: 1, max: 12 })),
      BYWEEKNO: yearly ? few(weekNumber) : none,
      BYYEARDAY: yearly ? few(fromEitherEnd(366)) : none,
      BYMONTHDAY: frequency === 'WEEKLY' ? none : few(fromEitherEnd(31)),
      BYDAY: few(
        yearly || frequency === 'MONTHLY'
          ? fc.oneof(weekday, numberedWeekday(yearly ? 53 : 5))
          : weekday,
      ),
      BYSETPOS: few(fromEitherEnd(4)),
    })
    .map((parts) => parts as RuleParts)
    .filter(
      ({ BYWEEKNO, BYDAY, BYSETPOS, ...parts }) =>
        !(BYWEEKNO && BYDAY?.some(isNumbered)) &&
        !(BYSETPOS && !BYWEEKNO && !BYDAY && !selectsDays(parts) && !parts.BYMONTH),
    );
}

function isNumbered(name: string): boolean {
  return name.length > 2;
}

function mixesWeekdays({ BYDAY = [] }: RuleParts): boolean {
  return BYDAY.some(isNumbered) && !BYDAY.every(isNumbered);
}

function selectsDays({ BYYEARDAY, BYMONTHDAY }: Partial<RuleParts>): boolean {
  return BYYEARDAY !== undefined || BYMONTHDAY !== undefined;
}

function textOf(parts: RuleParts): string {
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(';');
}

/** Our days and the text that asks a witness for the same, from the first day of the rule on. */
function expand(parts: RuleParts, earliest: number) {
  const text = textOf(parts);
  const rule = parseRule(text);
  const first = daysOfRule(rule, earliest).next();
  fc.pre(!first.done && first.value < earliest + 3_000);
  const start = first.value as number;
  const end = start + (parts.FREQ === 'YEARLY' ? 4_000 : 800);
  const days: string[] = [];
  for (const day of daysOfRule(rule, start)) {
    if (day >= end) break;
    days.push(dateOf(day));
  }
  // With an end, as the witnesses would search the whole calendar behind a rare day.
  const question = `DTSTART:${compact(start)}T190000Z\nRRULE:${text};UNTIL=${compact(end)}T000000Z`;
  return {
    start,
    weekStart: rule.weekStart,
    days,
    question,
    from: new Date(start * DAY_MS),
    to: new Date(end * DAY_MS),
  };
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function compact(day: number): string {
  return dateOf(day).replaceAll('-', '');
}

const earliestDay = fc.integer({ min: dayNumber(1990, 1, 1), max: dayNumber(2030, 12, 31) });
const anyFrequency = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

describe('the days of random rules', () => {
  it.each(anyFrequency)('%s: rrule-temporal says the same', (frequency) => {
    const believed = rules(frequency).filter((parts) => {
      const { FREQ, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY } = parts;
      if (FREQ !== 'YEARLY') return true;
      // It adds where the RFC limits, loses plain weekdays beside numbered ones, and finds a 53rd
      // weekday in the next year.
      return (
        !(selectsDays(parts) && (BYDAY || BYWEEKNO || (BYYEARDAY && BYMONTHDAY))) &&
        !mixesWeekdays(parts) &&
        !BYDAY?.some((name) => name.includes('53'))
      );
    });
    fc.assert(
      fc.property(believed, earliestDay, (parts, earliest) => {
        const { start, weekStart, days, question, from, to } = expand(parts, earliest);
        // It loses a start whose week is counted in the year before or after.
        fc.pre(!parts.BYWEEKNO || weekYearOf(start, weekStart) === calendarDay(start).year);
        const witness = new RRuleTemporal({ rruleString: question });

        expect(witness.between(from, to, true).map((date) => date.toString().slice(0, 10))).toEqual(
          days,
        );
      }),
      { numRuns: 50, seed: 20260109 },
    );
  });

  it.each(anyFrequency)('%s: rrule says the same', (frequency) => {
    const believed = rules(frequency).filter((parts) => {
      // It picks positions in a cut-off first week and twice, empties mixed weekdays, fills a
      // week without a weekday with all seven, and cuts weeks at the turn of the year.
      return !parts.BYSETPOS && !mixesWeekdays(parts) && !parts.BYWEEKNO;
    });
    fc.assert(
      fc.property(believed, earliestDay, (parts, earliest) => {
        const { days, question, from, to } = expand(parts, earliest);
        const witness = rrule.rrulestr(question);

        expect(
          witness.between(from, to, true).map((date) => date.toISOString().slice(0, 10)),
        ).toEqual(days);
      }),
      { numRuns: 50, seed: 20260109 },
    );
  });
});
