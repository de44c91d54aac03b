import { afterEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MeetingList } from '../../src/contract/meetings.js';
import { SeriesList } from '../../src/contract/series.js';
import { Session } from '../../src/contract/session.js';
import { loadDemonstration } from '../../src/demo/load-demonstration.js';
import { entities } from '../../src/entities.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

interface Loaded {
  status: string;
  starts: string;
  notes: number;
}

describe('loading the demonstration', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function emptyDatabase(): Promise<{ database: TestDatabase; dataSource: DataSource }> {
    const database = await createTestDatabase();
    ends.push(() => database.drop());
    const dataSource = await new DataSource(
      dataSourceOptions({ url: database.url, poolSize: 4, entities }),
    ).initialize();
    ends.push(() => dataSource.destroy());
    return { database, dataSource };
  }

  const meetingsIn = (database: TestDatabase) =>
    database.query<Loaded>(
      `SELECT status, to_char(starts_at AT TIME ZONE time_zone, 'YYYY-MM-DD HH24:MI') AS starts,
         (SELECT count(*)::int FROM situation_note AS note WHERE note.meeting_id = meeting.id) AS notes
         FROM meeting ORDER BY starts_at`,
    );

  it.each([
    ['on a Wednesday', '2026-11-25T12:00:00Z', '2026-11-27 18:00', '2027-11-19 18:00'],
    [
      'on a Friday before the meeting',
      '2026-11-27T16:59:00Z',
      '2026-11-27 18:00',
      '2027-11-19 18:00',
    ],
    [
      'on a Friday after it has begun',
      '2026-11-27T17:00:00Z',
      '2026-12-04 18:00',
      '2027-11-26 18:00',
    ],
    ['late on a Thursday by UTC', '2027-01-07T23:30:00Z', '2027-01-08 18:00', '2027-12-31 18:00'],
    ['in summer time', '2026-06-03T08:00:00Z', '2026-06-05 18:00', '2027-05-28 18:00'],
  ])('places the evenings around the day: %s', async (_day, now, next, last) => {
    const { database, dataSource } = await emptyDatabase();
    await loadDemonstration(dataSource, new Date(now));

    const meetings = await meetingsIn(database);
    expect(meetings.slice(0, 5).map(({ status }) => status)).toEqual([
      'closed',
      'closed',
      'closed',
      'planned',
      'planned',
    ]);
    expect(meetings[3]).toEqual({ status: 'planned', starts: next, notes: 1 });
    expect(meetings.at(-1)).toEqual({ status: 'planned', starts: last, notes: 0 });
    const [newest] = await database.query<{ at: Date }>('SELECT max(at) AS at FROM meeting_event');
    expect(newest?.at.getTime()).toBeLessThan(Date.parse(now));
  });

  it('happens once', async () => {
    const { database, dataSource } = await emptyDatabase();
    const now = new Date('2026-11-25T12:00:00Z');
    await loadDemonstration(dataSource, now);
    await loadDemonstration(dataSource, new Date('2027-02-01T12:00:00Z'));

    const [counts] = await database.query(
      `SELECT (SELECT count(*)::int FROM partnership) AS partnerships,
         (SELECT count(*)::int FROM meeting_series) AS series,
         (SELECT demo_loaded_at FROM installation) AS at`,
    );
    expect(counts).toEqual({ partnerships: 1, series: 1, at: now });
  });

  it('leaves a database alone that somebody has put a partnership of their own in', async () => {
    const { database, dataSource } = await emptyDatabase();
    await database.query(
      `INSERT INTO partnership (id, name, municipality, time_zone)
       VALUES (gen_random_uuid(), 'Samverkan Vallentuna', 'Vallentuna', 'Europe/Stockholm')`,
    );
    await loadDemonstration(dataSource, new Date('2026-11-25T12:00:00Z'));
    expect(await database.query('SELECT name FROM partnership')).toEqual([
      { name: 'Samverkan Vallentuna' },
    ]);
  });
});

describe('the demonstration as one meets it', () => {
  const servers: ServerProcess[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function started(environment: Record<string, string>): Promise<ServerProcess> {
    const server = await startServer(environment);
    servers.push(server);
    return server;
  }

  async function ask(server: ServerProcess, path: string, cookie = ''): Promise<unknown> {
    const response = await fetch(`${server.origin}/api/v1/${path}`, { headers: { cookie } });
    expect(response.status).toBe(200);
    return response.json();
  }

  /** Signs in as the first of the roles, the coordinator. */
  async function signIn(server: ServerProcess): Promise<{ cookie: string; partnershipId: string }> {
    const { roles } = (await ask(server, 'demo/roles')) as { roles: { personId: string }[] };
    const response = await fetch(`${server.origin}/api/v1/demo/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ personId: roles[0]?.personId }),
    });
    const { memberships } = Session.parse(await response.json());
    return {
      cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '',
      partnershipId: memberships[0]?.partnershipId ?? '',
    };
  }

  it('is there at the first start, and at the next with all that was done in it', async () => {
    const DATA_DIR = temporaryFolder('data');
    const first = await started({ DATA_DIR });
    const { cookie, partnershipId } = await signIn(first);
    const path = `partnerships/${partnershipId}`;
    const { series } = SeriesList.parse(await ask(first, `${path}/series`, cookie));
    expect(series).toHaveLength(1);
    const before = MeetingList.parse(await ask(first, `${path}/meetings?limit=200`, cookie));
    const next = before.meetings.find(({ status }) => status === 'planned');
    const opened = await fetch(`${first.origin}/api/v1/${path}/meetings/${next?.id}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({
        commandId: crypto.randomUUID(),
        command: { type: 'meeting.open' },
      }),
    });
    expect(opened.status).toBe(200);
    await servers.pop()?.stop();

    const second = await started({ DATA_DIR });
    const after = MeetingList.parse(await ask(second, `${path}/meetings?limit=200`, cookie));
    expect(after.meetings.map(({ id }) => id)).toEqual(before.meetings.map(({ id }) => id));
    expect(after.meetings.find(({ id }) => id === next?.id)?.status).toBe('open');
  });

  it('is never where the database or the address is somebody’s own', async () => {
    const database = await createTestDatabase();
    const own = await started({ DATABASE_URL: database.url });
    expect((await fetch(`${own.origin}/api/v1/demo/roles`)).status).toBe(404);
    expect(await database.query('SELECT FROM partnership')).toEqual([]);
    await servers.pop()?.stop();
    await database.drop();

    const open = await started({
      DATA_DIR: temporaryFolder('data'),
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://utsattning.example',
    });
    const host = { 'x-forwarded-proto': 'https' };
    expect((await fetch(`${open.origin}/api/v1/demo/roles`, { headers: host })).status).toBe(404);
    expect(await ask(open, 'sign-in')).toEqual({
      demo: false,
      mail: false,
      passkeys: true,
      providers: [],
    });
  });
});
