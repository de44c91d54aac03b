// Dates that a series drops, as calendars outside see them: what one has shown stays there, cancelled, and
// what it never showed never comes. Nobody's lists change by it (S2, ADR 22).
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MeetingList } from '../../src/contract/meetings.js';
import type { Series } from '../../src/contract/series.js';
import { planOf, PlanningWorld } from '../series/planning-world.js';
import { Subscriber, type ShownEvent } from './subscriber.js';

const thursdays = { start: '2026-03-12T18:00', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH' };
const wednesdays = { start: '2026-03-11T18:00', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=WE' };

let planning: PlanningWorld;
let series: Series;
let early: Subscriber;
let late: Subscriber;

beforeAll(async () => {
  planning = await PlanningWorld.at('2026-03-02T10:00:00.000Z');
  series = await planning.create();
  early = await Subscriber.of(planning, 'nattvandrarna', { scope: 'series', seriesId: series.id });
  late = await Subscriber.of(planning, 'polisen', { scope: 'series', seriesId: series.id });
});
afterAll(() => planning.end());

async function become(definition: Parameters<typeof planOf>[0]): Promise<void> {
  series = await planning.edit(series, planOf(definition));
}

async function shownIn(calendar: Subscriber): Promise<[ShownEvent[], ShownEvent[]]> {
  const events = await calendar.events();
  const isHeld = ({ status }: ShownEvent) => status === 'CONFIRMED';
  return [events.filter(isHeld), events.filter((event) => !isHeld(event))];
}

const weekdaysOf = (events: readonly ShownEvent[]) => [
  ...new Set(events.map(({ startsAt }) => new Date(startsAt).getUTCDay())),
];
const [WEDNESDAY, THURSDAY, FRIDAY] = [3, 4, 5];

it('stay cancelled where they were shown, come back as they were, and are nowhere else', async () => {
  const [fridays] = await shownIn(early);
  expect(weekdaysOf(fridays)).toEqual([FRIDAY]);

  // Tried out and dropped again before any calendar looked.
  planning.setTime('2026-03-03T10:00:00.000Z');
  await become({ definition: wednesdays });
  await become({ definition: thursdays });
  const [held, dropped] = await shownIn(early);
  expect(weekdaysOf(held)).toEqual([THURSDAY]);
  expect(dropped.map(({ uid }) => uid)).toEqual(fridays.map(({ uid }) => uid));
  for (const event of dropped)
    expect(event).toMatchObject({
      sequence: 1,
      changedAt: '2026-03-03T10:00:00.000Z',
      title: 'Inställt: Utsättning',
    });

  // Whoever looks for the first time now has never heard of Fridays, nor has anybody's list.
  expect((await shownIn(late))[1]).toEqual([]);
  const list = await planning.send('GET', 'meetings?limit=200&from=2026-03-02', {
    by: 'nattvandrarna',
  });
  const listed = MeetingList.parse(await list.json()).meetings;
  expect(listed.filter(({ id }) => dropped.some(({ uid }) => uid === id))).toEqual([]);

  // Nothing moves until something does.
  const text = await early.text();
  planning.setTime('2026-03-04T10:00:00.000Z');
  expect(await early.text()).toBe(text);

  await become({});
  const [again, thursdaysGone] = await shownIn(early);
  expect(again.map(({ uid, sequence }) => [uid, sequence])).toEqual(
    fridays.map(({ uid }) => [uid, 2]),
  );
  expect(weekdaysOf(thursdaysGone)).toEqual([THURSDAY]);
  expect(weekdaysOf(thursdaysGone)).not.toContain(WEDNESDAY);
  expect(weekdaysOf((await shownIn(late))[1])).toEqual([THURSDAY]);
});

it('stay cancelled when the series ends, also those that come after the next split', async () => {
  const [held] = await shownIn(late);
  planning.setTime('2026-03-05T10:00:00.000Z');
  const end = await planning.send('PUT', `series/${series.id}/following/2026-04-24`, {
    body: { plan: null, losses: [] },
    ifMatch: `"${series.version}"`,
  });
  expect(end.status).toBe(200);
  const [left, cancelled] = await shownIn(late);
  expect(left.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(['2026-03-13', '2026-04-03']);
  expect(cancelled.map(({ uid }) => uid)).toEqual(
    expect.arrayContaining(held.slice(2).map(({ uid }) => uid)),
  );
});
