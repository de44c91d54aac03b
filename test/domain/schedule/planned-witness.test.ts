// Series as people plan them, in time zones with summer time: the preview and the planned meetings say
// what a second, independent engine says, whatever the zone of the computer.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import type { SeriesDefinition } from '../../../src/contract/schedule.js';
import { DAY_MS, localDateOf } from '../../../src/domain/schedule/calendar-day.js';
import { occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { planMeetings } from '../../../src/domain/schedule/plan.js';
import { previewSeries } from '../../../src/domain/schedule/preview.js';
import { earliestDay } from './random-rules.js';

const YEAR_DAYS = 365;
const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const rule = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.subarray(names, { minLength: 1, maxLength: 3 }))
    .map(([every, days]) => `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${days.join(',')}`),
  fc
    .tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(1, 2, 3, 4, -1),
      fc.constantFrom(...names),
    )
    .map(([every, nth, day]) => `FREQ=MONTHLY;INTERVAL=${every};BYDAY=${nth}${day}`),
);

/** Never, after so many, or with one of them: by its day, its clock time, its instant, or just before that. */
const end = fc.oneof(
  fc.constant(null),
  fc.record({ count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    with: fc.integer({ min: 1, max: 30 }),
    by: fc.constantFrom('day', 'clock', 'instant', 'just before'),
  }),
);

const cases = fc.record({
  rule,
  end,
  earliest: earliestDay,
  // Clock times that a night in spring leaves out and one in autumn has twice are among them.
  time: fc.constantFrom('18:00', '19:30', '08:15', '00:00', '02:30', '23:59'),
  timeZone: fc.constantFrom('Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe'),
  leftOut: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
  added: fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 3 }),
});

/**
 * A series that begins on the first day its rule names, with some dates left out and some added; and its rule as
 * the second engine is given it.
 */
function seriesOf({ rule: text, end, earliest, time, timeZone, leftOut, added }: Case) {
  const endless: SeriesDefinition = {
    start: `${firstDay(text, earliest)}T${time}`,
    timeZone,
    durationMinutes: 50,
    rule: text,
    excludedStarts: [],
    extraStarts: [],
  };
  const [from, to] = [endless.start.slice(0, 10), localDateOf(earliest + 2 * YEAR_DAYS)];
  const slots = occurrencesBetween(endless, from, to).map(({ slot }) => slot);
  const ending =
    end && 'with' in end
      ? untilOf(slots[Math.min(end.with, slots.length - 1)]!, timeZone)[end.by]
      : null;
  const count = end && 'count' in end ? `;COUNT=${end.count}` : '';
  const definition: SeriesDefinition = {
    ...endless,
    rule: text + (ending ? `;UNTIL=${ending.written}` : count),
    excludedStarts: leftOut.flatMap((index) => slots[index] ?? []),
    extraStarts: added
      .map((days) => `${localDateOf(earliest + days)}T12:00`)
      .filter((start) => start > endless.start && !slots.includes(start)),
  };
  const question = text + (ending ? `;UNTIL=${utc(ending.at)}` : count);
  return { definition, question, from, to };
}

/** How an end is written, and the last instant that it lets in. */
function untilOf(slot: string, timeZone: string) {
  const day = slot.slice(0, 10);
  const [at = 0] = instantsOf(slot, timeZone);
  const [dayEnds = 0] = instantsOf(`${day}T23:59`, timeZone);
  return {
    day: { written: compact(day), at: dayEnds },
    clock: { written: `${compact(slot)}00`, at },
    instant: { written: utc(at), at },
    'just before': { written: utc(at - 1000), at: at - 1000 },
  };
}

const utc = (at: number) => `${compact(new Date(at).toISOString().slice(0, 19))}Z`;

/** When the second engine says that it is a clock time somewhere. */
const instantsOf = (local: string, timeZone: string) =>
  new RRuleTemporal({
    rruleString: `DTSTART;TZID=${timeZone}:${compact(local)}00\nRRULE:FREQ=DAILY;COUNT=1`,
  })
    .all()
    .map(({ epochMilliseconds }) => epochMilliseconds);

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function firstDay(text: string, earliest: number): string {
  const start = compact(`${localDateOf(earliest)}T12:00`);
  const witness = new RRuleTemporal({
    rruleString: `DTSTART:${start}00Z\nRRULE:${text};COUNT=1`,
  });
  return witness.all()[0]?.toString().slice(0, 10) ?? '';
}

const compact = (local: string) => local.replace(/[-:]/g, '');

function witnessed(
  { start, timeZone, excludedStarts, extraStarts }: SeriesDefinition,
  question: string,
) {
  const witness = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${timeZone}:${compact(start)}00\nRRULE:${question}`,
  });
  const gone = new Set(excludedStarts.flatMap((local) => instantsOf(local, timeZone)));
  return (first: Date, last: Date) =>
    [
      ...witness.between(first, last, true).map(({ epochMilliseconds }) => epochMilliseconds),
      ...extraStarts.flatMap((local) => instantsOf(local, timeZone)),
    ]
      .filter((at) => !gone.has(at) && at >= first.getTime() && at < last.getTime())
      .sort((one, other) => one - other);
}

describe('a second engine', () => {
  it('sees the same previews and the same planned meetings', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const { definition, question, from, to } = seriesOf(one);
        const ask = witnessed(definition, question);
        const steps = previewSeries({ ...definition, from, to });
        let step = steps.next();
        while (!step.done) step = steps.next();
        const starts = step.value.occurrences.map(({ startsAt }) => Date.parse(startsAt));
        // Wherever the zone is, these lie within what was asked for.
        const [first, last] = [Date.parse(from) - 2 * DAY_MS, Date.parse(to) - 2 * DAY_MS];
        expect(starts.filter((at) => at < last)).toEqual(ask(new Date(first), new Date(last)));

        const now = new Date(first);
        const inAYear = new Date(now);
        inAYear.setUTCFullYear(now.getUTCFullYear() + 1);
        const planned = planMeetings(definition, [], now).create;
        expect(planned.map(({ startsAt }) => Date.parse(startsAt))).toEqual(ask(now, inAYear));
        compared += starts.length + planned.length;
      }),
      { numRuns: 200, seed: 20260109 },
    );
    expect(compared).toBeGreaterThan(3_000);
  });
});
