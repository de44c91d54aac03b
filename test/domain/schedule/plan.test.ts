import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meetingStatuses } from '../../../src/contract/vocabulary.js';
import { DAY_MS, dayNumber } from '../../../src/domain/schedule/calendar-day.js';
import { occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { planMeetings, type Plan, type SeriesMeeting } from '../../../src/domain/schedule/plan.js';
import { floatingOf, instantOf } from '../../../src/domain/schedule/wall-clock.js';
import { series } from './series.js';

const now = new Date('2026-06-01T10:00:00Z');

const startOf = (slot: string) => new Date(instantOf(floatingOf(slot), 'Europe/Stockholm'));

function planned(slot: string, overrides: Partial<SeriesMeeting> = {}): SeriesMeeting {
  const untouched = { status: 'planned', isDropped: false, isUsed: false } as const;
  return { slot, startsAt: startOf(slot), ...untouched, ...overrides };
}

/** The meetings after a plan was carried out. */
function carryOut(meetings: readonly SeriesMeeting[], plan: Plan): SeriesMeeting[] {
  return [
    ...meetings.map((meeting) => {
      const isKept = plan.keep.some(({ slot }) => slot === meeting.slot);
      const isDropped = (meeting.isDropped && !isKept) || plan.drop.includes(meeting.slot);
      return { ...meeting, isDropped };
    }),
    ...plan.create.map(({ slot }) => planned(slot)),
  ];
}

describe('planning the meetings of a series', () => {
  it('creates what a year from now holds, and nothing that is past', () => {
    const { create, drop } = planMeetings(series(), [], now);

    expect(create).toHaveLength(18);
    expect(create[0]).toMatchObject({
      slot: '2026-06-05T19:00',
      startsAt: '2026-06-05T17:00:00Z',
      isoWeek: 23,
    });
    expect(create.at(-1)?.slot).toBe('2027-05-28T19:00');
    expect(drop).toEqual([]);
  });

  it('begins with this very instant', () => {
    const first = (instant: string) =>
      planMeetings(series(), [], new Date(instant)).create[0]?.slot;

    expect(first('2026-06-05T17:00:00Z')).toBe('2026-06-05T19:00');
    expect(first('2026-06-05T17:00:00.001Z')).toBe('2026-06-26T19:00');
  });

  it('a slot that has a meeting of any status gets no second', () => {
    for (const status of meetingStatuses) {
      const { create } = planMeetings(series(), [planned('2026-06-05T19:00', { status })], now);

      expect(create[0]?.slot).toBe('2026-06-26T19:00');
    }
  });

  it('a changed rule drops meetings, used or not, and spares those opened, held or cancelled', () => {
    const monthly = series({ rule: 'FREQ=MONTHLY;BYDAY=3FR', start: '2026-01-16T19:00' });
    const plan = planMeetings(
      monthly,
      [
        planned('2026-05-15T19:00'),
        planned('2026-06-05T19:00'),
        planned('2026-06-19T19:00'),
        planned('2026-06-26T19:00', { isUsed: true }),
        planned('2026-07-24T19:00', { status: 'open' }),
        planned('2026-08-14T19:00', { status: 'closed' }),
        planned('2026-08-28T19:00', { status: 'cancelled' }),
      ],
      now,
    );

    expect(plan.drop).toEqual(['2026-06-05T19:00', '2026-06-26T19:00']);
    expect(plan.create[0]?.slot).toBe('2026-07-17T19:00');
  });

  it('what no longer fits goes also beyond the year; what fits there stays', () => {
    const beyond = [planned('2028-01-07T19:00'), planned('2028-01-14T19:00')];
    const plan = planMeetings(series(), beyond, now);

    expect(occurrencesBetween(series(), '2028-01-01', '2028-01-15')).toHaveLength(1);
    expect(plan.drop).toEqual(
      beyond
        .map(({ slot }) => slot)
        .filter((slot) => occurrencesBetween(series(), slot, `${slot.slice(0, 15)}1`).length === 0),
    );
    expect(plan.drop).toHaveLength(1);
  });

  it('a moved meeting is ahead or past by when it is held, wherever its slot lies', () => {
    const held = (slot: string, startsAt: string) =>
      planned(slot, { startsAt: new Date(startsAt) });
    const later = held('2026-05-15T19:00', '2026-06-03T17:00:00Z');
    const earlier = held('2026-06-26T19:00', '2026-05-30T17:00:00Z');
    expect(planMeetings(series(), [later, earlier], now)).toMatchObject({
      keep: [{ slot: later.slot }],
      drop: [],
    });
    const monthly = series({ rule: 'FREQ=MONTHLY;BYDAY=3FR', start: '2026-01-16T19:00' });
    expect(planMeetings(monthly, [later, earlier], now).keep).toMatchObject([{ slot: later.slot }]);
    const gone = series({ excludedStarts: [later.slot, earlier.slot] });
    expect(planMeetings(gone, [later, earlier], now).drop).toEqual([later.slot]);
  });

  it('a series of which nothing is left has no meetings', () => {
    for (const overrides of [
      { rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;UNTIL=20260108' },
      { rule: 'FREQ=WEEKLY;COUNT=1', excludedStarts: ['2026-01-09T19:00'] },
    ]) {
      const plan = planMeetings(series(overrides), [planned('2026-06-05T19:00')], now);

      expect(plan).toEqual({ create: [], keep: [], drop: ['2026-06-05T19:00'] });
    }
  });

  it('a new excluded start drops its meeting', () => {
    const plan = planMeetings(
      series({ excludedStarts: ['2026-06-05T19:00'] }),
      [planned('2026-06-05T19:00')],
      now,
    );

    expect(plan.drop).toEqual(['2026-06-05T19:00']);
  });

  describe('a new clock time on the same days', () => {
    const later = series({ start: '2026-01-09T19:30' });
    const slots = ({ create, keep, drop }: Plan) => ({
      created: create.slice(0, 2).map(({ slot }) => slot),
      kept: keep.map(({ slot, occurrence }) => `${slot} at ${occurrence.localStart}`),
      drop,
    });

    it('moves each meeting, touched or not, and takes none away', () => {
      const plan = planMeetings(
        later,
        [planned('2026-06-05T19:00', { isUsed: true }), planned('2026-06-26T19:00')],
        now,
      );

      expect(slots(plan)).toEqual({
        created: ['2026-07-17T19:30', '2026-08-07T19:30'],
        kept: ['2026-06-05T19:00 at 2026-06-05T19:30', '2026-06-26T19:00 at 2026-06-26T19:30'],
        drop: [],
      });
    });

    it('keeps the one of several on a day that is missed most', () => {
      const dropped = planned('2026-06-05T12:00', { isDropped: true, isUsed: true });
      const untouched = planned('2026-06-05T15:00');
      const used = planned('2026-06-05T19:00', { isUsed: true });
      const keptOf = (...meetings: SeriesMeeting[]) =>
        slots(planMeetings(later, meetings, now)).kept;

      expect(keptOf(dropped, untouched, used)).toEqual(['2026-06-05T19:00 at 2026-06-05T19:30']);
      expect(keptOf(dropped, untouched)).toEqual(['2026-06-05T15:00 at 2026-06-05T19:30']);
      expect(keptOf(dropped)).toEqual(['2026-06-05T12:00 at 2026-06-05T19:30']);
    });

    it('gives an evening that was opened, held or cancelled no second meeting', () => {
      for (const status of ['open', 'closed', 'cancelled'] as const) {
        const plan = planMeetings(later, [planned('2026-06-05T19:00', { status })], now);

        expect(slots(plan)).toMatchObject({
          created: ['2026-06-26T19:30', '2026-07-17T19:30'],
          kept: [],
        });
      }
    });

    it('has one meeting stand in for one occurrence only', () => {
      const twice = series({ start: '2026-01-09T19:30', extraStarts: ['2026-06-05T15:00'] });
      const plan = planMeetings(twice, [planned('2026-06-05T19:00')], now);

      expect(slots(plan)).toMatchObject({
        created: ['2026-06-05T19:30', '2026-06-26T19:30'],
        kept: ['2026-06-05T19:00 at 2026-06-05T15:00'],
      });
    });

    it('gives the evening no second one between the old clock time and the new', () => {
      const meeting = planned('2026-06-05T19:00');
      const between = new Date('2026-06-05T17:15:00Z');

      expect(slots(planMeetings(later, [meeting], between))).toMatchObject({
        created: ['2026-06-26T19:30', '2026-07-17T19:30'],
        drop: [],
      });
    });
  });
});

describe('any plan', () => {
  const rule = fc.constantFrom(
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
    'FREQ=WEEKLY;BYDAY=FR',
    'FREQ=MONTHLY;BYDAY=2FR',
    'FREQ=DAILY;INTERVAL=5',
    'FREQ=WEEKLY;COUNT=40',
    'FREQ=WEEKLY;UNTIL=20261231',
    'FREQ=MONTHLY;BYMONTHDAY=9',
  );
  const local = fc
    .integer({ min: dayNumber(2026, 1, 9), max: dayNumber(2027, 3, 20) })
    .map((day) => `${new Date(day * DAY_MS).toISOString().slice(0, 10)}T19:00`);
  const definition = fc.record({
    rule,
    timeZone: fc.constantFrom('Europe/Stockholm', 'Pacific/Kiritimati', 'America/Los_Angeles'),
    excludedStarts: fc.array(local, { maxLength: 5 }),
    extraStarts: fc.array(local, { minLength: 1, maxLength: 5 }),
  });
  const meetings = fc.uniqueArray(
    fc
      .record({
        slot: local,
        status: fc.constantFrom(...meetingStatuses),
        isDropped: fc.boolean(),
        isUsed: fc.boolean(),
      })
      .map((meeting) => ({ ...meeting, startsAt: startOf(meeting.slot) })),
    { selector: ({ slot }) => slot, maxLength: 40 },
  );
  const instant = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2026-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  const settings = { numRuns: 200, seed: 20260109 };

  it('changes nothing when it is made a second time', () => {
    fc.assert(
      fc.property(definition, meetings, instant, (overrides, before, at) => {
        const after = carryOut(before, planMeetings(series(overrides), before, at));

        const { create, drop } = planMeetings(series(overrides), after, at);
        const dropped = after.filter(({ isDropped }) => isDropped).map(({ slot }) => slot);
        expect(create).toEqual([]);
        expect(dropped).toEqual(expect.arrayContaining([...drop]));
      }),
      settings,
    );
  });

  it('touches only planned meetings that are still to come', () => {
    fc.assert(
      fc.property(definition, meetings, instant, (overrides, before, at) => {
        const plan = planMeetings(series(overrides), before, at);
        // Whichever zone it is, a slot two days ago is over.
        const past = new Date(at.getTime() - 2 * DAY_MS).toISOString().slice(0, 16);

        for (const slot of plan.drop) {
          const meeting = before.find((other) => other.slot === slot);
          expect(meeting).toMatchObject({ status: 'planned' });
          expect(slot >= past).toBe(true);
        }
        for (const { startsAt } of plan.create) {
          expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(at.getTime());
        }
      }),
      settings,
    );
  });

  it('leaves each occurrence of the coming year with exactly one meeting', () => {
    fc.assert(
      fc.property(definition, meetings, instant, (overrides, before, at) => {
        const chosen = series(overrides);
        const after = carryOut(before, planMeetings(chosen, before, at));
        const end = new Date(at);
        end.setUTCFullYear(at.getUTCFullYear() + 1);
        const wanted = occurrencesBetween(chosen, '2026-01-01', '2028-01-05')
          .filter(
            ({ startsAt }) =>
              Date.parse(startsAt) >= at.getTime() && Date.parse(startsAt) < end.getTime(),
          )
          .map(({ slot }) => slot);

        const held = after.map(({ slot }) => slot).filter((slot) => wanted.includes(slot));
        expect(held.sort()).toEqual([...wanted].sort());

        const spared = new Set(before.filter(({ status }) => status !== 'planned'));
        for (const meeting of spared) expect(after).toContainEqual(meeting);
      }),
      settings,
    );
  });
});
