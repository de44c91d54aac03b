import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Session } from '../../src/contract/session.js';
import type { StoredPartnership } from '../../src/directory/store-partnership.js';
import { ATTEMPTS_A_MINUTE } from '../../src/identity/attempt-limit.guard.js';
import { ClearingRounds } from '../../src/identity/clearing-rounds.js';
import {
  ABSOLUTE_END_MS,
  IDLE_END_MS,
  SessionService,
} from '../../src/identity/session.service.js';
import { issueSignInLink, LINK_LASTS_MS } from '../../src/identity/sign-in-link.service.js';
import { Clock } from '../../src/platform/clock.js';
import { storedPartnership, withDataSource } from '../directory/stored-partnership.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A clock that only the test moves. */
class TestClock extends Clock {
  private time = Date.parse('2026-11-27T16:00:00.000Z');

  override now(): Date {
    return new Date(this.time);
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

describe('identity', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  let server: TestApp;
  let home: StoredPartnership;
  let foreign: StoredPartnership;

  beforeAll(async () => {
    database = await createTestDatabase();
    home = await storedPartnership(database, 'Nynäshamn');
    foreign = await storedPartnership(database, 'Haninge');
    server = await start({});
  });

  afterAll(async () => {
    await server.close();
    await database.drop();
  });

  /** A product of its own, with limits nobody else has used up. */
  const start = (environment: Record<string, string>) =>
    startTestApp({
      databaseUrl: database.url,
      environment: { DATABASE_URL: database.url, ...environment },
      override: (builder) => builder.overrideProvider(Clock).useValue(clock),
    });

  const issue = async (email = 'samordnare@nynashamn.example') => {
    const link = await withDataSource(database, (dataSource) =>
      issueSignInLink(dataSource, clock.now(), email),
    );
    if (!link) throw new Error(`Nobody has ${email}.`);
    return link.secret;
  };

  const redeem = (
    secret: string,
    { cookie, at = server }: { cookie?: string; at?: TestApp } = {},
  ) =>
    fetch(`${at.origin}/api/v1/sign-in/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
      body: JSON.stringify({ secret }),
    });

  const get = (path: string, cookie?: string) =>
    fetch(`${server.origin}/api/v1/${path}`, { headers: { ...(cookie && { cookie }) } });

  const signOut = (cookie: string) =>
    fetch(`${server.origin}/api/v1/session`, { method: 'DELETE', headers: { cookie } });

  const cookieOf = (response: Response) =>
    (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

  const signIn = async (email?: string) => cookieOf(await redeem(await issue(email)));

  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

  describe('a sign-in link', () => {
    it('signs in the one it was made for, and says where they are a member', async () => {
      const response = await redeem(await issue('SAMORDNARE@nynashamn.example'));
      expect(response.status).toBe(200);
      const session = Session.parse(await response.json());
      expect(session.person.name).toBe('Samordnare');
      expect(session.memberships).toEqual([
        expect.objectContaining({
          partnershipId: home.partnershipId,
          partnershipName: 'Samverkan Nynäshamn',
          agencyName: 'Nynäshamns kommun',
          role: 'coordinator',
        }),
      ]);
    });

    it('works once, also when many try at the same moment', async () => {
      const secret = await issue();
      const answers = await Promise.all(Array.from({ length: 12 }, () => redeem(secret)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 410)).toHaveLength(11);
      const late = await redeem(secret);
      expect(late.headers.get('content-type')).toContain('application/problem+json');
      expect(await codeOf(late)).toBe('link-spent');
      expect(late.headers.getSetCookie()).toEqual([]);
    });

    it('is not used up by a GET or a HEAD, with or without its secret', async () => {
      const secret = await issue();
      for (const path of ['sign-in', 'sign-in/link', `sign-in/link?secret=${secret}`])
        for (const method of ['GET', 'HEAD'])
          await fetch(`${server.origin}/api/v1/${path}`, { method });
      expect((await redeem(secret)).status).toBe(200);
    });

    it('ends after a quarter of an hour', async () => {
      const inTime = await issue();
      clock.pass(LINK_LASTS_MS - 1);
      expect((await redeem(inTime)).status).toBe(200);
      const tooLate = await issue();
      clock.pass(LINK_LASTS_MS);
      expect(await codeOf(await redeem(tooLate))).toBe('link-spent');
    });

    it('cannot be read from the database, and neither can a session', async () => {
      const secret = await issue();
      const cookie = await signIn();
      const [dump] = await database.query<{ text: string }>(
        `SELECT (SELECT json_agg(sign_in_link) FROM sign_in_link)::text ||
                (SELECT json_agg(session) FROM session)::text AS text`,
      );
      for (const held of [secret, cookie.split('=')[1] ?? '']) {
        expect(held).toHaveLength(43);
        const bytes = Buffer.from(held, 'base64url').toString('hex');
        expect(dump?.text).not.toContain(held);
        expect(dump?.text).not.toContain(bytes);
        expect(dump?.text).not.toContain(Buffer.from(held).toString('hex'));
      }
      // What is stored opens nothing either.
      const [row] = await database.query<{ hash: Buffer }>(
        'SELECT secret_hash AS hash FROM sign_in_link LIMIT 1',
      );
      const replayed = await redeem(row?.hash.toString('base64url') ?? '');
      expect(await codeOf(replayed)).toBe('link-spent');
    });

    it('is refused when it is no secret at all', async () => {
      for (const body of ['{}', '{"secret":1}', '{"secret":["a"]}', '{"secret":"short"}']) {
        const response = await fetch(`${server.origin}/api/v1/sign-in/link`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        expect(await codeOf(response)).toBe('invalid-input');
      }
    });
  });

  describe('the cookie', () => {
    it('is for our pages alone and lasts as long as a session can', async () => {
      const [cookie = ''] = (await redeem(await issue())).headers.getSetCookie();
      expect(cookie).toMatch(/^utsattning=[\w-]{43}; /);
      expect(cookie.split('; ').slice(1).sort()).toEqual([
        `Expires=${new Date(clock.now().getTime() + ABSOLUTE_END_MS).toUTCString()}`,
        'HttpOnly',
        'Path=/',
        'SameSite=Lax',
      ]);
    });

    it('is bound to the host and to encryption where there is encryption', async () => {
      const encrypted = await start({
        DATABASE_URL: database.url,
        PUBLIC_URL: 'https://utsattning.example',
      });
      const [cookie = ''] = (await redeem(await issue(), { at: encrypted })).headers.getSetCookie();
      await encrypted.close();
      expect(cookie).toMatch(/^__Host-utsattning=/);
      expect(cookie.split('; ')).toEqual(
        expect.arrayContaining(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']),
      );
      expect(cookie).not.toMatch(/domain/i);
    });
  });

  describe('a session', () => {
    it('is needed to ask who one is', async () => {
      expect(await codeOf(await get('session'))).toBe('not-signed-in');
      expect(await codeOf(await get('session', 'utsattning=guess'))).toBe('not-signed-in');
      expect((await get('session', await signIn())).status).toBe(200);
    });

    it('is another after each sign-in, and the one before ends', async () => {
      const before = await signIn();
      const after = cookieOf(await redeem(await issue(), { cookie: before }));
      expect(after).not.toBe(before);
      expect((await get('session', before)).status).toBe(401);
      expect((await get('session', after)).status).toBe(200);
    });

    it('ends when it has not been used for twelve hours, and lives on when it has', async () => {
      const used = await signIn();
      const idle = await signIn();
      clock.pass(IDLE_END_MS - HOUR_MS);
      expect((await get('session', used)).status).toBe(200);
      clock.pass(HOUR_MS);
      expect((await get('session', used)).status).toBe(200);
      expect((await get('session', idle)).status).toBe(401);
    });

    it('ends after thirty days, however much it is used', async () => {
      const cookie = await signIn();
      for (let passed = 0; passed < ABSOLUTE_END_MS - HOUR_MS; passed += 11 * HOUR_MS) {
        expect((await get('session', cookie)).status).toBe(200);
        clock.pass(Math.min(11 * HOUR_MS, ABSOLUTE_END_MS - HOUR_MS - passed));
      }
      const last = Session.parse(await (await get('session', cookie)).json());
      expect(Date.parse(last.expiresAt) - clock.now().getTime()).toBe(HOUR_MS);
      clock.pass(HOUR_MS);
      expect((await get('session', cookie)).status).toBe(401);
    });

    it('is cleared out when its time is over', async () => {
      await signIn();
      clock.pass(IDLE_END_MS);
      await signIn();
      await server.app.get(ClearingRounds).run();
      const [row] = await database.query<{ count: string }>('SELECT count(*) FROM session');
      expect(row?.count).toBe('1');
    });

    it('ends everywhere by signing out, which tells those who hold its sockets', async () => {
      const sessions = server.app.get(SessionService);
      const [cookie, other] = [await signIn(), await signIn()];
      const [id, otherId] = await Promise.all(
        [cookie, other].map(async (one) => (await sessions.authenticate(one))?.id ?? ''),
      );
      const listener = new pg.Client(database.url);
      await listener.connect();
      await listener.query('LISTEN session_ended');
      const told = new Promise((resolve) =>
        listener.once('notification', ({ payload }) => resolve(payload)),
      );

      // Nobody else at the boards is asked anew.
      const versions = () => database.query('SELECT id, rights_version FROM partnership');
      const before = await versions();

      expect(await sessions.endedAmong([id!, otherId!])).toEqual([]);
      const response = await signOut(cookie);
      expect(response.status).toBe(204);
      expect(response.headers.getSetCookie()[0]).toMatch(/^utsattning=; .*1970/);
      expect(await told).toBe(id);
      await listener.end();
      expect((await get('session', cookie)).status).toBe(401);
      expect((await get('session', other)).status).toBe(200);
      expect(await sessions.endedAmong([id!, otherId!])).toEqual([id]);
      expect((await signOut(cookie)).status).toBe(204);
      expect(await versions()).toEqual(before);

      clock.pass(IDLE_END_MS);
      expect(new Set(await sessions.endedAmong([otherId!, id!, otherId!]))).toEqual(
        new Set([id, otherId]),
      );
      expect(await sessions.endedAmong([])).toEqual([]);
    });
  });

  describe('a partnership', () => {
    it('does not exist for those who are no member of it', async () => {
      const cookie = await signIn();
      expect((await get(`partnerships/${home.partnershipId}`, cookie)).status).toBe(200);
      const answers = await Promise.all(
        [foreign.partnershipId, '7f2a6f0e-5f0c-4a6e-9d69-5d7f5e8f0a11', 'no-id', '%00'].map(
          async (id) => {
            const response = await get(`partnerships/${id}`, cookie);
            return [response.status, await response.json()];
          },
        ),
      );
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]?.[0]).toBe(404);
    });

    it('asks strangers to sign in, whether it exists or not', async () => {
      for (const id of [home.partnershipId, 'no-id'])
        expect(await codeOf(await get(`partnerships/${id}`))).toBe('not-signed-in');
    });
  });

  describe('attempts to sign in', () => {
    it('are bounded for each address, at all servers together, and lock nobody else out', async () => {
      const servers = await Promise.all([
        start({ TRUSTED_PROXY_HOPS: '1' }),
        start({ TRUSTED_PROXY_HOPS: '1' }),
      ]);
      const attempt = (at: TestApp | undefined, from: string, secret = 'a'.repeat(43)) =>
        fetch(`${at?.origin}/api/v1/sign-in/link`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
          body: JSON.stringify({ secret }),
        });
      for (let count = 0; count < ATTEMPTS_A_MINUTE; count++)
        expect((await attempt(servers[count % 2], '198.51.100.1')).status).toBe(410);
      const secret = await issue();
      for (const at of servers) {
        const refused = await attempt(at, '198.51.100.1', secret);
        expect(await codeOf(refused)).toBe('too-many-requests');
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        expect((await attempt(at, '198.51.100.2')).status).toBe(410);
      }
      expect((await attempt(servers[0], '198.51.100.3', secret)).status).toBe(200);
      await Promise.all(servers.map((one) => one.close()));
    });
  });

  it('offers no demonstration on a database that is someone’s own', async () => {
    expect(await (await get('sign-in')).json()).toEqual({
      demo: false,
      mail: false,
      passkeys: false,
      providers: [],
    });
    expect((await get('demo/roles')).status).toBe(404);
    const post = await fetch(`${server.origin}/api/v1/demo/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ personId: [...home.personIds.values()][0] }),
    });
    expect(post.status).toBe(404);
  });
});
