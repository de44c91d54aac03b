import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PartnershipCalendar, SeriesContext, UndecidedDates } from '../../src/contract/calendar.js';
import { Problem } from '../../src/contract/problems.js';
import { Series, SeriesList, type SeriesDecision } from '../../src/contract/series.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';
import { thirdFriday } from '../support/third-friday.js';
import { planOf, PlanningWorld } from './planning-world.js';

const EASTER = '2026-04-03';

let planning: PlanningWorld;
beforeEach(async () => {
  planning = await PlanningWorld.at('2026-03-01T10:00:00.000Z');
});
afterEach(() => planning.end());

const decided = (...decisions: SeriesDecision[]) => ({ ...planOf(), decisions });

async function calendar(from: string, to: string): Promise<PartnershipCalendar> {
  const response = await planning.send('GET', `calendar?from=${from}&to=${to}`);
  expect(response.status).toBe(200);
  return PartnershipCalendar.parse(await response.json());
}

const seriesList = async () =>
  SeriesList.parse(await (await planning.send('GET', 'series')).json()).series;

const startsOf = async (series: Series) =>
  (await planning.meetingsOf(series)).map(({ startsAt }) => startsAt);

describe('POST /api/v1/series/preview-context', () => {
  const ask = (body: unknown) =>
    fetch(`${planning.server.origin}/api/v1/series/preview-context`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('names what the meetings of ten years meet, to whoever asks', async () => {
    const response = await ask({ ...thirdFriday, from: '2026-01-01', to: '2036-01-01' });
    expect(response.status).toBe(200);
    const { occurrences } = SeriesContext.parse(await response.json());
    const collisions = occurrences.filter(({ collides }) => collides);
    expect(collisions.slice(0, 5).map(({ on, marks }) => [on, marks[0]?.name.sv])).toEqual([
      ['2026-04-03', 'långfredagen'],
      ['2026-05-15', 'klämdag efter Kristi himmelsfärdsdag'],
      ['2026-06-05', 'dagen före nationaldagen'],
      ['2026-10-30', 'allhelgonaafton'],
      ['2027-01-01', 'nyårsdagen'],
    ]);
    expect(collisions).toHaveLength(24);
    expect(occurrences.length).toBeGreaterThan(collisions.length);
    expect(occurrences.every(({ marks }) => marks.length > 0)).toBe(true);
  });

  it('says what the Thursday of that week would meet', async () => {
    const response = await ask({ ...thirdFriday, from: '2026-04-01', to: '2026-05-16' });
    const { occurrences } = SeriesContext.parse(await response.json());
    expect(
      occurrences
        .filter(({ collides }) => collides)
        .map(({ localStart, thursday }) => [
          localStart,
          thursday?.on,
          thursday?.marks.map(({ name }) => name.en),
        ]),
    ).toEqual([
      ['2026-04-03T18:00', '2026-04-02', ['Maundy Thursday']],
      ['2026-05-15T18:00', '2026-05-14', ['Ascension Day']],
    ]);
  });

  it('says nothing of days like others, and refuses as the preview does', async () => {
    const quiet = await ask({ ...thirdFriday, from: '2026-01-09', to: '2026-01-10' });
    expect(await quiet.json()).toEqual({ occurrences: [] });
    const none = await ask({ ...thirdFriday, from: '2026-01-10', to: '2026-01-11' });
    expect(await none.json()).toEqual({ occurrences: [] });
    const refused = await ask({ ...thirdFriday, rule: 'x', from: '2026-01-09', to: '2026-01-10' });
    expect(Problem.parse(await refused.json()).code).toBe('invalid-rule');
  });
});

describe('a decision', () => {
  it('of a day that is no date of a new series is refused where it stands, and none is made', async () => {
    const before = await seriesList();
    const plan = decided(
      { on: EASTER, answer: 'thursday' },
      { on: '2026-04-04', answer: 'cancel' },
      { on: '2026-04-30', answer: 'decline' },
    );
    const response = await planning.send('POST', 'series', { body: plan });
    expect(Problem.parse(await response.json())).toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'decisions.1.on', message: 'is no date of the series' }],
    });
    expect(await seriesList()).toEqual(before);
  });

  it('is remembered with who took it and when, and nothing happens without one', async () => {
    const series = await planning.create();
    expect(await startsOf(series)).toContain('2026-04-03T16:00:00.000Z');
    expect(series.decisions).toEqual([]);

    const held = await planning.edit(series, decided({ on: EASTER, answer: 'hold' }));
    const taken = {
      on: EASTER,
      answer: 'hold',
      decidedBy: 'samordnaren',
      decidedAt: '2026-03-01T10:00:00.000Z',
    };
    expect(held.decisions).toEqual([taken]);
    expect(await startsOf(held)).toEqual(await startsOf(series));
    const read = await planning.send('GET', `series/${series.id}`, { by: 'nattvandrarna' });
    expect(Series.parse(await read.json())).toEqual(held);
    expect((await seriesList()).find(({ id }) => id === series.id)).toEqual(held);
  });

  it('stays with whoever took it, until another is taken; a plan that says none leaves them', async () => {
    const series = await planning.create(decided({ on: EASTER, answer: 'hold' }));
    planning.setTime('2026-03-02T10:00:00.000Z');
    const again = await planning.edit(series, {
      ...decided({ on: EASTER, answer: 'hold' }, { on: '2026-05-15', answer: 'hold' }),
      title: 'Utsättning i april',
    });
    expect(again.decisions.map(({ decidedAt }) => decidedAt.slice(0, 10))).toEqual([
      '2026-03-01',
      '2026-03-02',
    ]);
    const silent = await planning.edit(
      again,
      planOf({ definition: { start: '2026-01-09T19:00' } }),
    );
    expect(silent.decisions).toEqual(again.decisions);
    const changed = await planning.edit(
      silent,
      decided({ on: EASTER, answer: 'hold-with-more-staff' }),
    );
    expect(changed.decisions).toMatchObject([
      { on: EASTER, answer: 'hold-with-more-staff', decidedAt: '2026-03-02T10:00:00.000Z' },
    ]);
  });

  it('for the Thursday moves the meeting, which stays the same one, and back again', async () => {
    const series = await planning.create();
    const find = async () =>
      (await planning.meetingsOf(series)).find(({ startsAt }) => startsAt.startsWith('2026-04-0'));
    const before = await find();
    const moved = await planning.edit(series, decided({ on: EASTER, answer: 'thursday' }));
    expect(await find()).toEqual({
      ...before,
      startsAt: '2026-04-02T16:00:00.000Z',
      endsAt: '2026-04-02T16:50:00.000Z',
      revision: 1,
    });
    await planning.server.app.get(PlanningRounds).run();
    expect((await find())?.startsAt).toBe('2026-04-02T16:00:00.000Z');

    const later = await planning.edit(moved, {
      ...planOf({ definition: { start: '2026-01-09T19:30' } }),
      decisions: [{ on: EASTER, answer: 'thursday' }],
    });
    expect((await find())?.startsAt).toBe('2026-04-02T17:30:00.000Z');
    await planning.edit(later, decided());
    expect((await find())?.startsAt).toBe('2026-04-03T16:00:00.000Z');
  });

  it('is there from the first meeting on when the series is new', async () => {
    const series = await planning.create(
      decided({ on: EASTER, answer: 'thursday' }, { on: '2026-05-15', answer: 'cancel' }),
    );
    const starts = await startsOf(series);
    expect(starts).toContain('2026-04-02T16:00:00.000Z');
    expect(starts.filter((start) => start.startsWith('2026-05'))).toEqual([]);
  });

  it('to cancel leaves the day out, its meeting cancelled; taken back, it is there again', async () => {
    const series = await planning.create();
    const [, easter] = await planning.meetingsOf(series);
    const cancelled = await planning.edit(series, decided({ on: EASTER, answer: 'cancel' }));
    expect(cancelled.definition.excludedStarts).toEqual([`${EASTER}T18:00`]);
    expect((await planning.meetingsOf(series))[1]).toEqual({
      ...easter,
      status: 'cancelled',
      revision: 1,
    });
    // Whoever knows nothing of decisions restores the day by its start.
    const restored = await planning.edit(cancelled, planOf());
    expect(restored).toMatchObject({ decisions: [], definition: { excludedStarts: [] } });
    expect((await planning.meetingsOf(series))[1]).toEqual({ ...easter, revision: 2 });
  });

  it('for a Thursday that has passed, or is no other day, is refused, and nothing is changed', async () => {
    const series = await planning.create();
    planning.setTime('2026-04-02T18:00:00.000Z');
    const thursdays = { start: '2026-05-14T18:00', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH' };
    for (const plan of [
      decided({ on: EASTER, answer: 'thursday' }),
      planOf({
        definition: thursdays,
        decisions: [{ on: '2026-05-14', answer: 'thursday' }],
      }),
    ]) {
      const response = await planning.send('PUT', `series/${series.id}`, {
        body: plan,
        ifMatch: '"1"',
      });
      expect(Problem.parse(await response.json()).code).toBe('wrong-state');
    }
    expect(await (await planning.send('GET', `series/${series.id}`)).json()).toEqual(series);
  });

  it('is taken once for a day, by a coordinator', async () => {
    const series = await planning.create();
    const edit = (by: 'samordnaren' | 'polisen', ...decisions: SeriesDecision[]) =>
      planning.send('PUT', `series/${series.id}`, {
        by,
        body: decided(...decisions),
        ifMatch: '"1"',
      });
    const hold: SeriesDecision = { on: EASTER, answer: 'hold' };
    const twice = Problem.parse(await (await edit('samordnaren', hold, hold)).json());
    expect(twice).toMatchObject({ code: 'invalid-input', issues: [{ path: 'decisions' }] });
    expect((await edit('polisen', hold)).status).toBe(403);
    expect(await planning.database.query('SELECT FROM series_decision')).toEqual([]);
  });
});

