// The examples of RFC 5545, section 3.8.5.3, in their order and with the dates it lists.
import { describe, expect, it } from '@jest/globals';
import { occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { calendar, problemOf, series } from './series.js';

function newYork(rule: string, start: string, excludedStarts: string[] = []) {
  return series({
    rule,
    start: `${start}T09:00`,
    timeZone: 'America/New_York',
    durationMinutes: 60,
    excludedStarts,
  });
}

/** The dates of an example, all of which are at 9:00 by the clocks of New York. */
function datesIn(definition: ReturnType<typeof newYork>, to: string): string[] {
  return occurrencesBetween(definition, '1990-01-01', to).map(({ localStart }) => {
    const [date = '', time] = localStart.split('T');
    expect(time).toBe('09:00');
    return date;
  });
}

function range(first: number, last: number, step = 1): string {
  const days = [];
  for (let day = first; day <= last; day += step) days.push(day);
  return days.join(' ');
}

const everyJanuary = [1998, 1999, 2000].flatMap((year) => calendar(`${year}-01: ${range(1, 31)}`));
const fiveWeeks = calendar('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2');

interface Example {
  title: string;
  rule: string;
  start: string;
  to: string;
  expected: string[];
}

const examples: Example[] = [
  {
    title: 'daily for 10 occurrences',
    rule: 'FREQ=DAILY;COUNT=10',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: calendar('1997-09: 2 3 4 5 6 7 8 9 10 11'),
  },
  {
    title: 'daily until 24 December 1997',
    rule: 'FREQ=DAILY;UNTIL=19971224T000000Z',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: calendar(
      `1997-09: ${range(2, 30)}`,
      `1997-10: ${range(1, 31)}`,
      `1997-11: ${range(1, 30)}`,
      `1997-12: ${range(1, 23)}`,
    ),
  },
  {
    title: 'every other day, forever',
    rule: 'FREQ=DAILY;INTERVAL=2',
    start: '1997-09-02',
    to: '1997-12-05',
    expected: calendar(
      `1997-09: ${range(2, 30, 2)}`,
      `1997-10: ${range(2, 30, 2)}`,
      `1997-11: ${range(1, 29, 2)}`,
      '1997-12: 1 3',
    ),
  },
  {
    title: 'every 10 days, 5 occurrences',
    rule: 'FREQ=DAILY;INTERVAL=10;COUNT=5',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: calendar('1997-09: 2 12 22', '1997-10: 2 12'),
  },
  {
    title: 'every day in January, for 3 years (yearly)',
    rule: 'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    start: '1998-01-01',
    to: '2100-01-01',
    expected: everyJanuary,
  },
  {
    title: 'every day in January, for 3 years (daily)',
    rule: 'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
    start: '1998-01-01',
    to: '2100-01-01',
    expected: everyJanuary,
  },
  {
    title: 'weekly for 10 occurrences',
    rule: 'FREQ=WEEKLY;COUNT=10',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: calendar('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4'),
  },
  {
    title: 'weekly until 24 December 1997',
    rule: 'FREQ=WEEKLY;UNTIL=19971224T000000Z',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: calendar(
      '1997-09: 2 9 16 23 30',
      '1997-10: 7 14 21 28',
      '1997-11: 4 11 18 25',
      '1997-12: 2 9 16 23',
    ),
  },
  {
    title: 'every other week, forever',
    rule: 'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    start: '1997-09-02',
    to: '1998-02-18',
    expected: calendar(
      '1997-09: 2 16 30',
      '1997-10: 14 28',
      '1997-11: 11 25',
      '1997-12: 9 23',
      '1998-01: 6 20',
      '1998-02: 3 17',
    ),
  },
  {
    title: 'weekly on Tuesday and Thursday for five weeks (until)',
    rule: 'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: fiveWeeks,
  },
  {
    title: 'weekly on Tuesday and Thursday for five weeks (count)',
    rule: 'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: fiveWeeks,
  },
  {
    title: 'every other week on Monday, Wednesday and Friday until 24 December 1997',
    rule: 'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    start: '1997-09-01',
    to: '2100-01-01',
    expected: calendar(
      '1997-09: 1 3 5 15 17 19 29',
      '1997-10: 1 3 13 15 17 27 29 31',
      '1997-11: 10 12 14 24 26 28',
      '1997-12: 8 10 12 22',
    ),
  },
  {
    title: 'every other week on Tuesday and Thursday, for 8 occurrences',
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: calendar('1997-09: 2 4 16 18 30', '1997-10: 2 14 16'),
  },
  {
    title: 'monthly on the first Friday for 10 occurrences',
    rule: 'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    start: '1997-09-05',
    to: '2100-01-01',
    expected: calendar(
      '1997-09: 5',
      '1997-10: 3',
      '1997-11: 7',
      '1997-12: 5',
      '1998-01: 2',
      '1998-02: 6',
      '1998-03: 6',
      '1998-04: 3',
      '1998-05: 1',
      '1998-06: 5',
    ),
  },
  {
    title: 'monthly on the first Friday until 24 December 1997',
    rule: 'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    start: '1997-09-05',
    to: '2100-01-01',
    expected: ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05'],
  },
  {
    title: 'every other month on the first and last Sunday for 10 occurrences',
    rule: 'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    start: '1997-09-07',
    to: '2100-01-01',
    expected: calendar(
      '1997-09: 7 28',
      '1997-11: 2 30',
      '1998-01: 4 25',
      '1998-03: 1 29',
      '1998-05: 3 31',
    ),
  },
  {
    title: 'monthly on the second-to-last Monday for 6 months',
    rule: 'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    start: '1997-09-22',
    to: '2100-01-01',
    expected: ['1997-09-22', '1997-10-20', '1997-11-17', '1997-12-22', '1998-01-19', '1998-02-16'],
  },
  {
    title: 'monthly on the third-to-last day, forever',
    rule: 'FREQ=MONTHLY;BYMONTHDAY=-3',
    start: '1997-09-28',
    to: '1998-03-01',
    expected: ['1997-09-28', '1997-10-29', '1997-11-28', '1997-12-29', '1998-01-29', '1998-02-26'],
  },
  {
    title: 'monthly on the 2nd and 15th for 10 occurrences',
    rule: 'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    start: '1997-09-02',
    to: '2100-01-01',
    expected: calendar(
      '1997-09: 2 15',
      '1997-10: 2 15',
      '1997-11: 2 15',
      '1997-12: 2 15',
      '1998-01: 2 15',
    ),
  },
  {
    title: 'monthly on the first and last day for 10 occurrences',
    rule: 'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    start: '1997-09-30',
    to: '2100-01-01',
    expected: calendar(
      '1997-09: 30',
      '1997-10: 1 31',
      '1997-11: 1 30',
      '1997-12: 1 31',
      '1998-01: 1 31',
      '1998-02: 1',
    ),
  },
  {
    title: 'every 18 months on the 10th to the 15th for 10 occurrences',
    rule: 'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    start: '1997-09-10',
    to: '2100-01-01',
    expected: calendar('1997-09: 10 11 12 13 14 15', '1999-03: 10 11 12 13'),
  },
  {
    title: 'every Tuesday, every other month',
    rule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    start: '1997-09-02',
    to: '1998-04-01',
    expected: calendar(
      '1997-09: 2 9 16 23 30',
      '1997-11: 4 11 18 25',
      '1998-01: 6 13 20 27',
      '1998-03: 3 10 17 24 31',
    ),
  },
  {
    title: 'yearly in June and July for 10 occurrences',
    rule: 'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    start: '1997-06-10',
    to: '2100-01-01',
    expected: [1997, 1998, 1999, 2000, 2001].flatMap((year) =>
      calendar(`${year}-06: 10`, `${year}-07: 10`),
    ),
  },
  {
    title: 'every other year in January, February and March for 10 occurrences',
    rule: 'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    start: '1997-03-10',
    to: '2100-01-01',
    expected: [
      '1997-03-10',
      '1999-01-10',
      '1999-02-10',
      '1999-03-10',
      '2001-01-10',
      '2001-02-10',
      '2001-03-10',
      '2003-01-10',
      '2003-02-10',
      '2003-03-10',
    ],
  },
  {
    title: 'every third year on the 1st, 100th and 200th day for 10 occurrences',
    rule: 'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    start: '1997-01-01',
    to: '2100-01-01',
    expected: [
      '1997-01-01',
      '1997-04-10',
      '1997-07-19',
      '2000-01-01',
      '2000-04-09',
      '2000-07-18',
      '2003-01-01',
      '2003-04-10',
      '2003-07-19',
      '2006-01-01',
    ],
  },
  {
    title: 'every 20th Monday of the year, forever',
    rule: 'FREQ=YEARLY;BYDAY=20MO',
    start: '1997-05-19',
    to: '2000-01-01',
    expected: ['1997-05-19', '1998-05-18', '1999-05-17'],
  },
  {
    title: 'Monday of week number 20, forever',
    rule: 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    start: '1997-05-12',
    to: '2000-01-01',
    expected: ['1997-05-12', '1998-05-11', '1999-05-17'],
  },
  {
    title: 'every Thursday in March, forever',
    rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    start: '1997-03-13',
    to: '2000-01-01',
    expected: calendar('1997-03: 13 20 27', '1998-03: 5 12 19 26', '1999-03: 4 11 18 25'),
  },
  {
    title: 'every Thursday, but only in June, July and August, forever',
    rule: 'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    start: '1997-06-05',
    to: '2000-01-01',
    expected: calendar(
      '1997-06: 5 12 19 26',
      '1997-07: 3 10 17 24 31',
      '1997-08: 7 14 21 28',
      '1998-06: 4 11 18 25',
      '1998-07: 2 9 16 23 30',
      '1998-08: 6 13 20 27',
      '1999-06: 3 10 17 24',
      '1999-07: 1 8 15 22 29',
      '1999-08: 5 12 19 26',
    ),
  },
  {
    title: 'the first Saturday that follows the first Sunday of the month, forever',
    rule: 'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    start: '1997-09-13',
    to: '1998-07-01',
    expected: calendar(
      '1997-09: 13',
      '1997-10: 11',
      '1997-11: 8',
      '1997-12: 13',
      '1998-01: 10',
      '1998-02: 7',
      '1998-03: 7',
      '1998-04: 11',
      '1998-05: 9',
      '1998-06: 13',
    ),
  },
  {
    title: 'every 4 years, the first Tuesday after a Monday in November, forever',
    rule: 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    start: '1996-11-05',
    to: '2005-01-01',
    expected: ['1996-11-05', '2000-11-07', '2004-11-02'],
  },
  {
    title: 'the third Tuesday, Wednesday or Thursday in the month, for 3 months',
    rule: 'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    start: '1997-09-04',
    to: '2100-01-01',
    expected: ['1997-09-04', '1997-10-07', '1997-11-06'],
  },
  {
    title: 'the second-to-last weekday of the month',
    rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    start: '1997-09-29',
    to: '1998-04-01',
    expected: [
      '1997-09-29',
      '1997-10-30',
      '1997-11-27',
      '1997-12-30',
      '1998-01-29',
      '1998-02-26',
      '1998-03-30',
    ],
  },
  {
    title: 'every other week with weeks that begin on Monday',
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    start: '1997-08-05',
    to: '2100-01-01',
    expected: ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
  },
  {
    title: 'every other week with weeks that begin on Sunday',
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    start: '1997-08-05',
    to: '2100-01-01',
    expected: ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
  },
  {
    title: 'an invalid date, 30 February, is ignored',
    rule: 'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    start: '2007-01-15',
    to: '2100-01-01',
    expected: ['2007-01-15', '2007-01-30', '2007-02-15', '2007-03-15', '2007-03-30'],
  },
];

describe('the examples of RFC 5545, section 3.8.5.3', () => {
  it.each(examples)('$title', ({ rule, start, to, expected }) => {
    expect(datesIn(newYork(rule, start), to)).toEqual(expected);
  });

  it('every Friday the 13th, forever, with a start that is no Friday and excluded', () => {
    const rule = 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13';

    expect(datesIn(newYork(rule, '1997-09-02', ['1997-09-02T09:00']), '2001-01-01')).toEqual([
      '1998-02-13',
      '1998-03-13',
      '1998-11-13',
      '1999-08-13',
      '2000-10-13',
    ]);
    expect(problemOf(() => datesIn(newYork(rule, '1997-09-02'), '2001-01-01')).code).toBe(
      'start-not-in-rule',
    );
  });

  it('9:00 in New York is 13:00 UTC in summer and 14:00 in winter', () => {
    const days = occurrencesBetween(
      newYork('FREQ=DAILY', '1997-09-02'),
      '1997-10-25',
      '1997-10-27',
    );

    expect(days.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      ['1997-10-25T13:00:00Z', '1997-10-25T14:00:00Z'],
      ['1997-10-26T14:00:00Z', '1997-10-26T15:00:00Z'],
    ]);
  });

  it.each([
    ['every 3 hours', 'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z', 'frequency-too-fine'],
    ['every 15 minutes', 'FREQ=MINUTELY;INTERVAL=15;COUNT=6', 'frequency-too-fine'],
    ['every hour and a half', 'FREQ=MINUTELY;INTERVAL=90;COUNT=4', 'frequency-too-fine'],
    [
      'every 20 minutes (daily)',
      'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
      'invalid-rule',
    ],
    [
      'every 20 minutes (minutely)',
      'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
      'frequency-too-fine',
    ],
  ])('%s is refused', (_title, rule, code) => {
    expect(problemOf(() => datesIn(newYork(rule, '1997-09-02'), '1998-01-01')).code).toBe(code);
  });
});
