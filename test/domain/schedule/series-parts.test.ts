import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SeriesDefinition } from '../../../src/contract/schedule.js';
import type { SeriesDecision } from '../../../src/contract/series.js';
import { dayNumber, dayOfLocal, localDateOf } from '../../../src/domain/schedule/calendar-day.js';
import { byDay, heldAsDecided } from '../../../src/domain/schedule/decisions.js';
import { occurrencesLeft } from '../../../src/domain/schedule/occurrences.js';
import { daysOfRule } from '../../../src/domain/schedule/rule-days.js';
import { parseRule } from '../../../src/domain/schedule/recurrence-rule.js';
import {
  endedBefore,
  lostDates,
  seriesFrom,
  splitSeries,
  withinPart,
  type DecidedPlan,
  type SeriesSplit,
} from '../../../src/domain/schedule/series-parts.js';
import { anyFrequency, earliestDay, rules, textOf } from './random-rules.js';
import { problemOf, series } from './series.js';

const END = '2027-04-01';

function plan(
  overrides: Partial<SeriesDefinition> = {},
  decisions: SeriesDecision[] = [],
): DecidedPlan {
  return {
    title: 'Utsättning',
    venue: '',
    agendaTemplate: [{ title: 'Upprop', minutes: 5 }],
    definition: series(overrides),
    decisions,
  };
}

const at = (on: string, ...begun: string[]) => ({ on, begun: new Set(begun) });

/** When the dates of a series are held, with the days that its rule names. */
function held({ definition, decisions }: DecidedPlan, from = '2026-01-01', to = END) {
  return occurrencesLeft(definition, from, to).map((one) => {
    const { slot, startsAt } = heldAsDecided(one, definition.timeZone, byDay(decisions));
    return `${slot.slice(0, 10)} ${startsAt.slice(0, 16)}`;
  });
}

const days = ({ definition }: DecidedPlan) =>
  occurrencesLeft(definition, '2026-01-01', END).map(({ slot }) => slot.slice(0, 10));

/** What a series has become, its parts one after the other. */
function partsOf(before: DecidedPlan, split: SeriesSplit): DecidedPlan[] {
  if (split.kind === 'unchanged') return [before];
  if (split.kind === 'whole') return [split.series];
  return split.following ? [split.former, split.following] : [split.former];
}

