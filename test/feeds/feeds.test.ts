// Calendars that are subscribed to: who may make one, what it says, and when it ends.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CalendarFeedList } from '../../src/contract/feeds.js';
import type { Series } from '../../src/contract/series.js';
import { WRONG_ADDRESSES_A_MINUTE } from '../../src/feeds/feed-reading.service.js';
import { noteAdd } from '../support/commands.js';
import type { PersonName } from '../support/meeting-world.js';
import { planOf, PlanningWorld } from '../series/planning-world.js';
import { eventsIn, Subscriber } from './subscriber.js';

let planning: PlanningWorld;
let series: Series;

beforeAll(async () => {
  planning = await PlanningWorld.at('2026-03-02T10:00:00.000Z');
  series = await planning.create();
});
afterAll(() => planning.end());

const subscribe = (by: PersonName, asked = {}) => Subscriber.of(planning, by, asked);
const query = (sql: string, ...values: unknown[]) => planning.database.query<object>(sql, values);

async function feedsOf(by: PersonName) {
  return CalendarFeedList.parse(await (await planning.send('GET', 'calendar-feeds', { by })).json())
    .feeds;
}

async function end({ made }: Subscriber, by: PersonName): Promise<number> {
  return (await planning.send('DELETE', `calendar-feeds/${made.feed.id}`, { by })).status;
}

describe('an address', () => {
  it('is told once, to whoever makes it, and kept as a hash', async () => {
    const { made } = await subscribe('polisen');
    const [, secret = ''] = /^\/api\/v1\/calendar-feeds\/([\w-]{43})\.ics$/.exec(made.path) ?? [];
    const rows = await query('SELECT * FROM calendar_feed WHERE id = $1', made.feed.id);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify([rows, await feedsOf('polisen')])).not.toContain(secret);
    expect(await feedsOf('polisen')).toEqual([{ ...made.feed, isOwn: true }]);
    const records = await query(`SELECT * FROM audit_content WHERE kind LIKE 'calendar%'`);
    expect(JSON.stringify(records)).not.toContain(secret);
    expect(JSON.stringify(records)).toContain(made.feed.id);
  });

  it('notes when it was last fetched', async () => {
    const calendar = await subscribe('brandförsvaret');
    expect((await feedsOf('brandförsvaret'))[0]?.fetchedAt).toBeNull();
    await calendar.text();
    expect((await feedsOf('brandförsvaret'))[0]?.fetchedAt).toBe('2026-03-02T10:00:00.000Z');
  });

  it('works no more once it is renewed or removed', async () => {
    const calendar = await subscribe('fritidsgården');
    const path = `calendar-feeds/${calendar.made.feed.id}/addresses`;
    const renewed = await planning.send('POST', path, { by: 'fritidsgården', body: {} });
    expect(renewed.status).toBe(201);
    const { path: address } = (await renewed.json()) as { path: string };
    expect((await calendar.fetch()).status).toBe(404);
    expect((await fetch(planning.server.origin + address)).status).toBe(200);
    expect(await end(calendar, 'fritidsgården')).toBe(204);
    expect((await fetch(planning.server.origin + address)).status).toBe(404);
    expect(await feedsOf('fritidsgården')).toEqual([]);
  });

  it('is the matter of its maker, and of their colleagues when it is the agency’s', async () => {
    const own = await subscribe('kommunen');
    const shared = await subscribe('kommunen', { scope: 'agency' });
    expect((await feedsOf('chefen')).map(({ id, isOwn }) => [id, isOwn])).toEqual([
      [shared.made.feed.id, false],
    ]);
    expect(await feedsOf('polisen')).not.toContainEqual(shared.made.feed);
    expect(await end(own, 'chefen')).toBe(404);
    expect(await end(shared, 'polisen')).toBe(404);
    expect(await end(shared, 'chefen')).toBe(204);
    expect((await shared.fetch()).status).toBe(404);
    expect((await own.fetch()).status).toBe(200);
  });

  it('is refused for a series that is not of the partnership', async () => {
    const body = { scope: 'series', seriesId: crypto.randomUUID(), language: 'sv' };
    expect((await planning.send('POST', 'calendar-feeds', { body })).status).toBe(422);
    const mixed = { scope: 'person', seriesId: series.id, language: 'sv' };
    expect((await planning.send('POST', 'calendar-feeds', { body: mixed })).status).toBe(400);
  });

  it('is one of twenty at most', async () => {
    for (let made = 0; made < 20; made += 1) await subscribe('bostadsbolaget');
    const body = { scope: 'person', seriesId: null, language: 'sv' };
    const one = await planning.send('POST', 'calendar-feeds', { by: 'bostadsbolaget', body });
    expect(await one.json()).toMatchObject({ code: 'limit-reached' });
  });
});

