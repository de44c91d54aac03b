// An upgrade while people write: the new version migrates the database under the process of the old one,
// and both serve it until the old one has gone.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { migrate } from '../../src/platform/database/migrate.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { freePort } from '../support/free-port.js';
import { eventually } from '../support/live-client.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { buildNextVersion } from '../support/next-version.js';
import { seeded } from '../support/seeded.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { readersAt, seatWriters } from './around-the-table.js';
import { expectContiguousStreams, expectConverged, expectJournalsKept } from './checks.js';
import type { Writer } from './writer.js';

const writing: PersonName[] = ['polisen', 'kommunen', 'nattvandrarna'];
/** However long an upgrade takes, the board is that of an evening, and takes all that is written. */
const habits = { mostNotes: 20 };
/** What each writes at least in each part of the upgrade. */
const EDITS = 5;
const WRITTEN_WITHIN_MS = 60_000;

let database: TestDatabase;
let world: World;
let older: TestApp;
let newer: ServerProcess | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  older = await startOlder(String(await freePort()));
  world = await createWorld(older.app);
});
afterAll(async () => {
  await Promise.all([older.close(), newer?.kill()]);
  await database.drop();
});

/** As the program begins: it migrates, which here finds nothing to do. */
async function startOlder(PORT: string): Promise<TestApp> {
  await migrate(database.url);
  return startTestApp({ databaseUrl: database.url, environment: { PORT } });
}

const isReady = async ({ origin }: { origin: string }) => (await fetch(`${origin}/readyz`)).ok;

/** On a machine that is slow it may say for a moment that its database does not answer. */
async function untilReady(server: { origin: string }): Promise<void> {
  while (!(await isReady(server))) await pause(20);
}

async function everyoneWritesOn(writers: readonly Writer[]): Promise<void> {
  const before = writers.map(({ journal }) => journal.length);
  await eventually(
    () => writers.every(({ journal }, index) => journal.length >= before[index]! + EDITS),
    () => writers.map(({ client }) => client.describeLink()).join('; '),
    WRITTEN_WITHIN_MS,
  );
}

it('serves a database together with the version before it, which it has migrated under its feet', async () => {
  await seeded(async (chance) => {
    let over = false;
    const writeOn = async (writer: Writer) => {
      while (!over) await writer.write();
    };
    const atOlder = await seatWriters(world, [older], writing, chance, habits);
    const edits = atOlder.map(writeOn);
    await everyoneWritesOn(atOlder);

    const next = buildNextVersion();
    newer = await startServer({ DATABASE_URL: database.url }, next.main);
    const writers = [...atOlder, ...(await seatWriters(world, [newer], writing, chance, habits))];
    edits.push(...writers.slice(atOlder.length).map(writeOn));
    await everyoneWritesOn(writers);
    for (const one of [older, newer]) await untilReady(one);

    // The old version starts on what the new one has made of the database: a machine came back.
    await older.close();
    older = await startOlder(new URL(older.origin).port);
    await everyoneWritesOn(writers);
    over = true;
    await Promise.all(edits);

    const dataSource = older.app.get(DataSource);
    await expectJournalsKept(dataSource, writers);
    await expectContiguousStreams(dataSource, world.partnershipId);
    await expectConverged(dataSource, readersAt(world, writers));
    for (const { client } of writers) client.close();

    // Ahead of what a version knows is in order, behind it is not.
    await database.query('DELETE FROM migration WHERE name = $1', [next.migration]);
    await untilReady(older);
    expect(await isReady(newer)).toBe(false);
  });
});
