// S3: every door of the running product, by everyone who may stand at it, against one policy. The doors
// are read from the router and from the contract, so that a new one cannot be forgotten.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { meetingStatuses, type MeetingStatus } from '../../src/contract/vocabulary.js';
import { DAY_MS } from '../../src/domain/schedule/calendar-day.js';
import type { TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { DescribedBodies } from './described-bodies.js';
import {
  attendees,
  Doors,
  isGuestHere,
  principals,
  type Knocked,
  type Principal,
} from './principals.js';
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
/** From the day of the world's first meeting. */
const daysToCome = Math.ceil((Date.now() - Date.UTC(2026, 0, 9, 17)) / DAY_MS) + 7;
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

/** A meeting in each state, with guests of its own; they come after today, when guests can be invited. */
async function meetingsInEachState(): Promise<Map<MeetingStatus, MeetingInState>> {
  const meetings = new Map<MeetingStatus, MeetingInState>();
  for (const status of meetingStatuses) {
    const meetingId = await doors.world.planMeeting(daysToCome + meetings.size);
    await doors.bring(meetingId, status);
    meetings.set(status, { meetingId, guests: await doors.guestsOf(meetingId) });
  }
  return meetings;
}

interface MeetingInState {
  readonly meetingId: string;
  readonly guests: ReadonlyMap<Principal, string>;
}

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

/** The routes that name a meeting, in their address or in what they are sent. */
async function routesOfMeetings(): Promise<string[]> {
  const described = await fetch(`${server.origin}/api/openapi.json`);
  const bodies = new DescribedBodies((await described.json()) as OpenAPIObject);
  return Object.keys(routePolicies).filter(
    (route) => route.includes(':meetingId') || bodies.of(route).some(isOfMeeting),
  );
}

const isOfMeeting = ({ name }: { name: string }) => name === 'meetingId';

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
  if (isGuestHere(principal)) return toGuest;
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
    for (const [route, policy] of Object.entries(routePolicies)) {
      const knock = async (principal: Principal) => {
        const reading = readingOf(await knockAt(route, principal, policy));
        const wanted = expected(principal, policy);
        if (reading !== wanted) wrong.push(`${route} by ${principal}: ${reading}, not ${wanted}`);
      };
      // Some are the same person, who would end the others' sessions before those have knocked.
      if (policy.endsSession) for (const principal of principals) await knock(principal);
      else await Promise.all(principals.map(knock));
    }
    expect(wrong).toEqual([]);
  });

  it('opens the routes of a meeting in those of its states that their lines name, to the same', async () => {
    const routes = await routesOfMeetings();
    expect(routes.length).toBeGreaterThan(8);
    const wrong: string[] = [];
    for (const [status, { meetingId, guests }] of await meetingsInEachState())
      for (const route of routes)
        await Promise.all(
          principals.map(async (principal) => {
            const policy = routePolicies[route]!;
            const cookie = guests.get(principal) ?? cookies.get(principal) ?? '';
            const at = { world: { ...doors.world, meetingId }, dataSource, cookie };
            const { method, path, body } = await requestOf(route, policy, at);
            cells += 1;
            const answer = await doors.knock(method, path, cookie, body);
            const reading = answer.code === 'wrong-state' ? answer.code : readingOf(answer);
            const right = expected(principal, policy);
            const isShut = policy.during?.includes(status) === false;
            const wanted = right === 'opens' && isShut ? 'wrong-state' : right;
            if (reading !== wanted)
              wrong.push(`${route}, ${status}, by ${principal}: ${reading}, not ${wanted}`);
          }),
        );
    expect(wrong).toEqual([]);
  });
});
