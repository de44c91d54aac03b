import { describe, expect, it } from '@jest/globals';
import type { SeriesDecision } from '../../../src/contract/series.js';
import { dayOfLocal, localDateOf } from '../../../src/domain/schedule/calendar-day.js';
import {
  byDay,
  fittingDecisions,
  heldAsDecided,
  thursdayOf,
  withoutCancelled,
} from '../../../src/domain/schedule/decisions.js';
import { occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { series } from './series.js';

const cancel = (on: string): SeriesDecision => ({ on, answer: 'cancel' });

describe('the Thursday instead', () => {
  it.each([
    ['2026-04-03', '2026-04-02'],
    ['2026-04-05', '2026-04-02'],
    ['2026-03-30', '2026-04-02'],
    ['2027-01-01', '2026-12-31'],
    ['2026-04-02', null],
  ])('of %s is %s', (on, thursday) => {
    const day = thursdayOf(dayOfLocal(on));
    expect(day === null ? null : localDateOf(day)).toBe(thursday);
  });

  it('has the clock time of the series, and leaves the slot as it is', () => {
    const [friday] = occurrencesBetween(
      series({ rule: 'FREQ=WEEKLY;BYDAY=FR', start: '2026-03-27T19:00' }),
      '2026-04-03',
      '2026-04-04',
    );
    const held = (answer: SeriesDecision['answer']) =>
      heldAsDecided(friday!, 'Europe/Stockholm', byDay([{ on: '2026-04-03', answer }]));
    expect(held('thursday')).toEqual({
      slot: '2026-04-03T19:00',
      startsAt: '2026-04-02T17:00:00.000Z',
      endsAt: '2026-04-02T17:50:00.000Z',
    });
    for (const answer of ['hold', 'hold-with-more-staff'] as const)
      expect(held(answer).startsAt).toBe('2026-04-03T17:00:00Z');
  });

  it('keeps the clock time where the clocks change between the two days', () => {
    const [sunday] = occurrencesBetween(
      series({ rule: 'FREQ=WEEKLY;BYDAY=SU', start: '2026-03-29T19:00' }),
      '2026-03-29',
      '2026-03-30',
    );
    const held = heldAsDecided(
      sunday!,
      'Europe/Stockholm',
      byDay([{ on: '2026-03-29', answer: 'thursday' }]),
    );
    expect(held.startsAt).toBe('2026-03-26T18:00:00.000Z');
  });
});

describe('a day that is cancelled', () => {
  const definition = series({ extraStarts: ['2026-04-03T17:00', '2026-04-30T18:00'] });

  it('is left out, with every meeting on it; without one the definition is as it was', () => {
    expect(withoutCancelled(definition, [cancel('2026-04-03')]).excludedStarts).toEqual([
      '2026-04-03T17:00',
      '2026-04-03T19:00',
    ]);
    expect(withoutCancelled(definition, [{ on: '2026-04-03', answer: 'hold' }])).toBe(definition);
  });

  it('and a day left out are the same; other answers do not fit it, nor it another day', () => {
    const decisions: SeriesDecision[] = [
      cancel('2026-04-03'),
      cancel('2026-05-15'),
      { on: '2026-06-05', answer: 'hold' },
      { on: '2026-10-30', answer: 'thursday' },
    ];
    const leftOut = { ...definition, excludedStarts: ['2026-04-03T19:00', '2026-06-05T19:00'] };
    expect(fittingDecisions(leftOut, decisions)).toEqual([decisions[0], decisions[3]]);
  });
});
