import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '../../src/contract/problems.js';
import { Series, SeriesList } from '../../src/contract/series.js';
import { createWorld } from '../support/meeting-world.js';
import { planOf, PlanningWorld } from './planning-world.js';

const UNKNOWN = '7f2a6f0e-5f0c-4a6e-9d69-5d7f5e8f0a11';

let planning: PlanningWorld;
beforeAll(async () => {
  planning = await PlanningWorld.at('2026-06-01T10:00:00.000Z');
});
afterAll(() => planning.end());

async function problemIn(response: Response): Promise<Problem> {
  const problem = Problem.parse(await response.json());
  expect(response.status).toBe(problem.status);
  return problem;
}

describe('a series', () => {
  it('is stored as it was written, with the tag that an edit names', async () => {
    const plan = planOf({ title: 'Utsättning, tredje fredagen' });
    const created = await planning.send('POST', 'series', { body: plan });
    expect(created.status).toBe(201);
    expect(created.headers.get('etag')).toBe('"1"');
    const series = Series.parse(await created.json());
    expect(series).toEqual({ ...plan, id: series.id, decisions: [], continues: null, version: 1 });
    expect(created.headers.get('location')).toBe(
      `/api/v1/partnerships/${planning.world.partnershipId}/series/${series.id}`,
    );

    const read = await planning.send('GET', `series/${series.id}`, { by: 'nattvandrarna' });
    expect(read.headers.get('etag')).toBe('"1"');
    expect(await read.json()).toEqual(series);
    const list = await planning.send('GET', 'series', { by: 'chefen' });
    expect(SeriesList.parse(await list.json()).series).toContainEqual(series);
  });

  it('has its meetings for a year the moment it is stored, each with the agenda', async () => {
    const series = await planning.create();
    const meetings = await planning.meetingsOf(series);
    expect(meetings).toHaveLength(18);
    expect(meetings[0]).toMatchObject({
      seriesId: series.id,
      title: 'Utsättning',
      venue: 'Stora salen',
      startsAt: '2026-06-05T16:00:00.000Z',
      endsAt: '2026-06-05T16:50:00.000Z',
      timeZone: 'Europe/Stockholm',
      status: 'planned',
      revision: 0,
    });
    expect(meetings.at(-1)?.startsAt).toBe('2027-05-28T16:00:00.000Z');
    const agenda = await planning.database.query(
      'SELECT title, minutes, state FROM agenda_item WHERE meeting_id = $1 ORDER BY order_key',
      [meetings[17]?.id],
    );
    expect(agenda).toEqual([
      { title: 'Upprop', minutes: 5, state: 'pending' },
      { title: 'Lägesbild laget runt', minutes: 45, state: 'pending' },
    ]);
  });

  it('keeps its clock time over both changes of the clock', async () => {
    const series = await planning.create(planOf({ definition: { rule: 'FREQ=WEEKLY;BYDAY=FR' } }));
    const starts = (await planning.meetingsOf(series)).map(({ startsAt }) => startsAt);
    for (const [date, hour] of [
      ['2026-10-23', '16'],
      ['2026-10-30', '17'],
      ['2027-03-26', '17'],
      ['2027-04-02', '16'],
    ])
      expect(starts).toContain(`${date}T${hour}:00:00.000Z`);
  });

  it.each([
    ['invalid-rule', { rule: 'FREQ=WEEKLY;BYHOUR=7' }],
    ['start-not-in-rule', { start: '2026-01-08T18:00' }],
    ['rule-yields-nothing', { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
  ])('that cannot be is refused with %s, and nothing of it stays', async (code, definition) => {
    const count = () => planning.database.query('SELECT count(*) FROM meeting_series');
    const before = await count();
    const response = await planning.send('POST', 'series', { body: planOf({ definition }) });
    expect((await problemIn(response)).code).toBe(code);
    expect(await count()).toEqual(before);

    const series = await planning.create();
    const meetings = await planning.meetingsOf(series);
    const edit = await planning.send('PUT', `series/${series.id}`, {
      body: planOf({ definition }),
      ifMatch: '"1"',
    });
    expect((await problemIn(edit)).code).toBe(code);
    expect(await (await planning.send('GET', `series/${series.id}`)).json()).toEqual(series);
    expect(await planning.meetingsOf(series)).toEqual(meetings);
  });
});

describe('an edit of a series', () => {
  it('names the version it is based on, and is refused with the current one when that is old', async () => {
    const series = await planning.create();
    const path = `series/${series.id}`;
    const mine = planOf({ venue: 'Lilla salen' });
    const theirs = planOf({ venue: 'Brandstationen' });

    for (const ifMatch of [undefined, '1', '*', '"abc"', '"1", "2"']) {
      const response = await planning.send('PUT', path, {
        body: mine,
        ...(ifMatch === undefined ? {} : { ifMatch }),
      });
      expect((await problemIn(response)).code).toBe('version-required');
    }

    const first = await planning.send('PUT', path, { body: theirs, ifMatch: '"1"' });
    expect(first.headers.get('etag')).toBe('"2"');
    const current = Series.parse(await first.json());
    const stored = { id: series.id, decisions: [], continues: null };
    expect(current).toEqual({ ...theirs, ...stored, version: 2 });
    const second = await planning.send('PUT', path, { body: mine, ifMatch: '"1"' });
    expect(await problemIn(second)).toMatchObject({ code: 'stale', status: 409, current });
    const third = await planning.send('PUT', path, { body: mine, ifMatch: 'W/"2"' });
    expect(third.status).toBe(200);
  });

  it('is made once when many make it at the same moment', async () => {
    const series = await planning.create();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        planning.send('PUT', `series/${series.id}`, {
          body: planOf({ definition: { start: `2026-01-09T19:0${index}` } }),
          ifMatch: '"1"',
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await planning.meetingsOf(series)).toHaveLength(18);
  });
});

describe('who plans', () => {
  it('is a coordinator; members read, and are told so when they try', async () => {
    const series = await planning.create();
    for (const by of ['polisen', 'nattvandrarna', 'chefen'] as const) {
      const create = await planning.send('POST', 'series', { by, body: planOf() });
      expect((await problemIn(create)).code).toBe('not-allowed');
      const edit = await planning.send('PUT', `series/${series.id}`, {
        by,
        body: planOf(),
        ifMatch: '"1"',
      });
      expect((await problemIn(edit)).code).toBe('not-allowed');
      expect((await planning.send('GET', `series/${series.id}`, { by })).status).toBe(200);
    }
  });

  it('is nobody of another partnership, for whom there is nothing here', async () => {
    const series = await planning.create();
    const foreign = await createWorld(planning.server.app);
    const cookie = await foreign.signIn('samordnaren');
    const ask = (partnershipId: string, seriesId: string, init: RequestInit = {}) =>
      fetch(`${planning.server.origin}/api/v1/partnerships/${partnershipId}/series/${seriesId}`, {
        ...init,
        headers: { cookie, 'content-type': 'application/json', 'if-match': '"1"' },
      });
    const put = { method: 'PUT', body: JSON.stringify(planOf()) };
    for (const [partnershipId, seriesId] of [
      [planning.world.partnershipId, series.id],
      [foreign.partnershipId, series.id],
      [foreign.partnershipId, UNKNOWN],
    ] as const) {
      expect((await problemIn(await ask(partnershipId, seriesId))).code).toBe('not-found');
      expect((await problemIn(await ask(partnershipId, seriesId, put))).code).toBe('not-found');
    }
    const anonymous = await fetch(
      `${planning.server.origin}/api/v1/partnerships/${planning.world.partnershipId}/series`,
    );
    expect((await problemIn(anonymous)).code).toBe('not-signed-in');
  });

  it('is refused whatever the contract does not know', async () => {
    for (const body of [{}, { ...planOf(), id: UNKNOWN }, planOf({ agendaTemplate: [] })]) {
      const response = await planning.send('POST', 'series', { body });
      expect((await problemIn(response)).code).toBe('invalid-input');
    }
    const response = await planning.send('GET', 'series/no-id');
    expect(response.status).toBe(400);
  });
});
