// The primary dies for good while people write, and its standby takes over under the same address. The two
// commit together, so nothing that was acknowledged is lost, and it is the same life of the database: pages
// go on from where they were.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/live-client.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import {
  startReplicatedDatabase,
  type ReplicatedDatabase,
} from '../support/replicated-database.js';
import { seeded } from '../support/seeded.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { readersAt, seatListeners, seatWriters } from './around-the-table.js';
import { expectContiguousStreams, expectConverged, expectJournalsKept } from './checks.js';

const writing: PersonName[] = ['polisen', 'kommunen', 'nattvandrarna', 'samordnaren'];
const listening: PersonName[] = ['brandförsvaret', 'bostadsbolaget', 'polisen', 'chefen'];
/** What each writes before the primary dies, and again after. */
const EDITS = tries(8, { FAILOVER: 500 });
const WRITTEN_WITHIN_MS = 60_000;

let database: ReplicatedDatabase;
let one: TestApp;
let world: World;
let other: ServerProcess;

beforeAll(async () => {
  database = await startReplicatedDatabase();
  one = await startTestApp({ databaseUrl: database.url });
  world = await createWorld(one.app);
  other = await startServer({ DATABASE_URL: database.url, DATABASE_DURABILITY: 'required' });
});
afterAll(async () => {
  await other.kill();
  await one.close();
  await database.stop();
});

it(
  'R1 R10 K6 J9 nothing acknowledged is lost when the primary dies and its standby takes over',
  async () => {
    await seeded(async (chance) => {
      const doors = [one, other];
      const dataSource = one.app.get(DataSource);
      const writers = await seatWriters(world, doors, writing, chance);
      const listeners = await seatListeners(world, doors, listening);
      const epoch = () => dataSource.query<{ epoch: string }[]>('SELECT epoch FROM installation');
      const before = await epoch();
      const acknowledged = () =>
        writers.flatMap(({ journal }) => journal).filter(({ done }) => done).length;

      const edits = writers.map(async (writer) => {
        for (let count = 0; count < 2 * EDITS; count += 1) await writer.write();
      });
      await eventually(
        () => writers.every(({ journal }) => journal.length >= EDITS),
        'what is written on the primary',
        within(WRITTEN_WITHIN_MS),
      );
      const onPrimary = acknowledged();
      database.killPrimary();
      // The address may lead there before it takes anything: then it can only be read.
      database.turnToStandby();
      const early = await writers[0]!.client.send({ type: 'meeting.open' });
      await database.promote();
      await Promise.all(edits);

      expect(early).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
      await expectJournalsKept(dataSource, writers);
      await expectContiguousStreams(dataSource, world.partnershipId);
      await expectConverged(dataSource, readersAt(world, writers, listeners));
      expect(await epoch()).toEqual(before);
      for (const { origin } of doors) while (!(await fetch(`${origin}/readyz`)).ok) await pause(20);
      console.info(`${onPrimary} acknowledged by the primary, ${acknowledged()} in all`);
      tried('FAILOVER', acknowledged());
      for (const { client } of [...writers, ...listeners]) client.close();
    });
  },
  within(240_000),
);
