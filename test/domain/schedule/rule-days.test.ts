// Odd but legal rules, each with dates looked up in a calendar.
import { describe, expect, it } from '@jest/globals';
import { calendar, dates, problemOf } from './series.js';

describe('months', () => {
  it('the 31st passes over the short months', () => {
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-31', '2027-01-01')).toEqual(
      calendar(
        '2026-01: 31',
        '2026-03: 31',
        '2026-05: 31',
        '2026-07: 31',
        '2026-08: 31',
        '2026-10: 31',
        '2026-12: 31',
      ),
    );
    expect(dates('FREQ=MONTHLY', '2026-01-31', '2026-06-01')).toEqual([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
    ]);
  });

  it('the last day, with leap years', () => {
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=-1', '2028-01-31', '2028-05-01')).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=-31', '2026-01-01', '2026-06-01')).toEqual([
      '2026-01-01',
      '2026-03-01',
      '2026-05-01',
    ]);
  });

  it('the last Friday; the fifth Friday, where there is one', () => {
    expect(dates('FREQ=MONTHLY;BYDAY=-1FR', '2026-01-30', '2026-06-01')).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-27',
      '2026-04-24',
      '2026-05-29',
    ]);
    expect(dates('FREQ=MONTHLY;BYDAY=5FR', '2026-01-30', '2026-12-01')).toEqual([
      '2026-01-30',
      '2026-05-29',
      '2026-07-31',
      '2026-10-30',
    ]);
  });

  it('numbered and plain weekdays side by side are both meant', () => {
    expect(dates('FREQ=MONTHLY;BYDAY=MO,1FR', '2026-01-02', '2026-02-10')).toEqual(
      calendar('2026-01: 2 5 12 19 26', '2026-02: 2 6 9'),
    );
  });

  it('a month with BYMONTHDAY and BYDAY wants both to be true, numbered days too', () => {
    expect(dates('FREQ=MONTHLY;BYDAY=2FR;BYMONTHDAY=13', '2026-02-13', '2027-01-01')).toEqual([
      '2026-02-13',
      '2026-03-13',
      '2026-11-13',
    ]);
  });

  it('BYMONTH limits', () => {
    expect(dates('FREQ=MONTHLY;BYMONTH=2,11;BYDAY=1MO', '2026-02-02', '2028-01-01')).toEqual([
      '2026-02-02',
      '2026-11-02',
      '2027-02-01',
      '2027-11-01',
    ]);
    expect(dates('FREQ=WEEKLY;BYMONTH=6;BYDAY=FR', '2026-06-05', '2027-06-10')).toEqual(
      calendar('2026-06: 5 12 19 26', '2027-06: 4'),
    );
    expect(
      dates('FREQ=DAILY;BYMONTH=12;BYMONTHDAY=-1,24;BYDAY=TH', '2026-12-24', '2030-01-01'),
    ).toEqual(['2026-12-24', '2026-12-31']);
  });

  it('BYSETPOS: last weekday of the month, first and last of several', () => {
    expect(
      dates('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-01-30', '2026-06-01'),
    ).toEqual(['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30', '2026-05-29']);
    // The same day named twice counts once.
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=9;BYSETPOS=1,-1', '2026-01-09', '2026-03-01')).toEqual([
      '2026-01-09',
      '2026-02-09',
    ]);
  });
});

describe('weeks', () => {
  it('the week start decides which week a Sunday belongs to', () => {
    expect(dates('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU;WKST=MO', '2026-01-09', '2026-02-10')).toEqual(
      ['2026-01-09', '2026-01-11', '2026-01-23', '2026-01-25', '2026-02-06', '2026-02-08'],
    );
    expect(dates('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU;WKST=SU', '2026-01-09', '2026-02-10')).toEqual(
      ['2026-01-09', '2026-01-18', '2026-01-23', '2026-02-01', '2026-02-06'],
    );
  });

  it('BYSETPOS counts from the start of the week, also in the week of the start', () => {
    expect(dates('FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2', '2026-01-07', '2026-01-29')).toEqual([
      '2026-01-07',
      '2026-01-14',
      '2026-01-21',
      '2026-01-28',
    ]);
    expect(dates('FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1', '2026-01-09', '2026-01-29')).toEqual([
      '2026-01-09',
      '2026-01-16',
      '2026-01-23',
    ]);
    expect(
      problemOf(() => dates('FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1', '2026-01-07', '2026-02-01')).code,
    ).toBe('start-not-in-rule');
  });
});

