import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../support/app.js';
import { startDurableDatabase, type DurableDatabase } from '../support/durable-database.js';
import type { LiveClient } from '../support/live-client.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import { seeded, type Chance } from '../support/seeded.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { readersAt, seatListeners, seatWriters } from './around-the-table.js';
import { expectContiguousStreams, expectConverged, expectJournalsKept } from './checks.js';
import { sendUntilItEnds } from './last-commands.js';
import { Writer } from './writer.js';

const writing: PersonName[] = [
  'polisen',
  'brandförsvaret',
  'kommunen',
  'fritidsgården',
  'bostadsbolaget',
  'nattvandrarna',
  'samordnaren',
  'samordnaren',
  'polisen',
  'nattvandrarna',
  'kommunen',
  'samordnaren',
];
const listening: PersonName[] = [
  'polisen',
  'brandförsvaret',
  'kommunen',
  'fritidsgården',
  'bostadsbolaget',
  'nattvandrarna',
  'samordnaren',
  'chefen',
];

const seatsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => listening[index % listening.length]!);

const quiet = () => Promise.resolve();

/** Each time 3 + 1 kills, and eleven times as many edits as all write in one go and as all compare. */
const ROUNDS = tries(1, { R1: 20, R2: 5, R3: 10, R4: 42 });
/** What each of the twelve writes in one go; some of it is refused. */
const EACH = tries(5, { R2: 40, R3: 100 });
/** How many look on beside them. */
const LISTENERS = tries(8, { R4: 32 });
/** A board of an evening, however long a proof takes. */
const MOST_NOTES = 30;
/** What each of the twelve writes while nobody hears of the others. */
const DEAF = tries(8, { R8: 2_700 });
/** As often they pause: what is lost of the last edits before a pause, no later one makes up for. */
const PAUSES = 8;
/** How often one of the servers is told to stop. */
const STOPS = tries(5, { R13: 100 });
/** An evening: so many seconds at this pace, and how often somebody trips over a cable. */
const EVENING_MS = 1_000 * tries(2, { EVENING: 300 });
const KILL_EVERY_MS = 1_000 * tries(1, { EVENING: 4 });
const AT_THE_EVENING = tries(24, { EVENING: 200 });
const EDITS_PER_SECOND = 50;