describe('the calendar of the partnership', () => {
  it('tells its members of the days, and what was decided of the meetings on them', async () => {
    const series = await planning.create(
      decided(
        { on: EASTER, answer: 'thursday' },
        { on: '2026-05-15', answer: 'hold-with-more-staff' },
      ),
    );
    const meetings = await planning.meetingsOf(series);
    const { days, decisions } = await calendar('2026-04-02', '2026-05-31');
    expect(days.map(({ on }) => on)).toEqual([
      ...['2026-04-02', '2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06'],
      ...['2026-04-24', '2026-04-25', '2026-04-30', '2026-05-01', '2026-05-13'],
      ...['2026-05-14', '2026-05-15', '2026-05-23', '2026-05-24', '2026-05-29', '2026-05-30'],
    ]);
    expect(decisions.map(({ meetingId, on, answer }) => [meetingId, on, answer])).toEqual([
      [meetings[1]?.id, EASTER, 'thursday'],
      [meetings[3]?.id, '2026-05-15', 'hold-with-more-staff'],
    ]);
    expect((await calendar('2026-04-03', '2026-04-03')).decisions).toEqual([]);
  });

  it('counts the meetings of each series that wait for an answer, however many there are', async () => {
    const daily = await planning.create(
      planOf({ definition: { start: '2026-03-02T18:00', rule: 'FREQ=DAILY;UNTIL=20261231' } }),
    );
    // The extra meeting is on midsummer's eve as it is.
    const third = await planning.create({
      ...planOf({ definition: { extraStarts: ['2026-06-19T18:00'] } }),
      decisions: [
        { on: EASTER, answer: 'hold' },
        { on: '2026-05-15', answer: 'cancel' },
      ],
    });
    const { days } = await calendar('2026-03-02', '2026-12-31');
    const response = await planning.send('GET', 'calendar/undecided');
    const { series } = UndecidedDates.parse(await response.json());
    const counts = new Map(series.map(({ seriesId, count }) => [seriesId, count]));
    expect(counts.get(daily.id)).toBe(days.filter(({ collides }) => collides).length);
    // 5 June, 30 October and New Year's Day.
    expect(counts.get(third.id)).toBe(3);
  });

  it('is asked for at most five years, by members alone', async () => {
    const response = await planning.send('GET', 'calendar?from=2026-01-01&to=2032-01-01');
    expect(Problem.parse(await response.json())).toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'to' }],
    });
    const stranger = await fetch(
      `${planning.server.origin}/api/v1/partnerships/${planning.world.partnershipId}/calendar`,
    );
    expect(stranger.status).toBe(401);
  });
});
