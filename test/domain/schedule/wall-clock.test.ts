// Expected instants were taken from another time zone library (Python's zoneinfo).
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  floatingAt,
  floatingOf,
  instantOf,
  localDateTimeOf,
} from '../../../src/domain/schedule/wall-clock.js';
import { problemOf } from './series.js';

function instant(local: string, timeZone: string): string {
  return new Date(instantOf(floatingOf(local), timeZone)).toISOString();
}

describe('the instant of a wall-clock time', () => {
  it.each([
    ['Europe/Stockholm', '2026-01-09T19:00', '2026-01-09T18:00:00.000Z'],
    ['Europe/Stockholm', '2026-07-10T19:00', '2026-07-10T17:00:00.000Z'],
    ['europe/stockholm', '2026-07-10T19:00', '2026-07-10T17:00:00.000Z'],
    ['UTC', '2026-01-09T19:00', '2026-01-09T19:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-09T19:00', '2026-01-09T05:00:00.000Z'],
    ['Etc/GMT+12', '2026-01-09T19:00', '2026-01-10T07:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-09T19:00', '2026-01-09T13:15:00.000Z'],
    ['Asia/Kathmandu', '1985-12-31T23:00', '1985-12-31T17:30:00.000Z'],
    ['Africa/Monrovia', '1971-06-01T12:00', '1971-06-01T12:44:30.000Z'],
    ['Europe/Dublin', '1915-01-01T12:00', '1915-01-01T12:25:21.000Z'],
  ])('%s %s', (timeZone, local, expected) => {
    expect(instant(local, timeZone)).toBe(expected);
  });

  it.each([
    ['Europe/Stockholm', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
    ['America/Sitka', '1867-10-18T12:00', '1867-10-17T21:01:13.000Z'],
  ])('%s %s comes twice: the first is meant', (timeZone, local, expected) => {
    expect(instant(local, timeZone)).toBe(expected);
  });

  it.each([
    ['Europe/Stockholm', '2026-03-29T02:30', '2026-03-29T03:30'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T03:30'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-04T02:45'],
    ['America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T01:00'],
    ['Asia/Kathmandu', '1986-01-01T00:10', '1986-01-01T00:25'],
    ['Pacific/Apia', '2011-12-30T19:00', '2011-12-31T19:00'],
    ['Pacific/Kwajalein', '1993-08-21T12:00', '1993-08-22T12:00'],
  ])('%s %s never comes: it becomes %s', (timeZone, local, moved) => {
    const shown = floatingAt(instantOf(floatingOf(local), timeZone), timeZone);

    expect(localDateTimeOf(shown)).toBe(moved);
  });

  it('shows the same clock time again, or a later one of the same minute past the gap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.integer({ min: Date.UTC(1970, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 }),
        (timeZone, minutes) => {
          const local = minutes * 60_000;
          const shown = floatingAt(instantOf(local, timeZone), timeZone);

          expect(shown).toBeGreaterThanOrEqual(local);
          expect(shown - local).toBeLessThanOrEqual(86_400_000);
          if (shown === local) {
            // No earlier instant shows that time.
            for (const earlier of [30, 60, 120, 1440]) {
              const before = instantOf(local, timeZone) - earlier * 60_000;
              expect(floatingAt(before, timeZone)).not.toBe(local);
            }
          }
        },
      ),
      { numRuns: 300, seed: 20260109 },
    );
  });

  it('refuses a zone that nobody knows', () => {
    expect(problemOf(() => instantOf(0, 'Europe/Nynashamn')).code).toBe('invalid-time-zone');
  });
});