describe('twelve writers on two server processes and a durable database', () => {
  let database: DurableDatabase;
  let servers: ServerProcess[] = [];
  let observer: TestApp;
  let dataSource: DataSource;
  let world: World;
  let meetingIds: string[];
  let writers: Writer[] = [];
  let listeners: { client: LiveClient; person: PersonName }[] = [];

  beforeAll(async () => {
    database = await startDurableDatabase();
    // Makes the world and looks into the database; nobody connects to it.
    observer = await startTestApp({ databaseUrl: database.url });
    dataSource = observer.app.get(DataSource);
    world = await createWorld(observer.app);
    meetingIds = [world.meetingId, await world.planMeeting(21)];
    servers = await Promise.all([start(), start()]);
  });

  afterAll(async () => {
    for (const { client } of [...writers, ...listeners]) client.close();
    await Promise.all(servers.map((server) => server.kill()));
    await observer.close();
    await database.stop();
  });

  // A server that ended by itself is why nobody was answered any more.
  afterEach(async () => {
    const atWork = Promise.resolve('at work' as const);
    for (const server of servers)
      if ((await Promise.race([server.exited, atWork])) !== 'at work')
        throw new Error(`A server ended by itself.\n${server.output().slice(-4_000)}`);
  });

  const start = (environment: Record<string, string> = {}) =>
    startServer({
      DATABASE_URL: database.url,
      DATABASE_DURABILITY: 'required',
      ...environment,
    });

  async function seatEveryone(chance: Chance): Promise<void> {
    for (const { client } of [...writers, ...listeners]) client.close();
    const origins = servers.map((server) => server.origin);
    const originOf = (index: number) => origins[index % origins.length] ?? '';
    writers = await Promise.all(
      writing.map(async (person, index) =>
        Writer.at(
          {
            world,
            person,
            meetingId: meetingIds[index < 8 ? 0 : 1] ?? '',
            cookie: await world.signIn(person),
            origin: originOf(index),
            origins,
            mostNotes: MOST_NOTES,
          },
          chance,
        ),
      ),
    );
    listeners = await seatListeners(world, servers, seatsOf(LISTENERS));
  }

  /** Everyone writes; when a third is done something happens to them, and they write on. */
  async function writeThrough(each: number, incident: () => Promise<void>): Promise<void> {
    let done = 0;
    let happened: Promise<void> | undefined;
    let fail: (reason: unknown) => void = () => undefined;
    // Who waits for a server that never came back would only say that nobody answers.
    const failure = new Promise<never>((_, reject) => (fail = reject));
    const written = writers.map(async (writer) => {
      for (let count = 0; count < each; count += 1) {
        await writer.write();
        done += 1;
        if (done * 3 < each * writers.length || happened) continue;
        happened = incident();
        happened.catch(fail);
      }
    });
    await Promise.race([Promise.all(written), failure]);
    await happened;
  }

  const everyoneConverged = () =>
    expectConverged(dataSource, [
      ...writers.map(({ client, place: { person, meetingId } }) => ({
        client,
        meetingId,
        partnershipId: world.partnershipId,
        personId: world.person[person],
      })),
      ...listeners.map(({ client, person }) => ({
        client,
        meetingId: world.meetingId,
        partnershipId: world.partnershipId,
        personId: world.person[person],
      })),
    ]);

  /** A long time of what hundreds hear would not fit into memory. */
  function forgetFrames(): void {
    for (const { client } of [...writers, ...listeners]) client.heard.length = 0;
  }

  async function killServer(index: number): Promise<void> {
    const server = servers[index];
    if (!server) throw new Error(`There is no server ${index}.`);
    await server.kill();
    servers[index] = await start({ PORT: new URL(server.origin).port });
  }

  it(
    'K6 K2 F1 F3 lose nothing, double nothing and agree, though servers and database are killed',
    async () => {
      await seeded(async (chance) => {
        const killDatabase = () => {
          database.kill();
          return quiet();
        };
        const killed = () => killServer(chance.below(2));
        const incidents = [
          quiet,
          killed,
          quiet,
          killDatabase,
          quiet,
          killed,
          quiet,
          quiet,
          killed,
          quiet,
          quiet,
        ];
        await seatEveryone(chance);
        let compared = 0;
        for (let round = 0; round < ROUNDS; round += 1)
          for (const incident of incidents) {
            await writeThrough(EACH, incident);
            compared += await everyoneConverged();
            forgetFrames();
          }

        await expectJournalsKept(dataSource, writers);
        // Everyone heard each stream in order, and asked again only because a line had ended.
        const gaps = [...writers, ...listeners].map(({ client }) => client.gaps);
        expect(gaps.filter((count) => count > 0)).toEqual([]);
        const events = await expectContiguousStreams(dataSource, world.partnershipId);
        const acks = writers.flatMap(({ journal }) => journal).filter(({ done }) => done).length;
        expect(acks).toBeGreaterThanOrEqual(500);
        expect(compared).toBeGreaterThanOrEqual(200);
        console.info(`${acks} acknowledged, ${ROUNDS} × (3 + 1) killed, ${compared} compared`);
        tried('R1', acks);
        tried('R2', acks);
        tried('R3', events);
        tried('R4', compared);
      });
    },
    within(300_000),
  );

  it(
    'F7 lose nothing though the connections that hear of each other’s news are killed',
    async () => {
      await seeded(async (chance) => {
        await seatEveryone(chance);
        let over = false;
        const deafen = async () => {
          while (!over) {
            await database.query(
              `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = 'utsattning listener'`,
            );
            await pause(100);
          }
        };
        const deafening = deafen();
        try {
          for (let pauses = 0; pauses < PAUSES; pauses += 1) {
            await writeThrough(Math.ceil(DEAF / PAUSES), quiet);
            await everyoneConverged();
          }
        } finally {
          over = true;
          await deafening;
        }

        await expectJournalsKept(dataSource, writers);
        for (const server of servers)
          expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
        tried('R8', Math.ceil(DEAF / PAUSES) * PAUSES * writers.length);
      });
    },
    within(240_000),
  );

  it(
    'K6 F1 F3 keep up with an evening of edits though one of them is killed every few seconds',
    async () => {
      await seeded(async (chance) => {
        // A board of an evening, on which people change more than they add.
        writers = await seatWriters(world, servers, writing, chance, { mostNotes: 20 });
        listeners = await seatListeners(world, servers, seatsOf(AT_THE_EVENING - writing.length));
        const over = Date.now() + EVENING_MS;
        let kills = 0;
        const killing = async () => {
          while (Date.now() < over) {
            await pause(KILL_EVERY_MS);
            await killServer(chance.below(2));
            kills += 1;
            forgetFrames();
          }
        };
        const everyMs = (1_000 * writers.length) / EDITS_PER_SECOND;
        // What waited while a server was away is made up for.
        const edits = writers.map(async (writer) => {
          for (let due = Date.now(); Date.now() < over; due += everyMs) {
            await writer.write();
            await pause(Math.max(0, due - Date.now()));
          }
        });
        await Promise.all([killing(), ...edits]);

        await expectConverged(dataSource, readersAt(world, writers, listeners));
        await expectJournalsKept(dataSource, writers);
        await expectContiguousStreams(dataSource, world.partnershipId);
        const written = writers.flatMap(({ journal }) => journal).length;
        tried('EVENING', written);
        console.info(`${written} edits in ${EVENING_MS / 1_000} s, ${kills} killed`);
      });
    },
    within(240_000),
  );

  it(
    'K6 answer what they accepted before they end, and end by themselves, when told to stop',
    async () => {
      await seeded(async (chance) => {
        await seatEveryone(chance);
        const stopped: (number | null)[] = [];
        const unanswered: string[] = [];
        for (let stop = 0; stop < STOPS; stop += 1)
          await writeThrough(3, async () => {
            const index = stop % servers.length;
            const server = servers[index]!;
            unanswered.push(
              ...(await sendUntilItEnds(server.origin, world, async () => {
                stopped.push(await server.stop('SIGTERM'));
              })),
            );
            servers[index] = await start({ PORT: new URL(server.origin).port });
          });
        await everyoneConverged();

        // Another number than 0 says that the last deadline had to end it.
        expect(stopped).toEqual(Array(STOPS).fill(0));
        // What a server did not answer it has not done.
        expect(
          await dataSource.query(
            'SELECT command_id FROM meeting_command WHERE command_id = ANY ($1)',
            [unanswered],
          ),
        ).toEqual([]);
        tried('R13', stopped.length);
        await expectJournalsKept(dataSource, writers);
      });
    },
    within(240_000),
  );
});