describe('a series from a date on', () => {
  const later = plan({ start: '2026-10-09T18:30' });

  it('becomes two, and the former ends the day before', () => {
    const decided: SeriesDecision[] = [
      { on: '2026-06-26', answer: 'move', movedTo: '2026-10-12T18:00' },
      { on: '2026-10-30', answer: 'cancel', reason: 'Allhelgona' },
    ];
    const before = plan({ excludedStarts: ['2026-10-30T19:00'] }, decided);
    const split = splitSeries(before, at('2026-10-09'), { ...later, decisions: decided });

    expect(split).toEqual({
      kind: 'parts',
      former: plan({ rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;UNTIL=20261008' }, decided.slice(0, 1)),
      following: plan(
        { start: '2026-10-09T18:30', excludedStarts: ['2026-10-30T18:30'] },
        decided.slice(1),
      ),
    });
    expect(lostDates(before, at('2026-10-09'), split, days(before))).toEqual({
      meetings: [],
      decisions: [],
    });
  });

  it('counts on where it is counted, and says the same in other words', () => {
    const before = plan({ rule: 'RRULE:FREQ=WEEKLY;COUNT=20;INTERVAL=3' });
    expect(seriesFrom(before, '2026-10-01')?.definition).toMatchObject({
      start: '2026-10-09T19:00',
      rule: 'RRULE:FREQ=WEEKLY;INTERVAL=3;COUNT=7',
    });
    const same = plan({
      start: '2026-10-09T19:00',
      rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;COUNT=7',
    });
    expect(splitSeries(before, at('2026-10-09'), same)).toEqual({ kind: 'unchanged' });
    expect(seriesFrom(before, '2027-03-06')).toBeNull();
  });

  it('is changed as a whole where nothing lies before', () => {
    const extra = { extraStarts: ['2026-01-09T12:00'] };
    for (const overrides of [{}, { rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;COUNT=4' }]) {
      const split = splitSeries(
        plan(overrides),
        at('2026-01-09'),
        plan({ ...overrides, ...extra }),
      );
      expect(split).toEqual({ kind: 'whole', series: plan({ ...overrides, ...extra }) });
    }
    const cancelled: SeriesDecision = { on: '2026-01-09', answer: 'cancel', reason: 'Snöstorm' };
    const before = plan({ excludedStarts: ['2026-01-09T19:00'] }, [cancelled]);
    const thursdays = plan({ start: '2026-01-15T19:00', rule: 'FREQ=WEEKLY;BYDAY=TH' });
    expect(splitSeries(before, at('2026-01-10'), thursdays)).toEqual({
      kind: 'whole',
      series: {
        ...thursdays,
        definition: { ...thursdays.definition, excludedStarts: ['2026-01-09T19:00'] },
        decisions: [cancelled],
      },
    });
  });

  it('ends, also with its first date, and once', () => {
    const split = splitSeries(plan(), at('2026-01-09'), null);
    expect(partsOf(plan(), split).flatMap(days)).toEqual([]);
    const [former = plan()] = partsOf(plan(), splitSeries(plan(), at('2026-10-09'), null));
    expect(splitSeries(former, at('2026-10-09'), null)).toEqual({ kind: 'unchanged' });
  });

  it('loses what was decided of days that are no dates, and says so', () => {
    const before = plan({ excludedStarts: ['2026-10-30T19:00'] }, [
      { on: '2026-10-09', answer: 'move', movedTo: '2026-10-08T19:00' },
      { on: '2026-10-30', answer: 'cancel', reason: 'Allhelgona' },
      { on: '2026-10-31', answer: 'decline' },
    ]);
    const thursdays = plan({ start: '2026-10-01T19:00', rule: 'FREQ=WEEKLY;BYDAY=TH' });
    const place = at('2026-09-25');
    const split = splitSeries(before, place, { ...thursdays, decisions: before.decisions });
    expect(split).toMatchObject({ following: { decisions: [{ answer: 'decline' }] } });
    const lost = lostDates(before, place, split, ['2026-09-18', '2026-10-09', '2026-11-20']);
    expect(lost.meetings).toEqual(['2026-10-09', '2026-11-20']);
    expect(lost.decisions).toEqual(before.decisions.slice(0, 2));
  });

  it('stays between the parts around it', () => {
    const part = { from: '2026-10-09', until: '2026-11-20' };
    const within = (overrides: Partial<SeriesDefinition>) =>
      withinPart(series({ start: '2026-10-09T19:00', ...overrides }), part);
    expect(within({}).rule).toBe('FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;UNTIL=20261119');
    for (const outside of [
      { start: '2026-09-18T19:00' },
      { extraStarts: ['2026-10-08T19:00'] },
      { extraStarts: ['2026-11-20T08:00'] },
    ])
      expect(problemOf(() => within(outside)).code).toBe('in-another-part');
  });
});

describe('any rule', () => {
  const cases = fc.record({
    parts: fc.constantFrom(...anyFrequency).chain(rules),
    earliest: earliestDay,
    end: fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 30 }).map((count) => `;COUNT=${count}`),
    ),
    after: fc.integer({ min: 0, max: 500 }),
  });

  it('names the same days in two parts as in one', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, ({ parts, earliest, end, after }) => {
        const rule = textOf(parts) + end;
        const [first] = daysOfRule(parseRule(rule), earliest);
        if (first === undefined) return;
        const whole = plan({ rule, start: `${localDateOf(first)}T19:00` });
        const on = localDateOf(first + after);
        const window = [localDateOf(first), localDateOf(first + after + 500)] as const;
        const slots = (definition: SeriesDefinition) =>
          occurrencesLeft(definition, ...window).map(({ slot }) => slot);

        const next = seriesFrom(whole, on);
        const inParts = [
          ...slots(endedBefore(whole.definition, on)),
          ...(next ? slots(next.definition) : []),
        ];
        expect(inParts).toEqual(slots(whole.definition));
        compared += inParts.length;
      }),
      { numRuns: 60, seed: 20261009 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

describe('any split', () => {
  const often = fc.constantFrom(
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
    'FREQ=WEEKLY;BYDAY=FR',
    'FREQ=MONTHLY;BYDAY=2FR',
    'FREQ=DAILY;INTERVAL=5',
    'FREQ=WEEKLY;BYDAY=WE,FR;COUNT=40',
    'FREQ=WEEKLY;UNTIL=20261231',
  );
  const dayIn = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((day) => localDateOf(day));
  const [first, last] = [dayNumber(2026, 1, 9), dayNumber(2027, 3, 20)];
  const answers = fc.constantFrom<Omit<SeriesDecision, 'on'>>(
    { answer: 'hold' },
    { answer: 'thursday' },
    { answer: 'cancel', reason: 'Snöstorm' },
    { answer: 'move', movedTo: '2026-12-01T17:00', durationMinutes: 20 },
  );
  const before = fc
    .record({
      rule: often,
      extras: fc.array(dayIn(first, last), { maxLength: 3 }),
      leftOut: fc.array(fc.nat({ max: 30 }), { maxLength: 2 }),
      said: fc.uniqueArray(fc.tuple(fc.nat({ max: 30 }), answers), {
        selector: ([index]) => index,
        maxLength: 6,
      }),
    })
    .map(({ rule, extras, leftOut, said }) => {
      const dates = days(plan({ rule }));
      const extraStarts = extras.filter((on) => !dates.includes(on)).map((on) => `${on}T12:00`);
      const decisions = said.flatMap(([index, one]) => {
        const on = dates[index];
        return on ? [{ ...one, on }] : [];
      });
      const cancelled = decisions.filter(({ answer }) => answer === 'cancel').map(({ on }) => on);
      const free = leftOut
        .flatMap((index) => dates[index + 1] ?? [])
        .filter((on) => !decisions.some((one) => one.on === on));
      const excludedStarts = [...new Set([...cancelled, ...free])]
        .map((on) => `${on}T19:00`)
        .sort();
      return plan(
        { rule, extraStarts: [...new Set(extraStarts)].sort(), excludedStarts },
        decisions,
      );
    });
  const change = fc.record({
    rule: fc.option(often, { nil: undefined }),
    time: fc.constantFrom('19:00', '18:30'),
    durationMinutes: fc.constantFrom(50, 80),
    keepsDecisions: fc.boolean(),
  });
  const cases = fc.record({
    series: before,
    on: fc.oneof(
      { weight: 1, arbitrary: fc.constant(localDateOf(first)) },
      { weight: 6, arbitrary: dayIn(first + 1, dayNumber(2026, 12, 20)) },
    ),
    change: fc.option(change, { nil: null }),
    begunAfter: fc.array(fc.nat({ max: 30 }), { maxLength: 1 }),
  });
  const settings = { numRuns: 60, seed: 20261010 };

  /** As a coordinator writes it: the series from there on, with something otherwise. */
  function followingOf(
    one: DecidedPlan,
    on: string,
    wanted: typeof change extends fc.Arbitrary<infer Value> ? Value : never,
  ): DecidedPlan | null {
    const next = seriesFrom(one, on);
    if (!next) return null;
    const rule = wanted.rule ?? next.definition.rule;
    const [newFirst = 0] = wanted.rule ? daysOfRule(parseRule(rule), dayOfLocal(on)) : [];
    const startOn = wanted.rule ? localDateOf(newFirst) : next.definition.start.slice(0, 10);
    return {
      ...next,
      definition: {
        ...next.definition,
        rule,
        start: `${startOn}T${wanted.time}`,
        durationMinutes: wanted.durationMinutes,
      },
      decisions: wanted.keepsDecisions ? next.decisions : [],
    };
  }

  it('keeps every day before, and each after as a date, a loss or a meeting already begun', () => {
    const seen = { whole: 0, parts: 0, unchanged: 0, meetings: 0, decisions: 0 };
    fc.assert(
      fc.property(cases, ({ series: one, on, change: wanted, begunAfter }) => {
        const all = days(one);
        const begun = new Set(begunAfter.flatMap((index) => all[index] ?? []));
        const place = { on, begun };
        const following = wanted && followingOf(one, on, wanted);
        const split = splitSeries(one, place, following);
        const parts = partsOf(one, split);
        const lost = lostDates(one, place, split, all);
        seen[split.kind] += 1;
        seen.meetings += lost.meetings.length;
        seen.decisions += lost.decisions.length;

        const heldAfter = parts.flatMap((part) => held(part));
        const isBefore = (line: string) => line.slice(0, 10) < on;
        expect(heldAfter.filter(isBefore)).toEqual(held(one).filter(isBefore));

        const daysAfter = new Set(parts.flatMap(days));
        const isLost = (day: string) => lost.meetings.includes(day);
        const isKept = (day: string) => daysAfter.has(day) || begun.has(day);
        expect(all.filter((day) => isLost(day) === isKept(day))).toEqual([]);

        // What was decided is there, in the part of its day, or is among the losses; and not both.
        const kept = new Set(parts.flatMap(({ decisions }) => decisions));
        const gone = one.decisions.filter((decision) => !kept.has(decision));
        expect(gone).toEqual(lost.decisions);
        if (wanted?.keepsDecisions)
          expect(gone.filter((decision) => daysAfter.has(decision.on))).toEqual([]);
        for (const part of parts)
          for (const { on: day, answer } of part.decisions)
            if (answer === 'cancel') expect(days(part)).not.toContain(day);
      }),
      settings,
    );
    for (const number of Object.values(seen)) expect(number).toBeGreaterThan(0);
  });

  it('with the same from there on changes nothing, and twice is as once', () => {
    fc.assert(
      fc.property(cases, ({ series: one, on, change: wanted }) => {
        const same = seriesFrom(one, on);
        if (!same) return;
        expect(splitSeries(one, at(on), same)).toEqual({ kind: 'unchanged' });

        const following = wanted && followingOf(one, on, wanted);
        const split = splitSeries(one, at(on), following);
        if (split.kind === 'unchanged') return;
        const last = split.kind === 'whole' ? split.series : (split.following ?? split.former);
        expect(splitSeries(last, at(on), following)).toEqual({ kind: 'unchanged' });
      }),
      settings,
    );
  });

  it('is undone by the former rule from the same day on', () => {
    fc.assert(
      fc.property(cases, ({ series: one, on, change: wanted }) => {
        const same = seriesFrom(one, on);
        const following = wanted && followingOf(one, on, wanted);
        const split = same && following ? splitSeries(one, at(on), following) : null;
        if (!same || split?.kind !== 'parts' || !split.following) return;
        const [undone = same] = partsOf(
          split.following,
          splitSeries(split.following, at(on), same),
        );
        expect([...held(split.former), ...held(undone)].sort()).toEqual(held(one).sort());
      }),
      settings,
    );
  });
});
