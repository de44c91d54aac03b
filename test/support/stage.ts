// What most tests of the server stand on, in a line each. Called where a file or a `describe` begins;
// what they return is empty until the hooks that they set have run.
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { startTestApp, type TestApp, type TestAppOptions } from './app.js';
import { LiveClient } from './live-client.js';
import { createWorld, type PersonName, type World } from './meeting-world.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

type Options = Omit<TestAppOptions, 'databaseUrl'>;

/** A server on a database of its own, gone after the tests. */
export function useServer(options: Options = {}): { database: TestDatabase; server: TestApp } {
  const server = {} as TestApp;
  return { database: useDatabaseWith([server], options), server };
}

/** As `useServer`, but two servers on one database. */
export function useTwoServers(): { database: TestDatabase; one: TestApp; other: TestApp } {
  const [one, other] = [{} as TestApp, {} as TestApp];
  return { database: useDatabaseWith([one, other], {}), one, other };
}

function useDatabaseWith(servers: TestApp[], options: Options): TestDatabase {
  const database = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(database, await createTestDatabase());
    const start = () => startTestApp({ databaseUrl: database.url, ...options });
    await Promise.all(servers.map(async (server) => Object.assign(server, await start())));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await database.drop();
  });
  return database;
}

/** A partnership around its table, another one for each test. */
export function useWorld(server: TestApp): World {
  const world = {} as World;
  beforeEach(async () => {
    Object.assign(world, await createWorld(server.app));
  });
  return world;
}

/** Where and how someone comes in, if not by the server, to the meeting and as strongly as the others do. */
interface Seat {
  at?: TestApp;
  meetingId?: string;
  method?: SignInMethod;
}

/** Brings people to the meeting, who leave it when the test is over. */
export function useClients(
  world: World,
  server: TestApp,
): (person: PersonName, seat?: Seat) => Promise<LiveClient> {
  const clients: LiveClient[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  return async (person, { at = server, meetingId = world.meetingId, method } = {}) => {
    const { partnershipId } = world;
    const cookie = await world.signIn(person, method);
    const client = await LiveClient.at(at.origin, cookie, { partnershipId, meetingId });
    clients.push(client);
    return client;
  };
}
