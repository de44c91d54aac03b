// "Var tredje fredagskväll": the rhythm the product is built around, over ten years.
import { describe, expect, it } from '@jest/globals';
import { occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { series } from './series.js';

const everyThirdFriday = {
  2026: '01-09 01-30 02-20 03-13 04-03 04-24 05-15 06-05 06-26 07-17 08-07 08-28 09-18 10-09 10-30 11-20 12-11',
  2027: '01-01 01-22 02-12 03-05 03-26 04-16 05-07 05-28 06-18 07-09 07-30 08-20 09-10 10-01 10-22 11-12 12-03 12-24',
  2028: '01-14 02-04 02-25 03-17 04-07 04-28 05-19 06-09 06-30 07-21 08-11 09-01 09-22 10-13 11-03 11-24 12-15',
  2029: '01-05 01-26 02-16 03-09 03-30 04-20 05-11 06-01 06-22 07-13 08-03 08-24 09-14 10-05 10-26 11-16 12-07 12-28',
  2030: '01-18 02-08 03-01 03-22 04-12 05-03 05-24 06-14 07-05 07-26 08-16 09-06 09-27 10-18 11-08 11-29 12-20',
  2031: '01-10 01-31 02-21 03-14 04-04 04-25 05-16 06-06 06-27 07-18 08-08 08-29 09-19 10-10 10-31 11-21 12-12',
  2032: '01-02 01-23 02-13 03-05 03-26 04-16 05-07 05-28 06-18 07-09 07-30 08-20 09-10 10-01 10-22 11-12 12-03 12-24',
  2033: '01-14 02-04 02-25 03-18 04-08 04-29 05-20 06-10 07-01 07-22 08-12 09-02 09-23 10-14 11-04 11-25 12-16',
  2034: '01-06 01-27 02-17 03-10 03-31 04-21 05-12 06-02 06-23 07-14 08-04 08-25 09-15 10-06 10-27 11-17 12-08 12-29',
  2035: '01-19 02-09 03-02 03-23 04-13 05-04 05-25 06-15 07-06 07-27 08-17 09-07 09-28 10-19 11-09 11-30 12-21',
};

describe('every third Friday evening from 9 January 2026', () => {
  const occurrences = occurrencesBetween(series(), '2026-01-01', '2036-01-09');

  it('falls on these dates, at 19:00 by the clocks of Stockholm', () => {
    const expected = Object.entries(everyThirdFriday).flatMap(([year, days]) =>
      days.split(' ').map((day) => `${year}-${day}T19:00`),
    );

    expect(occurrences.map(({ localStart }) => localStart)).toEqual(expected);
    expect(occurrences.map(({ slot }) => slot)).toEqual(expected);
    expect(expected).toHaveLength(174);
  });

  it('is 18:00 UTC in winter and 17:00 in summer, and lasts 50 minutes', () => {
    const hours = new Map(occurrences.map(({ localStart, startsAt }) => [localStart, startsAt]));

    expect(hours.get('2026-03-13T19:00')).toBe('2026-03-13T18:00:00Z');
    expect(hours.get('2026-04-03T19:00')).toBe('2026-04-03T17:00:00Z');
    expect(hours.get('2026-10-09T19:00')).toBe('2026-10-09T17:00:00Z');
    expect(hours.get('2026-10-30T19:00')).toBe('2026-10-30T18:00:00Z');
    for (const { startsAt, endsAt } of occurrences) {
      expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(50 * 60_000);
    }
  });

  it('is not the third Friday of the month', () => {
    const monthly = occurrencesBetween(
      series({ rule: 'FREQ=MONTHLY;BYDAY=3FR', start: '2026-01-16T19:00' }),
      '2026-01-01',
      '2026-05-01',
    );

    expect(monthly.map(({ localStart }) => localStart.slice(0, 10))).toEqual([
      '2026-01-16',
      '2026-02-20',
      '2026-03-20',
      '2026-04-17',
    ]);
  });
});
