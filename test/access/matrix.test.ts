// S3: every door of the running product, by everyone who may stand at it, against one policy. The doors
// are read from the router and from the contract, so that a new one cannot be forgotten.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { attendees, Doors, principals, type Knocked, type Principal } from './principals.js';
import { requestOf } from './request-of.js';
import { routePolicies, type Cell, type RoutePolicy } from './route-policy.js';
import { runningRoutes, startProduct } from './running-product.js';

let database: TestDatabase;
let server: TestApp;
let doors: Doors;
/** Of people whose sessions nobody will miss. */
let othersDoors: Doors;
let dataSource: DataSource;
let notFound: Knocked;
const cookies = new Map<Principal, string>();
let cells = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startProduct(database.url);
  dataSource = server.app.get(DataSource);
  doors = await Doors.of(server);
  othersDoors = await Doors.of(server);
  for (const principal of principals) cookies.set(principal, await doors.cookieOf(principal));
  // What anyone is told of what does not exist.
  notFound = await doors.knock(
    'GET',
    `/api/v1/partnerships/${randomUUID()}`,
    cookies.get('coordinator') ?? '',
  );
});
afterAll(async () => {
  console.info(`S3: ${cells} cells`);
  await server.close();
  await database.drop();
});

async function cell(principal: Principal, policy: RoutePolicy): Promise<Cell> {
  const cookie = policy.endsSession
    ? await othersDoors.cookieOf(principal)
    : (cookies.get(principal) ?? '');
  return { world: doors.world, dataSource, cookie };
}

/** The answer at one route, as someone gets it. */
async function knockAt(route: string, principal: Principal, policy: RoutePolicy): Promise<Knocked> {
  const at = await cell(principal, policy);
  const { method, path, body } = await requestOf(route, policy, at);
  cells += 1;
  return doors.knock(method, path, at.cookie, body);
}

/** How an answer is to be read, and how it should be. */
function readingOf(answer: Knocked): string {
  if (answer.status === 401) return 'not-signed-in';
  if (answer.code === 'not-allowed' || answer.code === 'sign-in-too-weak') return answer.code;
  if (answer.status === 404)
    return answer.body === notFound.body && answer.length === notFound.length
      ? 'not-found'
      : 'not found, but told in another way';
  // The key is not one: nobody is asked more than whether they may show it.
  if (answer.code === 'passkey-refused') return 'opens';
  return answer.status === 403 || answer.status >= 500 || answer.status === 400
    ? `${answer.status} ${answer.body}`
    : 'opens';
}

function expected(
  principal: Principal,
  {
    opens,
    tooWeak = [],
    otherwise = 'not-found',
    toGuest = 'not-found',
    unguarded = false,
  }: RoutePolicy,
): string {
  if (opens.includes(principal)) return 'opens';
  if (tooWeak.includes(principal)) return 'sign-in-too-weak';
  if (principal === 'nobody' && !unguarded) return 'not-signed-in';
  if (principal === 'guest') return toGuest;
  // To an administrator, meetings are not there, and to a stranger the partnership.
  return attendees.includes(principal) ? otherwise : 'not-found';
}

describe('S3 the access matrix', () => {
  it('has a line for every route of the running product, and none for others', () => {
    const routes = runningRoutes(server);
    expect(routes.length).toBeGreaterThan(30);
    const missing = routes.filter((route) => !Object.hasOwn(routePolicies, route));
    const left = Object.keys(routePolicies).filter((route) => !routes.includes(route));
    const advice =
      'Say in test/access/route-policy.ts whom each route opens to, with a body that is in order.';
    expect({ missing, left, advice }).toEqual({ missing: [], left: [], advice });
  });

  it('opens each route to those whom its line names, and is not there for all others', async () => {
    const wrong: string[] = [];
    // One after the other: some of them change what others find.
    for (const [route, policy] of Object.entries(routePolicies))
      await Promise.all(
        principals.map(async (principal) => {
          const reading = readingOf(await knockAt(route, principal, policy));
          const wanted = expected(principal, policy);
          if (reading !== wanted) wrong.push(`${route} by ${principal}: ${reading}, not ${wanted}`);
        }),
      );
    expect(wrong).toEqual([]);
  }, 60_000);
});
