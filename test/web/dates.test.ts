import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  clockTime,
  dayOf,
  daysBetween,
  isoWeekOf,
  localDateOf,
  longDayOf,
  timeOf,
  weekOf,
} from '../../web/src/format/dates.js';

const stockholm = 'Europe/Stockholm';

describe('a moment in words', () => {
  it('is written as Swedes say it', () => {
    expect(dayOf('2026-12-04', 'sv')).toBe('fre 4 dec');
    expect(weekOf('2026-12-04', 'sv')).toBe('v.\u00a049');
    expect(timeOf('2026-12-04T17:00:00.000Z', stockholm, 'sv')).toBe('18.00');
    expect(longDayOf('2026-12-04', 'sv')).toBe('fredag 4 december');
  });

  it('is written as the English say it', () => {
    expect(dayOf('2026-12-04', 'en')).toBe('Fri 4 Dec');
    expect(weekOf('2026-12-04', 'en')).toBe('week\u00a049');
    expect(timeOf('2026-12-04T17:00:00.000Z', stockholm, 'en')).toBe('18:00');
  });

  it('names the year only when it is another', () => {
    expect(dayOf('2027-01-08', 'sv', '2026-12-04')).toBe('fre 8 jan 2027');
    expect(dayOf('2026-12-18', 'sv', '2026-12-04')).toBe('fre 18 dec');
  });

  it('keeps the clock of the place over summer time and midnight', () => {
    expect(timeOf('2026-07-03T16:00:00.000Z', stockholm, 'sv')).toBe('18.00');
    expect(timeOf('2026-07-03T22:05:00.000Z', stockholm, 'sv')).toBe('00.05');
    expect(localDateOf('2026-07-03T22:05:00.000Z', stockholm)).toBe('2026-07-04');
  });

  it('writes a clock time with the language’s own sign', () => {
    expect(clockTime('20:30', 'sv')).toBe('20.30');
    expect(clockTime('20:30', 'en')).toBe('20:30');
  });
});

describe('weeks and days', () => {
  it('lets the first day of 2027 lie in week 53', () => {
    expect(isoWeekOf('2027-01-01')).toBe(53);
    expect(isoWeekOf('2027-01-04')).toBe(1);
  });

  it('counts whole days over a change of summer time', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});
