// R12: a process dies with everybody who was connected to it. All of them come back at once, are told
// what they missed, and those who write at another process meanwhile are not kept waiting for them.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import { seeded } from '../support/seeded.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { expectConverged, expectJournalsKept } from './checks.js';
import { Writer } from './writer.js';

const CLIENTS = tries(200, { R6: 2_000, R12: 3_480 });
const listening: PersonName[] = ['nattvandrarna', 'polisen', 'bostadsbolaget', 'chefen'];
const COME_BACK_WITHIN_MS = 90_000;

let database: TestDatabase;
let observer: TestApp;
let world: World;
let dying: ServerProcess;
let staying: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  observer = await startTestApp({ databaseUrl: database.url });
  world = await createWorld(observer.app);
  [dying, staying] = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all([dying.kill(), staying.kill()]);
  await observer.close();
  await database.drop();
});

const start = (environment: Record<string, string> = {}) =>
  startServer({ DATABASE_URL: database.url, ...environment });

it(
  `R12 F7 ${CLIENTS} who lose their process at once are all current again, and writers write on`,
  async () => {
    await seeded(async (chance) => {
      const cookies = await Promise.all(listening.map((person) => world.signIn(person)));
      const readers = Array.from({ length: CLIENTS }, (_, index) => ({
        client: new LiveClient(dying.origin, cookies[index % cookies.length]!, world),
        partnershipId: world.partnershipId,
        personId: world.person[listening[index % listening.length]!],
        meetingId: world.meetingId,
      }));
      const isIn = ({ client }: (typeof readers)[number]) => client.replica.joined;
      const everyoneIn = () =>
        eventually(
          () => readers.every(isIn),
          () => `everyone; ${readers.filter((one) => !isIn(one)).length} are not there`,
          within(COME_BACK_WITHIN_MS),
        );
      await everyoneIn();
      const { origin } = staying;
      // However long they write, the board is that of an evening, and takes all of it.
      const habits = { mostNotes: 20 };
      const place = { ...habits, world, meetingId: world.meetingId, origin, origins: [origin] };
      const writers = await Promise.all(
        (['kommunen', 'brandförsvaret'] as const).map(async (person) =>
          Writer.at({ ...place, person, cookie: await world.signIn(person) }, chance),
        ),
      );
      let storming = true;
      const writing = writers.map(async (writer) => {
        while (storming) await writer.write();
        return writer.journal.length;
      });

      await dying.kill();
      await eventually(
        () => readers.every(({ client }) => !client.socket.connected),
        'the end of every line',
        COME_BACK_WITHIN_MS,
      );
      const before = writers.map(({ journal }) => journal.length);
      dying = await start({ PORT: new URL(dying.origin).port });
      await everyoneIn();
      storming = false;
      const after = await Promise.all(writing);

      for (const [index, count] of after.entries()) expect(count).toBeGreaterThan(before[index]!);
      await expectJournalsKept(observer.app.get(DataSource), writers);
      await expectConverged(observer.app.get(DataSource), readers);
      for (const { client } of [...readers, ...writers]) client.close();
      tried('R12', CLIENTS);
      tried('R6', CLIENTS);
    });
  },
  within(240_000),
);
