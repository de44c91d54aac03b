// A year as a calendar outside sees it: each change of a meeting, that change alone, and the same
// meeting under the same name throughout.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Series } from '../../src/contract/series.js';
import { PlanningJob } from '../../src/series/planning-job.js';
import { PlanningWorld } from '../series/planning-world.js';
import { Subscriber, type ShownEvent } from './subscriber.js';

let planning: PlanningWorld;
let series: Series;
let calendar: Subscriber;
let shown = new Map<string, ShownEvent>();

beforeAll(async () => {
  planning = await PlanningWorld.at('2026-01-05T08:00:00.000Z');
  series = await planning.create();
  const asked = { scope: 'series', seriesId: series.id } as const;
  calendar = await Subscriber.of(planning, 'polisen', asked);
});
afterAll(() => planning.end());

/** Does something at a time to the series as it was last seen. */
async function at(time: string, method: string, path: string, body?: unknown): Promise<void> {
  planning.setTime(time);
  const response = await planning.send(method, `series/${series.id}/${path}`, {
    ifMatch: `"${series.version}"`,
    ...(body !== undefined && { body }),
  });
  if (response.status !== 200) throw new Error(await response.text());
  series = Series.parse(await response.json());
}

/** Changes the series as it was last seen from a date on; then it is the part that follows. */
async function follow(
  on: string,
  { definition, ...other }: { venue?: string; definition?: { start: string } },
): Promise<void> {
  const path = `series/${series.id}/following/${on}`;
  const seen = Series.parse(await (await planning.send('GET', path)).json());
  const { title, venue, agendaTemplate } = seen;
  const plan = {
    ...{ title, venue, agendaTemplate, ...other },
    definition: { ...seen.definition, ...definition },
  };
  const response = await planning.send('PUT', path, {
    ifMatch: `"${seen.version}"`,
    body: { plan, losses: [] },
  });
  if (response.status !== 200) throw new Error(await response.text());
  series = Series.parse(await response.json());
}

const later30 = (instant: string) => new Date(Date.parse(instant) + 30 * 60_000).toISOString();

/** Fetches, and gives what is new, changed and gone since the last time, the soonest first. */
async function news() {
  const before = shown;
  shown = new Map((await calendar.events()).map((event) => [event.uid, event]));
  const same = (one: ShownEvent) => JSON.stringify(before.get(one.uid)) === JSON.stringify(one);
  return {
    fresh: [...shown.values()].filter(({ uid }) => !before.has(uid)),
    changed: [...shown.values()].filter((one) => before.has(one.uid) && !same(one)),
    gone: [...before.values()].filter(({ uid }) => !shown.has(uid)),
  };
}

it('hears of each change once, and of nothing else', async () => {
  const { fresh } = await news();
  expect(fresh).toHaveLength(18);
  expect(new Set(fresh.map(({ sequence }) => sequence))).toEqual(new Set([0]));
  // The same clock time in winter and in summer.
  expect(fresh[0]?.startsAt).toBe('2026-01-09T17:00:00.000Z');
  expect(fresh.find(({ startsAt }) => startsAt.startsWith('2026-06-26'))?.startsAt).toBe(
    '2026-06-26T16:00:00.000Z',
  );
  const [first, second] = fresh;

  // Past its neighbour.
  await at('2026-01-06T08:00:00.000Z', 'PUT', 'dates/2026-01-09', {
    answer: 'move',
    movedTo: '2026-02-03T19:30',
  });
  const moved = { ...first, sequence: 1, changedAt: '2026-01-06T08:00:00.000Z' };
  expect(await news()).toEqual({
    fresh: [],
    gone: [],
    changed: [
      {
        ...moved,
        startsAt: '2026-02-03T18:30:00.000Z',
        endsAt: '2026-02-03T19:20:00.000Z',
        description: expect.stringContaining('Flyttat från fredag 9 januari 2026, v. 2, 18.00.'),
      },
    ],
  });

  await at('2026-01-20T08:00:00.000Z', 'PUT', 'dates/2026-01-30', {
    answer: 'cancel',
    reason: 'Snöstorm',
  });
  expect(await news()).toEqual({
    fresh: [],
    gone: [],
    changed: [
      {
        ...second,
        sequence: 1,
        changedAt: '2026-01-20T08:00:00.000Z',
        status: 'CANCELLED',
        title: 'Inställt: Utsättning',
        description: expect.stringContaining('Mötet är inställt.'),
      },
    ],
  });

  await at('2026-01-21T08:00:00.000Z', 'DELETE', 'dates/2026-01-30');
  const restored = { sequence: 2, changedAt: '2026-01-21T08:00:00.000Z' };
  expect(await news()).toEqual({ fresh: [], gone: [], changed: [{ ...second, ...restored }] });

  await at('2026-01-22T08:00:00.000Z', 'POST', 'extra-meetings', { start: '2026-04-30T20:00' });
  expect(await news()).toMatchObject({
    fresh: [{ sequence: 0, startsAt: '2026-04-30T18:00:00.000Z' }],
    changed: [],
    gone: [],
  });

  // Months go by: those long past leave, new ones come, and what stays says what it said.
  planning.setTime('2026-07-01T08:00:00.000Z');
  await planning.server.app.get(PlanningJob).run();
  const later = await news();
  const laterShown = [...shown.values()];
  expect(later.changed).toEqual([]);
  expect(later.gone.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
    '2026-01-30',
    '2026-02-03',
    '2026-02-20',
    '2026-03-13',
  ]);
  expect(later.fresh.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
    ...['2027-01-22', '2027-02-12', '2027-03-05', '2027-03-26'],
    ...['2027-04-16', '2027-05-07', '2027-05-28', '2027-06-18'],
  ]);

  // From a date on they meet half an hour later, and again two months after at the firemen's.
  const from = (on: string) => laterShown.filter(({ startsAt }) => startsAt.slice(0, 10) >= on);
  const changedAt = '2026-07-01T08:00:00.000Z';
  await follow('2026-08-28', { definition: { start: '2026-08-28T18:30' } });
  const split = await news();
  expect([split.fresh, split.gone]).toEqual([[], []]);
  expect(split.changed).toEqual(
    from('2026-08-28').map((event) => ({
      ...event,
      sequence: event.sequence + 1,
      changedAt,
      startsAt: later30(event.startsAt),
      endsAt: later30(event.endsAt),
      description: expect.stringContaining(', 18.00.'),
    })),
  );
  await at('2026-07-02T08:00:00.000Z', 'PUT', 'dates/2026-10-30', {
    answer: 'cancel',
    reason: 'Allhelgona',
  });
  expect((await news()).changed).toMatchObject([{ status: 'CANCELLED', sequence: 2 }]);

  await follow('2026-10-09', { venue: 'Brandstationen' });
  const again = await news();
  expect([again.fresh, again.gone]).toEqual([[], []]);
  expect(again.changed.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(
    from('2026-10-09')
      .map(({ startsAt }) => startsAt.slice(0, 10))
      .filter((day) => day !== '2026-10-30'),
  );
  expect(new Set(again.changed.map(({ sequence, place }) => `${sequence} ${place}`))).toEqual(
    new Set(['2 Brandstationen']),
  );

  // And by the former rule from there on it is undone.
  await follow('2026-10-09', { venue: 'Stora salen' });
  const undone = await news();
  expect([undone.fresh, undone.gone]).toEqual([[], []]);
  expect(undone.changed.map(({ uid, sequence }) => [uid, sequence])).toEqual(
    again.changed.map(({ uid }) => [uid, 3]),
  );
});
