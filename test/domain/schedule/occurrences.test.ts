import { describe, expect, it } from '@jest/globals';
import { MOST_OCCURRENCES, occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { previewSeries } from '../../../src/domain/schedule/preview.js';
import { inSteps } from '../../../src/platform/in-steps.js';
import { localStarts, problemOf, series } from './series.js';

const daily = { rule: 'FREQ=DAILY', start: '2026-03-27T02:30' };

describe('the window', () => {
  const friday = series({ rule: 'FREQ=WEEKLY;BYDAY=FR', start: '2026-01-09T20:30' });
  const slotsIn = (from: string, to: string) =>
    occurrencesBetween(friday, from, to).map(({ slot }) => slot);

  it('has its first edge in it and not its last', () => {
    expect(slotsIn('2026-01-09T20:30', '2026-01-23T20:30')).toEqual([
      '2026-01-09T20:30',
      '2026-01-16T20:30',
    ]);
    expect(slotsIn('2026-01-09T20:31', '2026-01-23T20:31')).toEqual([
      '2026-01-16T20:30',
      '2026-01-23T20:30',
    ]);
    expect(slotsIn('2026-01-09', '2026-01-16')).toEqual(['2026-01-09T20:30']);
    expect(slotsIn('2026-01-10', '2026-01-16')).toEqual([]);
  });

  it('may lie before the series or far after its start', () => {
    expect(slotsIn('2020-01-01', '2026-01-09')).toEqual([]);
    expect(slotsIn('2126-01-01', '2126-01-12')).toEqual(['2126-01-04T20:30', '2126-01-11T20:30']);
  });

  it('is empty after the end of a series', () => {
    const ended = series({ rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=3' });

    expect(occurrencesBetween(ended, '2027-01-01', '2028-01-01')).toEqual([]);
  });

  it('far from the start keeps the rhythm of INTERVAL', () => {
    for (const rule of [
      'FREQ=DAILY;INTERVAL=11',
      'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
      'FREQ=MONTHLY;INTERVAL=5;BYDAY=2FR',
      'FREQ=YEARLY;INTERVAL=3',
    ]) {
      const whole = occurrencesBetween(series({ rule }), '2026-01-09', '2060-01-01');
      const late = occurrencesBetween(series({ rule }), '2050-06-01', '2060-01-01');

      expect(late.length).toBeGreaterThan(2);
      expect(late).toEqual(whole.slice(-late.length));
    }
  });

  it('holds no more than it can', () => {
    const problem = problemOf(() =>
      occurrencesBetween(series({ rule: 'FREQ=DAILY' }), '2026-01-01', '9999-12-31'),
    );
    const most = series({ rule: `FREQ=DAILY;COUNT=${MOST_OCCURRENCES}` });

    expect(problem.code).toBe('too-many-occurrences');
    expect(occurrencesBetween(most, '2026-01-01', '9999-12-31')).toHaveLength(MOST_OCCURRENCES);
  });
});

describe('summer time', () => {
  it('a skipped time is held as much later, and the next day at its time again', () => {
    const days = occurrencesBetween(series(daily), '2026-03-28', '2026-03-31');

    expect(days).toEqual([
      {
        slot: '2026-03-28T02:30',
        startsAt: '2026-03-28T01:30:00Z',
        endsAt: '2026-03-28T02:20:00Z',
        localStart: '2026-03-28T02:30',
        isoYear: 2026,
        isoWeek: 13,
      },
      {
        slot: '2026-03-29T02:30',
        startsAt: '2026-03-29T01:30:00Z',
        endsAt: '2026-03-29T02:20:00Z',
        localStart: '2026-03-29T03:30',
        isoYear: 2026,
        isoWeek: 13,
      },
      {
        slot: '2026-03-30T02:30',
        startsAt: '2026-03-30T00:30:00Z',
        endsAt: '2026-03-30T01:20:00Z',
        localStart: '2026-03-30T02:30',
        isoYear: 2026,
        isoWeek: 14,
      },
    ]);
  });

  it('the start itself may be skipped', () => {
    expect(localStarts({ ...daily, start: '2026-03-29T02:30' }, '2026-03-31')).toEqual([
      '2026-03-29T03:30',
      '2026-03-30T02:30',
    ]);
  });

  it('a time that comes twice is held the first time', () => {
    const [night] = occurrencesBetween(series(daily), '2026-10-25', '2026-10-26');

    expect(night).toMatchObject({
      localStart: '2026-10-25T02:30',
      startsAt: '2026-10-25T00:30:00Z',
    });
  });

  it('a meeting over the change lasts its minutes', () => {
    const [night] = occurrencesBetween(
      series({ ...daily, start: '2026-03-27T01:30', durationMinutes: 60 }),
      '2026-03-29',
      '2026-03-30',
    );

    expect(night).toMatchObject({
      startsAt: '2026-03-29T00:30:00Z',
      endsAt: '2026-03-29T01:30:00Z',
    });
  });

  it('a day that an island left out of its calendar is held once, on the next', () => {
    const apia = series({
      rule: 'FREQ=DAILY',
      start: '2011-12-28T19:00',
      timeZone: 'Pacific/Apia',
    });
    const days = occurrencesBetween(apia, '2011-12-29', '2012-01-02');

    expect(days.map(({ slot, startsAt }) => [slot, startsAt])).toEqual([
      ['2011-12-29T19:00', '2011-12-30T05:00:00Z'],
      ['2011-12-31T19:00', '2011-12-31T05:00:00Z'],
      ['2012-01-01T19:00', '2012-01-01T05:00:00Z'],
    ]);

    const weekly = series({
      rule: 'FREQ=WEEKLY',
      start: '2011-12-23T19:00',
      timeZone: 'Pacific/Apia',
    });
    expect(
      occurrencesBetween(weekly, '2011-12-31', '2012-01-07').map(({ slot, localStart }) => [
        slot,
        localStart,
      ]),
    ).toEqual([
      ['2011-12-30T19:00', '2011-12-31T19:00'],
      ['2012-01-06T19:00', '2012-01-06T19:00'],
    ]);
  });

  it('an evening in the far west is the next day in UTC, and its week is the local one', () => {
    const [sunday] = occurrencesBetween(
      series({ rule: 'FREQ=WEEKLY', start: '2027-01-03T20:30', timeZone: 'Pacific/Honolulu' }),
      '2027-01-01',
      '2027-01-05',
    );

    expect(sunday).toMatchObject({
      startsAt: '2027-01-04T06:30:00Z',
      localStart: '2027-01-03T20:30',
      isoYear: 2026,
      isoWeek: 53,
    });
  });
});

describe('the end of a rule', () => {
  const until = (end: string, start = '2026-01-09T19:00') =>
    localStarts({ rule: `FREQ=DAILY;UNTIL=${end}`, start }, '2030-01-01').at(-1);

  it('a date includes its whole local day', () => {
    expect(until('20260115')).toBe('2026-01-15T19:00');
    expect(until('20260115', '2026-01-09T23:59')).toBe('2026-01-15T23:59');
    expect(until('20260115', '2026-01-09T00:00')).toBe('2026-01-15T00:00');
  });

  it('a local time is compared with the clock on the wall', () => {
    expect(until('20260115T190000')).toBe('2026-01-15T19:00');
    expect(until('20260115T185959')).toBe('2026-01-14T19:00');
  });

  it('a time in UTC is compared by instant, in winter and in summer', () => {
    expect(until('20260115T180000Z')).toBe('2026-01-15T19:00');
    expect(until('20260115T175959Z')).toBe('2026-01-14T19:00');
    expect(until('20260715T170000Z')).toBe('2026-07-15T19:00');
    expect(until('20260715T165959Z')).toBe('2026-07-14T19:00');
  });

  it('COUNT counts what is excluded, and not what is extra', () => {
    expect(
      localStarts(
        {
          rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=4',
          excludedStarts: ['2026-01-16T19:00'],
          extraStarts: ['2026-01-15T19:00'],
        },
        '2030-01-01',
      ),
    ).toEqual(['2026-01-09T19:00', '2026-01-15T19:00', '2026-01-23T19:00', '2026-01-30T19:00']);
  });
});

describe('excluded and extra starts', () => {
  const weekly = { rule: 'FREQ=WEEKLY;BYDAY=FR' };

  it('an extra start joins in order, once, at any time of day', () => {
    expect(
      localStarts(
        {
          ...weekly,
          extraStarts: ['2026-01-22T18:15', '2026-01-16T19:00', '2026-01-22T18:15'],
        },
        '2026-01-24',
      ),
    ).toEqual(['2026-01-09T19:00', '2026-01-16T19:00', '2026-01-22T18:15', '2026-01-23T19:00']);
  });

  it('a start that is both is excluded', () => {
    expect(
      localStarts(
        {
          ...weekly,
          excludedStarts: ['2026-01-15T19:00', '2026-01-16T19:00'],
          extraStarts: ['2026-01-15T19:00', '2026-01-16T19:00'],
        },
        '2026-01-24',
      ),
    ).toEqual(['2026-01-09T19:00', '2026-01-23T19:00']);
  });

  it('an excluded time that is no occurrence changes nothing', () => {
    expect(localStarts({ ...weekly, excludedStarts: ['2026-01-16T18:00'] }, '2026-01-17')).toEqual([
      '2026-01-09T19:00',
      '2026-01-16T19:00',
    ]);
  });

  it.each(['2026-03-29T02:30', '2026-03-29T03:30'])(
    'a skipped time is excluded by its slot or by the time it is held at (%s)',
    (excluded) => {
      expect(localStarts({ ...daily, excludedStarts: [excluded] }, '2026-03-31')).toEqual([
        '2026-03-27T02:30',
        '2026-03-28T02:30',
        '2026-03-30T02:30',
      ]);
    },
  );

  it('the start may be excluded', () => {
    expect(localStarts({ ...weekly, excludedStarts: ['2026-01-09T19:00'] }, '2026-01-24')).toEqual([
      '2026-01-16T19:00',
      '2026-01-23T19:00',
    ]);
  });
});

describe('an unsound series', () => {
  const codeOf = (overrides: Parameters<typeof series>[0]) =>
    problemOf(() => occurrencesBetween(series(overrides), '2026-01-01', '2027-01-01')).code;

  it('has a start that its rule does not name', () => {
    const problem = problemOf(() =>
      occurrencesBetween(series({ start: '2026-01-08T19:00' }), '2026-01-01', '2027-01-01'),
    );

    expect(problem.code).toBe('start-not-in-rule');
    expect(problem.detail).toContain('2026-01-09T19:00');
  });

  it('has nothing left', () => {
    expect(codeOf({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })).toBe('rule-yields-nothing');
    expect(codeOf({ rule: 'FREQ=DAILY;UNTIL=20260108' })).toBe('rule-yields-nothing');
    expect(
      codeOf({
        rule: 'FREQ=DAILY;COUNT=2',
        excludedStarts: ['2026-01-09T19:00', '2026-01-10T19:00'],
      }),
    ).toBe('rule-yields-nothing');
    expect(
      codeOf({
        rule: 'FREQ=DAILY;COUNT=1',
        excludedStarts: ['2026-01-09T19:00', '2026-01-12T19:00'],
        extraStarts: ['2026-01-12T19:00'],
      }),
    ).toBe('rule-yields-nothing');
  });

  it('is sound when an extra start is all that is left', () => {
    expect(
      localStarts(
        {
          rule: 'FREQ=DAILY;COUNT=1',
          excludedStarts: ['2026-01-09T19:00'],
          extraStarts: ['2026-01-12T19:00'],
        },
        '2027-01-01',
      ),
    ).toEqual(['2026-01-12T19:00']);
  });

  it('names a zone that nobody knows', () => {
    expect(codeOf({ timeZone: 'Mars/Olympus' })).toBe('invalid-time-zone');
  });
});

describe('a preview', () => {
  it('is the occurrences without their slots', async () => {
    const preview = previewSeries({ ...series(), from: '2026-12-20', to: '2027-01-05' });
    expect(await inSteps(preview)).toEqual({
      occurrences: [
        {
          startsAt: '2027-01-01T18:00:00Z',
          endsAt: '2027-01-01T18:50:00Z',
          localStart: '2027-01-01T19:00',
          isoYear: 2026,
          isoWeek: 53,
        },
      ],
    });
  });

  it('lets others have their turn many times before thousands of dates are found', () => {
    const daily = series({ rule: 'FREQ=DAILY' });
    const steps = previewSeries({ ...daily, from: '2026-01-01', to: '2036-01-01' });
    let turns = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) turns += 1;

    expect(turns).toBeGreaterThan(30);
    expect(step.value.occurrences).toHaveLength(3_644);
  });
});
