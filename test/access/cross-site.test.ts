// S6: what another site's page can make a browser send. Every route that changes something, as the
// running product knows it, and the way to the live connection, from every origin that might pass for
// ours and in every form a body can have. Only JSON from our own page acts, and that of programs, which
// no browser sends with a cookie of its own.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { Problem } from '../../src/contract/problems.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';
import type { TestApp } from '../support/app.js';
import { everythingStored } from '../support/everything-stored.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { Doors } from './principals.js';
import { requestOf, type RouteRequest } from './request-of.js';
import { routePolicies, type Cell } from './route-policy.js';
import { runningRoutes, startProduct } from './running-product.js';

const OWN = 'https://utsattning.example';
const JSON_MEDIA = 'application/json';
const READING = ['GET', 'HEAD', 'OPTIONS'];

type Headers = Record<string, string>;

/** Other sites, by what a browser tells of their pages. */
const foreign: Headers[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'https://live.utsattning.example' },
  // Some pages hold the origin back; that they are others, the browser tells all the same.
  { 'sec-fetch-site': 'cross-site' },
  { origin: OWN, 'sec-fetch-site': 'same-site' },
];

/** Origins that are ours but for a little. */
const lookAlikes: Headers[] = [
  'http://utsattning.example',
  'https://utsattning.example:8443',
  'https://utsattning.example.evil.example',
  'https://evil-utsattning.example',
  'https://utsattning.example@evil.example',
  'https://utsattning.exampl',
  'https://utsattning.example.',
  'https://utsattning.example/',
  'https://utsättning.example',
  'https://UTSATTNING.example',
  'https://utsattning.example, https://evil.example',
  'http://127.0.0.1',
  'file://',
  '',
].map((origin) => ({ origin: Buffer.from(origin).toString('latin1') }));

const own: Headers[] = [{ origin: OWN }, { origin: OWN, 'sec-fetch-site': 'same-origin' }];
const programs: Headers[] = [{}];

/** The forms a page can send without asking first, the one it cannot, and none said. */
const kinds = [
  JSON_MEDIA,
  'text/plain',
  'text/plain;application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  null,
] as const;
type Kind = (typeof kinds)[number];

interface Try extends RouteRequest {
  readonly route: string;
  readonly cookie: string;
}

let database: TestDatabase;
let server: TestApp;
let dataSource: DataSource;
let cookie: string;
const tries: Try[] = [];
let tried = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startProduct(database.url, { PUBLIC_URL: OWN });
  dataSource = server.app.get(DataSource);
  const doors = await Doors.of(server);
  cookie = await doors.cookieOf('coordinator');
  for (const route of runningRoutes(server)) {
    const policy = routePolicies[route];
    if (!policy || READING.includes(route.split(' ')[0]!)) continue;
    const cell: Cell = {
      world: doors.world,
      dataSource,
      cookie: policy.endsSession ? await doors.cookieOf('coordinator') : cookie,
    };
    tries.push({ route, cookie: cell.cookie, ...(await requestOf(route, policy, cell)) });
  }
  await server.app.get(PlanningRounds).run();
});
afterAll(async () => {
  console.info(`S6: ${tried} requests at ${tries.length} routes and the live connection`);
  await server.close();
  await database.drop();
});

function send(one: Try, headers: Headers, kind: Kind): Promise<Response> {
  tried += 1;
  const hasBody = kind !== null || one.body !== undefined;
  return fetch(server.origin + one.path, {
    method: one.method,
    redirect: 'manual',
    headers: {
      cookie: one.cookie,
      'if-match': '"999"',
      ...(kind === null ? {} : { 'content-type': kind }),
      ...headers,
    },
    // As bytes, for a text would be given a kind.
    ...(hasBody && { body: Buffer.from(JSON.stringify(one.body ?? {})) }),
  });
}

async function refusalOf(response: Response): Promise<string> {
  // Nobody is told either that a page from elsewhere may read the answer.
  const isShared = [...response.headers.keys()].some((name) => name.startsWith('access-control-'));
  const media = response.headers.get('content-type') ?? '';
  if (isShared || !media.startsWith('application/problem+json'))
    return `${response.status} ${media} ${await response.text()}`;
  return Problem.parse(await response.json()).code;
}

/** What should have been refused with that code and was not. */
async function wrongOf(from: Headers[], kinds: readonly Kind[], code: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of tries)
    await Promise.all(
      from.flatMap((headers) =>
        kinds.map(async (kind) => {
          // Where nothing is sent there is no form it could have.
          if (kind === null && one.body === undefined && code !== 'forbidden-origin') return;
          const refusal = await refusalOf(await send(one, headers, kind));
          if (refusal !== code)
            wrong.push(`${one.route}, ${JSON.stringify(headers)}, ${kind}: ${refusal}`);
        }),
      ),
    );
  return wrong;
}

describe('S6 what other sites’ pages can send', () => {
  it('reads every route that changes something from the running product', () => {
    expect(tries.length).toBeGreaterThan(25);
    expect(tries.some(({ method }) => method === 'DELETE')).toBe(true);
  });

  it('does nothing: neither from other origins nor in other forms, and nothing is changed', async () => {
    const before = await everythingStored(dataSource);
    expect(await wrongOf(foreign, kinds, 'forbidden-origin')).toEqual([]);
    expect(await wrongOf(lookAlikes, [JSON_MEDIA], 'forbidden-origin')).toEqual([]);
    const otherKinds = kinds.filter((kind) => kind !== JSON_MEDIA);
    expect(await wrongOf([...own, ...programs], otherKinds, 'unsupported-media-type')).toEqual([]);
    expect(await everythingStored(dataSource)).toEqual(before);
  });

  it('is refused by the live connection too, in whatever way it is asked for', async () => {
    const wrong: string[] = [];
    for (const headers of [...foreign, ...lookAlikes]) {
      const told = await handshakeWith(headers);
      if (told === 'connected') wrong.push(JSON.stringify(headers));
    }
    expect(wrong).toEqual([]);
    for (const headers of [...own, ...programs])
      expect(await handshakeWith(headers)).toBe('connected');

    for (const method of ['GET', 'POST'])
      for (const headers of [...foreign, ...own])
        for (const kind of kinds) {
          const path = '/socket.io/?EIO=4&transport=polling';
          const body = method === 'POST' ? {} : undefined;
          const polling = { route: path, method, path, body, cookie };
          const response = await send(polling, headers, method === 'POST' ? kind : null);
          expect([400, 403]).toContain(response.status);
          expect([...response.headers.keys()]).not.toContain('access-control-allow-origin');
        }
  });

  it('keeps nobody from our own page, nor programs, from what they may do', async () => {
    const wrong: string[] = [];
    for (const one of tries)
      for (const headers of [...own, ...programs]) {
        const kind = one.body === undefined ? null : JSON_MEDIA;
        const response = await send(one, headers, kind);
        const told = await response.text();
        if (/forbidden-origin|unsupported-media-type/.test(told) || response.status >= 500)
          wrong.push(`${one.route}, ${JSON.stringify(headers)}: ${told}`);
      }
    expect(wrong).toEqual([]);
  });

  async function handshakeWith(headers: Headers): Promise<string> {
    tried += 1;
    const socket = io(server.origin, {
      transports: ['websocket'],
      extraHeaders: { Cookie: cookie, ...headers },
      reconnection: false,
      forceNew: true,
    });
    const told = await new Promise<string>((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('connect_error', ({ message }) => resolve(message));
    });
    socket.close();
    return told;
  }
});