describe('years', () => {
  it('29 February, over 2100, which is no leap year', () => {
    expect(dates('FREQ=YEARLY', '2088-02-29', '2110-01-01')).toEqual([
      '2088-02-29',
      '2092-02-29',
      '2096-02-29',
      '2104-02-29',
      '2108-02-29',
    ]);
    expect(dates('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '1996-02-29', '2005-01-01')).toEqual([
      '1996-02-29',
      '2000-02-29',
      '2004-02-29',
    ]);
    expect(dates('FREQ=YEARLY;INTERVAL=100', '2000-02-29', '2401-01-01')).toEqual([
      '2000-02-29',
      '2400-02-29',
    ]);
  });

  it('the nth weekday of the year, from either end', () => {
    expect(dates('FREQ=YEARLY;BYDAY=1FR,-1FR', '2026-01-02', '2028-01-01')).toEqual([
      '2026-01-02',
      '2026-12-25',
      '2027-01-01',
      '2027-12-31',
    ]);
    // Only a year that begins on a Friday, or a leap year on a Thursday, has 53.
    expect(dates('FREQ=YEARLY;BYDAY=53FR', '2027-12-31', '2045-01-01')).toEqual([
      '2027-12-31',
      '2032-12-31',
      '2038-12-31',
      '2044-12-30',
    ]);
  });

  it('the nth weekday of named months', () => {
    expect(dates('FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU', '2026-03-29', '2028-01-01')).toEqual([
      '2026-03-29',
      '2026-10-25',
      '2027-03-28',
      '2027-10-31',
    ]);
  });

  it('days of the year from either end, and the 366th', () => {
    expect(dates('FREQ=YEARLY;BYYEARDAY=1,60,-1', '2027-01-01', '2029-01-01')).toEqual([
      '2027-01-01',
      '2027-03-01',
      '2027-12-31',
      '2028-01-01',
      '2028-02-29',
      '2028-12-31',
    ]);
    expect(dates('FREQ=YEARLY;BYYEARDAY=366', '2028-12-31', '2040-01-01')).toEqual([
      '2028-12-31',
      '2032-12-31',
      '2036-12-31',
    ]);
  });

  it('weekdays limit days of the month and of the year', () => {
    expect(dates('FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR', '2026-02-13', '2027-09-01')).toEqual([
      '2026-02-13',
      '2026-03-13',
      '2026-11-13',
      '2027-08-13',
    ]);
    expect(dates('FREQ=YEARLY;BYYEARDAY=1;BYDAY=FR', '2027-01-01', '2040-01-01')).toEqual([
      '2027-01-01',
      '2038-01-01',
    ]);
  });

  it('BYSETPOS picks within the whole year', () => {
    expect(
      dates('FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1', '2026-01-01', '2028-01-01'),
    ).toEqual(['2026-01-01', '2026-12-31', '2027-01-01', '2027-12-31']);
  });
});

describe('weeks of the year', () => {
  it('a week without a day takes the weekday of the start', () => {
    expect(dates('FREQ=YEARLY;BYWEEKNO=20', '2026-05-15', '2029-01-01')).toEqual([
      '2026-05-15',
      '2027-05-21',
      '2028-05-19',
    ]);
  });

  it('week 53 exists in some years only, and may reach into January', () => {
    expect(dates('FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR', '2027-01-01', '2050-01-01')).toEqual([
      '2027-01-01',
      '2032-12-31',
      '2038-01-01',
      '2044-01-01',
      '2049-01-01',
    ]);
  });

  it('week 1 may begin in December, also every other year and with BYSETPOS', () => {
    expect(dates('FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', '2024-01-01', '2030-12-01')).toEqual([
      '2024-01-01',
      '2024-12-30',
      '2025-12-29',
      '2027-01-04',
      '2028-01-03',
      '2029-01-01',
      '2029-12-31',
    ]);
    expect(dates('FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO', '2024-01-01', '2030-12-01')).toEqual(
      ['2024-01-01', '2025-12-29', '2028-01-03', '2029-12-31'],
    );
    expect(
      dates('FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,FR;BYSETPOS=1', '2024-12-30', '2028-01-01'),
    ).toEqual(['2024-12-30', '2025-12-29', '2027-01-04']);
  });

  it('weeks from the end, weeks that begin on Sunday, weeks within months', () => {
    expect(dates('FREQ=YEARLY;BYWEEKNO=-1;BYDAY=FR', '2027-01-01', '2029-01-01')).toEqual([
      '2027-01-01',
      '2027-12-31',
      '2028-12-29',
    ]);
    expect(dates('FREQ=YEARLY;BYWEEKNO=1;BYDAY=SU;WKST=SU', '2026-01-04', '2029-02-01')).toEqual([
      '2026-01-04',
      '2027-01-03',
      '2028-01-02',
      '2028-12-31',
    ]);
    expect(dates('FREQ=YEARLY;BYMONTH=1;BYWEEKNO=1;BYDAY=MO', '2024-01-01', '2030-01-01')).toEqual([
      '2024-01-01',
      '2027-01-04',
      '2028-01-03',
      '2029-01-01',
    ]);
  });
});

describe('rules that name no day', () => {
  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;INTERVAL=7',
    'FREQ=MONTHLY;BYDAY=6FR',
    'FREQ=YEARLY;BYMONTH=4;BYDAY=-6FR',
    'FREQ=WEEKLY;BYDAY=FR;BYSETPOS=2',
    'FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1',
    'FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=MONTHLY;INTERVAL=12;BYMONTH=2',
  ])('%s is told so', (rule) => {
    expect(problemOf(() => dates(rule, '2027-01-08', '9999-12-31')).code).toBe(
      'rule-yields-nothing',
    );
  });
});
