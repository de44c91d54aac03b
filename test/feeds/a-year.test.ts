// A year as two calendars outside see it, one that subscribes and one that is told by mail: each change of
// a meeting, that change alone, and the same meeting under the same name throughout.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Series } from '../../src/contract/series.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';
import { CalendarPost } from '../calendar-mail/calendar-post.js';
import { MailedCalendar } from '../calendar-mail/mailed-calendar.js';
import { PlanningWorld } from '../series/planning-world.js';
import { MailServer } from '../support/mail-server.js';
import { clockTimeOf, daysOf, daysOutOfWindow, isHeld, later30, uidsOf } from './shown-events.js';
import { Subscriber, type ShownEvent } from './subscriber.js';

let now: string;
let mail: MailServer;
let planning: PlanningWorld;
let series: Series;
let calendar: Subscriber;
let shown = new Map<string, ShownEvent>();
let post: CalendarPost;
const mailed = new MailedCalendar();

beforeAll(async () => {
  now = '2026-01-05T08:00:00.000Z';
  mail = await MailServer.start();
  planning = await PlanningWorld.at(now, 1, {
    DATABASE_URL: 'postgres://set',
    ...mail.environment,
  });
  post = new CalendarPost(planning, mail);
  await post.onlyTo('polisen');
  // The world begins with a meeting, which would be in the mail as well.
  const { database, world } = planning;
  for (const table of ['agenda_item', 'meeting', 'meeting_series'])
    await database.query(`DELETE FROM ${table} WHERE partnership_id = $1`, [world.partnershipId]);
  series = await planning.create();
  const asked = { scope: 'series', seriesId: series.id } as const;
  calendar = await Subscriber.of(planning, 'polisen', asked);
});
afterAll(async () => {
  await planning.end();
  await mail.shut();
});

function setTime(time: string): void {
  now = time;
  planning.setTime(time);
}