describe('a feed', () => {
  it('is fetched as calendars fetch, and not again while it is the same', async () => {
    const calendar = await subscribe('samordnaren');
    const first = await calendar.fetch();
    const text = await first.text();
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('cache-control')).toContain('private');
    expect(first.headers.get('set-cookie')).toBeNull();
    const etag = first.headers.get('etag') ?? '';
    const head = await calendar.fetch({ method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    for (const known of [etag, `"other", W/${etag}`, '*'])
      expect((await calendar.fetch({ headers: { 'if-none-match': known } })).status).toBe(304);
    expect((await calendar.fetch({ headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    planning.setTime('2026-03-02T19:30:00.000Z');
    expect(await calendar.text()).toBe(text);
    const [meeting] = await planning.meetingsOf(series);
    await planning.command(meeting, noteAdd(planning.world, planning.world.agency.kommunen));
    expect(await calendar.text()).toBe(text);
  });

  it('shows three months back and twelve ahead', async () => {
    const calendar = await subscribe('samordnaren');
    const days = (await calendar.events()).map(({ startsAt }) => startsAt.slice(0, 10));
    // The first meeting of the world, and those that the series has planned.
    expect(days.at(0)).toBe('2026-01-09');
    expect(days.at(-1)).toBe('2027-02-12');
    expect(days).toHaveLength(18);
  });

  it('lets a meeting go once, also where the month it left is the shorter one', async () => {
    const definition = { start: '2026-03-02T22:00', rule: 'FREQ=DAILY;COUNT=1' };
    const short = await planning.create(planOf({ definition }));
    const calendar = await subscribe('samordnaren', { scope: 'series', seriesId: short.id });
    const shown = [];
    for (const day of ['2026-05-31', '2026-06-02', '2026-06-03']) {
      planning.setTime(`${day}T10:00:00.000Z`);
      shown.push((await calendar.events()).length);
    }
    planning.setTime('2026-03-02T19:30:00.000Z');
    expect(shown).toEqual([1, 1, 0]);
  });

  it('of a series shows that series, by its title', async () => {
    const calendar = await subscribe('samordnaren', { scope: 'series', seriesId: series.id });
    expect(calendar.made.feed.seriesTitle).toBe('Utsättning');
    expect(await calendar.text()).toContain('X-WR-CALNAME:Utsättning – Samverkan');
    const ids = (await planning.meetingsOf(series)).map(({ id }) => id);
    expect((await calendar.events()).map(({ uid }) => uid)).toEqual(ids);
  });

  it('says nothing of what was written, not even why a meeting is cancelled', async () => {
    const calendar = await subscribe('nattvandrarna');
    const [, second] = await planning.meetingsOf(series);
    await planning.command(second, { type: 'meeting.cancel', reason: 'Hemlig snöstorm' });
    const text = await calendar.text();
    const cancelled = eventsIn(text).find(({ uid }) => uid === second?.id);
    expect(cancelled).toMatchObject({ status: 'CANCELLED', title: 'Inställt: Utsättning' });
    expect(text).not.toMatch(/snöstorm|ATTENDEE/i);
  });
});

describe('whoever leaves', () => {
  it('the partnership leaves nothing behind that can be fetched', async () => {
    const calendar = await subscribe('nattvandrarna');
    expect((await calendar.fetch()).status).toBe(200);
    const path = `people/${planning.world.person.nattvandrarna}`;
    expect((await planning.send('DELETE', path, { ifMatch: '"1"' })).status).toBe(204);
    const gone = await calendar.fetch();
    expect([gone.status, gone.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('the agency, or becomes one who attends no meetings, has no feed any more', async () => {
    const { partnershipId, agency, person } = planning.world;
    const calendar = await subscribe('polisen', { scope: 'agency' });
    const change = (column: string, value: string) =>
      planning.database.query(
        `WITH raised AS (UPDATE partnership SET rights_version = rights_version + 1 WHERE id = $1)
         UPDATE membership SET ${column} = $3 WHERE partnership_id = $1 AND person_id = $2`,
        [partnershipId, person.polisen, value],
      );
    await change('agency_id', agency.kommunen);
    expect((await calendar.fetch()).status).toBe(404);
    await change('agency_id', agency.polisen);
    expect((await calendar.fetch()).status).toBe(200);
    await change('role', 'administrator');
    expect((await calendar.fetch()).status).toBe(404);
    await change('role', 'attendee');
    await query('UPDATE agency SET retired_at = now() WHERE id = $1', agency.polisen);
    await change('role', 'attendee');
    expect((await calendar.fetch()).status).toBe(404);
  });
});

describe('one meeting', () => {
  it('is taken along as a file of its own', async () => {
    const [meeting] = await planning.meetingsOf(series);
    const response = await planning.send('GET', `meetings/${meeting?.id}/calendar.ics?language=en`);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="utsattning-2026-03-13.ics"',
    );
    const text = await response.text();
    expect(text).not.toContain('REFRESH-INTERVAL');
    expect(eventsIn(text)).toEqual([
      expect.objectContaining({ uid: meeting?.id, startsAt: meeting?.startsAt }),
    ]);
    const missing = `meetings/${crypto.randomUUID()}/calendar.ics`;
    expect((await planning.send('GET', missing)).status).toBe(404);
  });
});

describe('whoever guesses', () => {
  it('is told nothing, and soon to wait; those who know their address are not', async () => {
    const calendar = await subscribe('samordnaren');
    const guess = (file: string) =>
      fetch(`${planning.server.origin}/api/v1/calendar-feeds/${file}`);
    for (const file of ['x.ics', 'A'.repeat(43), `${'A'.repeat(42)}å.ics`])
      expect((await guess(file)).status).toBe(404);
    const statuses: number[] = [];
    for (let tried = 0; tried <= WRONG_ADDRESSES_A_MINUTE; tried += 1)
      statuses.push((await guess(`${randomBytes(32).toString('base64url')}.ics`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await calendar.fetch()).status).toBe(200);
  });
});
