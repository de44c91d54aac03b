import { describe, expect, it } from '@jest/globals';
import { readDate, readTime } from '../../web/src/format/typed.js';

const today = '2026-11-24';

describe('a typed date', () => {
  it.each([
    ['2026-12-04', '2026-12-04'],
    ['20261204', '2026-12-04'],
    ['261204', '2026-12-04'],
    ['281231', '2028-12-31'],
    [' 2026-12-4 ', '2026-12-04'],
    ['4/12 2026', '2026-12-04'],
    ['4.12.2026', '2026-12-04'],
    ['4/12', '2026-12-04'],
    ['4 dec', '2026-12-04'],
    ['4 December', '2026-12-04'],
    ['1 maj', '2027-05-01'],
    ['1 May', '2027-05-01'],
    ['24/11', '2026-11-24'],
    ['23/11', '2027-11-23'],
  ])('%s is %s', (typed, expected) => {
    expect(readDate(typed, today)).toBe(expected);
  });

  it.each(['', '2026', '2026-02-30', '202612', '12/31', '4 foo', 'fredag', '4/12 26'])(
    '%j is none',
    (typed) => {
      expect(readDate(typed, today)).toBeNull();
    },
  );
});

describe('a typed time', () => {
  it.each([
    ['18.00', '18:00'],
    ['18:00', '18:00'],
    ['1800', '18:00'],
    ['18', '18:00'],
    ['9.30', '09:30'],
    [' 0:05 ', '00:05'],
  ])('%s is %s', (typed, expected) => {
    expect(readTime(typed)).toBe(expected);
  });

  it.each(['', '24.00', '18.60', 'sex', '18.0', '-1'])('%j is none', (typed) => {
    expect(readTime(typed)).toBeNull();
  });
});
