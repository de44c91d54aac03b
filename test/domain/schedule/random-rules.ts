// Random recurrence rules, and days for them to begin on.
import fc from 'fast-check';
import { dayNumber } from '../../../src/domain/schedule/calendar-day.js';

export const anyFrequency = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
export const earliestDay = fc.integer({
  min: dayNumber(1990, 1, 1),
  max: dayNumber(2030, 12, 31),
});

export interface RuleParts {
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
export function rules(frequency: string): fc.Arbitrary<RuleParts> {
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

export function mixesWeekdays({ BYDAY = [] }: RuleParts): boolean {
  return BYDAY.some(isNumbered) && !BYDAY.every(isNumbered);
}

export function selectsDays({ BYYEARDAY, BYMONTHDAY }: Partial<RuleParts>): boolean {
  return BYYEARDAY !== undefined || BYMONTHDAY !== undefined;
}

export function textOf(parts: RuleParts): string {
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(';');
}