/** Does something at a time to the series as it was last seen. */
async function at(time: string, method: string, path: string, body?: unknown): Promise<void> {
  setTime(time);
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

/**
 * Fetches, and gives what is new, changed and gone since the last time, the soonest first, and what has
 * come by mail. That tells the same, of the meetings it tells of.
 */
async function news() {
  const before = shown;
  shown = new Map((await calendar.events()).map((event) => [event.uid, event]));
  expect(daysOutOfWindow([...shown.values()], now)).toEqual([]);
  const same = (one: ShownEvent) => JSON.stringify(before.get(one.uid)) === JSON.stringify(one);
  const changed = [...shown.values()].filter((one) => before.has(one.uid) && !same(one));
  const letters = await post.deliver();
  const due = [...changed.filter((one) => mailed.knows(one)), ...untoldOfNext()];
  expect(uidsOf(letters)).toEqual(uidsOf(due));
  mailed.take(letters);
  expectSameInBoth();
  return {
    fresh: [...shown.values()].filter(({ uid }) => !before.has(uid)),
    changed,
    gone: [...before.values()].filter(({ uid }) => !shown.has(uid)),
    letters: letters.map(({ method, subject }) => `${method} ${subject}`),
  };
}

/**
 * Months go by in which nobody plans anything, and the tenth of each is looked at: those long past leave,
 * new ones come at the clock time of their series, and what stays says what it said.
 */
async function monthsPass(months: readonly string[], clockTime: string) {
  const passed = { fresh: [] as string[], gone: [] as string[], letters: [] as string[] };
  for (const month of months) {
    setTime(`${month}-10T08:00:00.000Z`);
    await planning.server.app.get(PlanningRounds).run();
    const { fresh, changed, gone, letters } = await news();
    expect(changed).toEqual([]);
    for (const one of fresh) expect(one).toMatchObject({ sequence: 0, changedAt: now });
    expect(fresh.map(clockTimeOf)).toEqual(fresh.map(() => clockTime));
    passed.fresh.push(...daysOf(fresh));
    passed.gone.push(...daysOf(gone));
    passed.letters.push(...letters);
  }
  return passed;
}

/** Those of the next three that are held, of which no letter has come yet. */
function untoldOfNext(): ShownEvent[] {
  const coming = [...shown.values()].filter((one) => isHeld(one) && one.startsAt > now);
  return coming.slice(0, 3).filter((one) => !mailed.knows(one));
}

/** What mail has told and the feed shows are the same meetings, and so said; the rest is past. */
function expectSameInBoth(): void {
  const said = ({ uid, startsAt, endsAt, status, title, place, description }: ShownEvent) => ({
    ...{ uid, startsAt, endsAt, status, title, place, description },
  });
  const byMail = mailed.events();
  expect(byMail.filter(({ uid }) => shown.has(uid)).map(said)).toEqual(
    [...shown.values()].filter((one) => isHeld(one) && mailed.knows(one)).map(said),
  );
  for (const { uid, startsAt } of byMail) expect(shown.has(uid) || startsAt < now).toBe(true);
}

it('hears of each change once, and of nothing else', async () => {
  const { fresh, letters: invitations } = await news();
  expect(fresh).toHaveLength(18);
  expect(new Set(fresh.map(({ sequence }) => sequence))).toEqual(new Set([0]));
  // The same clock time in winter and in summer.
  expect(new Set(fresh.map(clockTimeOf))).toEqual(new Set(['18:00']));
  expect(fresh[0]?.startsAt).toBe('2026-01-09T17:00:00.000Z');
  expect(fresh.find(({ startsAt }) => startsAt.startsWith('2026-06-26'))?.startsAt).toBe(
    '2026-06-26T16:00:00.000Z',
  );
  expect(invitations).toEqual([
    'REQUEST Kallelse: Utsättning fredag 9 januari (v. 2) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 30 januari (v. 5) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 20 februari (v. 8) kl. 18.00–18.50',
  ]);
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
        description: expect.stringContaining('Flyttat från fredag 9 januari 2026, v. 2.'),
      },
    ],
    letters: ['REQUEST Flyttat: Utsättning hålls tisdag 3 februari (v. 6) kl. 19.30–20.20'],
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
    // And the one after the three has become the third.
    letters: [
      'CANCEL Mötet fredag 30 januari (v. 5) är inställt',
      'REQUEST Kallelse: Utsättning fredag 13 mars (v. 11) kl. 18.00–18.50',
    ],
  });
  expect(mail.raw.join('')).not.toMatch(/sn(=C3=B6|ö|Ã¶)storm/i);

  await at('2026-01-21T08:00:00.000Z', 'DELETE', 'dates/2026-01-30');
  const restored = { sequence: 2, changedAt: '2026-01-21T08:00:00.000Z' };
  expect(await news()).toEqual({
    fresh: [],
    gone: [],
    changed: [{ ...second, ...restored }],
    letters: ['REQUEST Mötet fredag 30 januari (v. 5) blir av'],
  });

  await at('2026-01-22T08:00:00.000Z', 'POST', 'extra-meetings', { start: '2026-04-30T20:00' });
  expect(await news()).toMatchObject({
    fresh: [{ sequence: 0, startsAt: '2026-04-30T18:00:00.000Z' }],
    ...{ changed: [], gone: [], letters: [] },
  });

  const spring = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08'];
  const later = await monthsPass(spring, '18:00');
  const laterShown = [...shown.values()];
  expect(later.gone).toEqual([
    ...['2026-01-30', '2026-02-03', '2026-02-20', '2026-03-13', '2026-04-03', '2026-04-24'],
    '2026-04-30',
  ]);
  expect(later.fresh).toEqual([
    ...['2027-01-22', '2027-02-12', '2027-03-05', '2027-03-26', '2027-04-16', '2027-05-07'],
    ...['2027-05-28', '2027-06-18', '2027-07-09', '2027-07-30'],
  ]);
  expect(later.letters).toEqual([
    'REQUEST Kallelse: Utsättning fredag 3 april (v. 14) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 24 april (v. 17) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning torsdag 30 april (v. 18) kl. 20.00–20.50',
    'REQUEST Kallelse: Utsättning fredag 15 maj (v. 20) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 5 juni (v. 23) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 26 juni (v. 26) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 17 juli (v. 29) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 7 augusti (v. 32) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 28 augusti (v. 35) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 18 september (v. 38) kl. 18.00–18.50',
    'REQUEST Kallelse: Utsättning fredag 9 oktober (v. 41) kl. 18.00–18.50',
  ]);

  // From a date on they meet half an hour later, and again two months after at the firemen's.
  const from = (on: string) => laterShown.filter(({ startsAt }) => startsAt.slice(0, 10) >= on);
  const changedAt = '2026-08-10T08:00:00.000Z';
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
      description: expect.stringMatching(/, 18\.30\nÖppna/),
    })),
  );
  expect(split.letters).toEqual([
    'REQUEST Flyttat: Utsättning hålls fredag 28 augusti (v. 35) kl. 18.30–19.20',
    'REQUEST Flyttat: Utsättning hålls fredag 18 september (v. 38) kl. 18.30–19.20',
    'REQUEST Flyttat: Utsättning hålls fredag 9 oktober (v. 41) kl. 18.30–19.20',
  ]);
  await at('2026-08-11T08:00:00.000Z', 'PUT', 'dates/2026-10-09', {
    answer: 'cancel',
    reason: 'Höstmarknad',
  });
  expect(await news()).toMatchObject({
    changed: [{ status: 'CANCELLED', sequence: 2 }],
    letters: [
      'CANCEL Mötet fredag 9 oktober (v. 41) är inställt',
      'REQUEST Kallelse: Utsättning fredag 30 oktober (v. 44) kl. 18.30–19.20',
    ],
  });

  await follow('2026-09-18', { venue: 'Brandstationen' });
  const again = await news();
  expect([again.fresh, again.gone]).toEqual([[], []]);
  expect(daysOf(again.changed)).toEqual(
    daysOf(from('2026-09-18')).filter((day) => day !== '2026-10-09'),
  );
  expect(new Set(again.changed.map(({ sequence, place }) => `${sequence} ${place}`))).toEqual(
    new Set(['2 Brandstationen']),
  );
  expect(again.letters).toEqual([
    'REQUEST Ändrat: Utsättning fredag 18 september (v. 38) kl. 18.30–19.20',
    'REQUEST Ändrat: Utsättning fredag 30 oktober (v. 44) kl. 18.30–19.20',
  ]);

  // And by the former rule from there on it is undone.
  await follow('2026-09-18', { venue: 'Stora salen' });
  const undone = await news();
  expect([undone.fresh, undone.gone]).toEqual([[], []]);
  expect(undone.changed.map(({ uid, sequence }) => [uid, sequence])).toEqual(
    again.changed.map(({ uid }) => [uid, 3]),
  );
  expect(undone.letters).toEqual(again.letters);
  expect(await news()).toEqual({ fresh: [], changed: [], gone: [], letters: [] });

  // Until the next January it is the part that goes on, and what was cancelled stays as long as the rest.
  const autumn = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'];
  expect(await monthsPass(autumn, '18:30')).toEqual({
    gone: [
      ...['2026-05-15', '2026-06-05', '2026-06-26', '2026-07-17', '2026-08-07', '2026-08-28'],
      ...['2026-09-18', '2026-10-09'],
    ],
    fresh: [
      ...['2027-08-20', '2027-09-10', '2027-10-01', '2027-10-22', '2027-11-12', '2027-12-03'],
      '2027-12-24',
    ],
    letters: [
      'REQUEST Kallelse: Utsättning fredag 20 november (v. 47) kl. 18.30–19.20',
      'REQUEST Kallelse: Utsättning fredag 11 december (v. 50) kl. 18.30–19.20',
      'REQUEST Kallelse: Utsättning fredag 1 januari 2027 (v. 53) kl. 18.30–19.20',
      'REQUEST Kallelse: Utsättning fredag 22 januari 2027 (v. 3) kl. 18.30–19.20',
      'REQUEST Kallelse: Utsättning fredag 12 februari (v. 6) kl. 18.30–19.20',
      'REQUEST Kallelse: Utsättning fredag 5 mars (v. 9) kl. 18.30–19.20',
    ],
  });
});
