import { describe, expect, it } from '@jest/globals';
import { parseRule } from '../../../src/domain/schedule/recurrence-rule.js';
import { problemOf } from './series.js';

describe('reading a rule', () => {
  it('reads every part', () => {
    expect(
      parseRule(
        'FREQ=YEARLY;INTERVAL=2;COUNT=5;WKST=SU;BYMONTH=1,12;BYYEARDAY=1,-1;BYMONTHDAY=+1,-31;BYDAY=MO,+1TU,-53SU;BYSETPOS=1,-1',
      ),
    ).toEqual({
      frequency: 'YEARLY',
      interval: 2,
      count: 5,
      until: undefined,
      weekStart: 6,
      months: [1, 12],
      weekNumbers: undefined,
      yearDays: [1, -1],
      monthDays: [1, -31],
      weekdays: [
        { ordinal: 0, weekday: 0 },
        { ordinal: 1, weekday: 1 },
        { ordinal: -53, weekday: 6 },
      ],
      setPositions: [1, -1],
    });
  });

  it('takes either case and a leading RRULE:', () => {
    const rule = parseRule('FREQ=WEEKLY;BYDAY=FR');

    expect(parseRule('freq=weekly;byday=fr')).toEqual(rule);
    expect(parseRule('RRULE:FREQ=WEEKLY;BYDAY=FR')).toEqual(rule);
    expect(parseRule('rrule:BYDAY=FR;FREQ=WEEKLY')).toEqual(rule);
  });

  it.each([
    ['20261231', { kind: 'local', at: Date.UTC(2027, 0, 1) - 1 }],
    ['20261231T190000', { kind: 'local', at: Date.UTC(2026, 11, 31, 19) }],
    ['20261231T180000Z', { kind: 'instant', at: Date.UTC(2026, 11, 31, 18) }],
    ['99991231T235959Z', { kind: 'instant', at: Date.UTC(9999, 11, 31, 23, 59, 59) }],
  ])('reads UNTIL=%s', (until, expected) => {
    expect(parseRule(`FREQ=DAILY;UNTIL=${until}`).until).toEqual(expected);
  });
});

describe('refusing a rule', () => {
  it.each([
    ['', 'ASCII'],
    [' FREQ=DAILY', 'without spaces'],
    ['FREQ=DAILY\r\nCOUNT=1', 'without spaces'],
    ['FREQ=DAıLY', 'ASCII'],
    ['FREQ=DAILY;', 'NAME=VALUE'],
    ['FREQ=DAILY;;COUNT=2', 'NAME=VALUE'],
    ['FREQ', 'NAME=VALUE'],
    ['FREQ=', 'NAME=VALUE'],
    ['FREQ=DAILY=WEEKLY', 'NAME=VALUE'],
    ['RRULE:RRULE:FREQ=DAILY', 'FREQ is missing'],
    ['INTERVAL=2', 'FREQ is missing'],
    ['FREQ=FORTNIGHTLY', 'FREQ must be one of'],
    ['FREQ=DAILY;freq=DAILY', 'more than once'],
    ['FREQ=DAILY;BYEASTER=0', 'BYEASTER is not a part'],
    ['FREQ=DAILY;DTSTART=20260109T190000', 'DTSTART is not a part'],
    ['FREQ=DAILY;RSCALE=GREGORIAN', 'RSCALE is not a part'],
    ['FREQ=DAILY;__PROTO__=1', '__PROTO__ is not a part'],
    ['FREQ=DAILY;BYHOUR=9', 'BYHOUR is not allowed'],
    ['FREQ=DAILY;BYMINUTE=9', 'BYMINUTE is not allowed'],
    ['FREQ=DAILY;BYSECOND=9', 'BYSECOND is not allowed'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL must be a whole number'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL must be a whole number'],
    ['FREQ=DAILY;INTERVAL=1.5', 'INTERVAL must be a whole number'],
    ['FREQ=DAILY;INTERVAL=100001', 'INTERVAL must be a whole number'],
    ['FREQ=DAILY;INTERVAL=99999999999999999999', 'INTERVAL must be a whole number'],
    ['FREQ=DAILY;COUNT=0', 'COUNT must be a whole number'],
    ['FREQ=DAILY;COUNT=1E3', 'COUNT must be a whole number'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'COUNT and UNTIL'],
    ['FREQ=DAILY;UNTIL=20260230', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=20270229T190000Z', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=20261301', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=2026-12-31', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=20261231Z', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=20261231T1900', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=20261231T250000', 'time of day'],
    ['FREQ=DAILY;UNTIL=20261231T236000Z', 'time of day'],
    ['FREQ=DAILY;WKST=XX', 'WKST must be one of'],
    ['FREQ=DAILY;WKST=MO,SU', 'WKST must be one of'],
    ['FREQ=DAILY;BYMONTH=13', 'BYMONTH takes'],
    ['FREQ=DAILY;BYMONTH=0', 'BYMONTH takes'],
    ['FREQ=DAILY;BYMONTH=-1', 'BYMONTH takes'],
    ['FREQ=DAILY;BYMONTH=1,,2', 'BYMONTH takes'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY takes'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY takes'],
    ['FREQ=MONTHLY;BYMONTHDAY=-32', 'BYMONTHDAY takes'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY takes'],
    ['FREQ=YEARLY;BYWEEKNO=54', 'BYWEEKNO takes'],
    ['FREQ=YEARLY;BYWEEKNO=-54', 'BYWEEKNO takes'],
    ['FREQ=YEARLY;BYDAY=MO;BYSETPOS=0', 'BYSETPOS takes'],
    ['FREQ=YEARLY;BYDAY=MO;BYSETPOS=367', 'BYSETPOS takes'],
    ['FREQ=WEEKLY;BYDAY=FREDAG', 'BYDAY takes'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY takes'],
    ['FREQ=MONTHLY;BYDAY=0FR', 'number before a weekday'],
    ['FREQ=YEARLY;BYDAY=54FR', 'number before a weekday'],
    ['FREQ=WEEKLY;BYDAY=3FR', 'cannot go with FREQ=WEEKLY'],
    ['FREQ=DAILY;BYDAY=1MO', 'cannot go with FREQ=DAILY'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'cannot go with BYWEEKNO'],
    ['FREQ=DAILY;BYWEEKNO=20', 'BYWEEKNO goes with'],
    ['FREQ=WEEKLY;BYWEEKNO=20', 'BYWEEKNO goes with'],
    ['FREQ=MONTHLY;BYWEEKNO=20', 'BYWEEKNO goes with'],
    ['FREQ=WEEKLY;BYMONTHDAY=13', 'BYMONTHDAY cannot'],
    ['FREQ=DAILY;BYYEARDAY=1', 'BYYEARDAY cannot'],
    ['FREQ=WEEKLY;BYYEARDAY=1', 'BYYEARDAY cannot'],
    ['FREQ=MONTHLY;BYYEARDAY=1', 'BYYEARDAY cannot'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS picks'],
  ])('%s', (text, words) => {
    const problem = problemOf(() => parseRule(text));

    expect(problem.code).toBe('invalid-rule');
    expect(problem.detail).toContain(words);
  });

  it.each(['HOURLY', 'MINUTELY', 'SECONDLY', 'hourly'])('FREQ=%s is too fine', (frequency) => {
    expect(problemOf(() => parseRule(`FREQ=${frequency};BYHOUR=9`)).code).toBe(
      'frequency-too-fine',
    );
  });
});
