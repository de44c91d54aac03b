import { describe, expect, it } from '@jest/globals';
import type { SeriesDecision } from '../../../src/contract/series.js';
import {
  addExtraMeeting,
  changeDate,
  restoreDate,
  type DecidedDates,
} from '../../../src/domain/schedule/date-changes.js';
import { byDay, heldAsDecided } from '../../../src/domain/schedule/decisions.js';
import { occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { problemOf, series } from './series.js';

const dates = (...decisions: SeriesDecision[]): DecidedDates => ({
  definition: series(),
  decisions,
});
const reason = 'Snöstorm';

/** When the meetings of a span are held, in order. */
function held({ definition, decisions }: DecidedDates, from = '2026-06-01', to = '2026-08-01') {
  return occurrencesBetween(definition, from, to)
    .map((one) => heldAsDecided(one, definition.timeZone, byDay(decisions)))
    .map(({ startsAt, endsAt }) => [
      new Date(startsAt).toISOString().slice(0, 16),
      (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000,
    ])
    .sort();
}

describe('one date of a series', () => {
  it('is moved past its neighbour, and back to where the rule has it', () => {
    const moved = changeDate(dates(), '2026-06-05', {
      answer: 'move',
      movedTo: '2026-07-01T18:30',
    });
    expect(held(moved)).toEqual([
      ['2026-06-26T17:00', 50],
      ['2026-07-01T16:30', 50],
      ['2026-07-17T17:00', 50],
    ]);
    expect(restoreDate(moved, '2026-06-05')).toEqual(dates());
  });

  it('is moved again without forgetting its length', () => {
    const short = changeDate(dates(), '2026-06-05', {
      answer: 'move',
      movedTo: '2026-06-04T19:00',
      durationMinutes: 20,
    });
    const again = changeDate(short, '2026-06-05', { answer: 'move', movedTo: '2026-06-03T19:00' });
    expect(held(again)[0]).toEqual(['2026-06-03T17:00', 20]);
  });

  it('is answered for where it collides, and asked again when that is taken back', () => {
    for (const answer of ['hold', 'hold-with-more-staff', 'thursday'] as const) {
      const answered = changeDate(dates(), '2026-06-05', { answer });
      expect(answered).toEqual(dates({ on: '2026-06-05', answer }));
      expect(restoreDate(answered, '2026-06-05')).toEqual(dates());
    }
    const thursday = changeDate(dates(), '2026-06-05', { answer: 'thursday' });
    expect(held(thursday)[0]).toEqual(['2026-06-04T17:00', 50]);
  });

  it('is cancelled with a reason, and restored to where it was', () => {
    const moved = changeDate(dates(), '2026-06-05', {
      answer: 'move',
      movedTo: '2026-06-04T18:30',
    });
    const cancelled = changeDate(moved, '2026-06-05', { answer: 'cancel', reason });
    expect(cancelled.definition.excludedStarts).toEqual(['2026-06-05T19:00']);
    expect(cancelled.decisions).toMatchObject([{ answer: 'cancel', reason }]);
    expect(held(cancelled)).toHaveLength(2);
    expect(restoreDate(cancelled, '2026-06-05')).toEqual(moved);
    expect(restoreDate(restoreDate(cancelled, '2026-06-05'), '2026-06-05')).toEqual(dates());
  });

  it('on a Thursday instead is there again after it was cancelled and restored', () => {
    const thursday = dates({ on: '2026-06-05', answer: 'thursday' });
    const cancelled = changeDate(thursday, '2026-06-05', { answer: 'cancel', reason });
    expect(held(restoreDate(cancelled, '2026-06-05'))).toEqual(held(thursday));
  });

  it('must be one that the series names and that is not cancelled', () => {
    const move = { answer: 'move', movedTo: '2026-06-04T18:00' } as const;
    expect(problemOf(() => changeDate(dates(), '2026-06-06', move)).code).toBe('not-found');
    const cancelled = changeDate(dates(), '2026-06-05', { answer: 'cancel', reason });
    for (const change of [move, { answer: 'cancel', reason } as const])
      expect(problemOf(() => changeDate(cancelled, '2026-06-05', change)).code).toBe('wrong-state');
  });
});

describe('a date beside the rule', () => {
  it('gets a meeting of its own length, which it keeps when it is moved and restored', () => {
    const extra = addExtraMeeting(dates(), { start: '2026-06-10T20:00', durationMinutes: 20 });
    expect(held(extra)[1]).toEqual(['2026-06-10T18:00', 20]);
    const moved = changeDate(extra, '2026-06-10', { answer: 'move', movedTo: '2026-06-11T20:00' });
    expect(held(moved)[1]).toEqual(['2026-06-11T18:00', 20]);
    expect(restoreDate(moved, '2026-06-10')).toEqual(extra);
    const cancelled = changeDate(moved, '2026-06-10', { answer: 'cancel', reason });
    expect(held(cancelled)).toEqual(held(dates()));
    expect(restoreDate(cancelled, '2026-06-10')).toEqual(moved);
  });

  it('is no date of the series already, even a cancelled one', () => {
    const cancelled = changeDate(dates(), '2026-06-05', { answer: 'cancel', reason });
    for (const before of [dates(), cancelled])
      expect(problemOf(() => addExtraMeeting(before, { start: '2026-06-05T21:00' })).code).toBe(
        'taken',
      );
  });

  it('can be declined, which is remembered until one meets there after all', () => {
    const declined = changeDate(dates(), '2026-10-31', { answer: 'decline' });
    expect(declined).toEqual(dates({ on: '2026-10-31', answer: 'decline' }));
    expect(restoreDate(declined, '2026-10-31')).toEqual(dates());
    expect(addExtraMeeting(declined, { start: '2026-10-31T19:00' })).toEqual({
      definition: series({ extraStarts: ['2026-10-31T19:00'] }),
      decisions: [],
    });
    expect(problemOf(() => changeDate(dates(), '2026-06-05', { answer: 'decline' })).code).toBe(
      'wrong-state',
    );
  });
});
