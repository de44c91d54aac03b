import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import { versionOf } from '../../src/domain/meeting/version.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { noteAdd } from '../support/commands.js';
import { freePort } from '../support/free-port.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { memoryOf } from '../support/memory-of.js';
import { tried, tries, within } from '../support/proof.js';
import { RawSocket } from '../support/raw-socket.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const STALLED = tries(20, { R11: 500 });
const NOTES = 48;
/** What the kernel keeps for one connection before the server has to: some megabytes. */
const MOST_ROUNDS = 120;
const MOST_GROWTH_BYTES = 200 * 1024 * 1024;

describe('readers that do not read', () => {
  let database: TestDatabase;
  let observer: TestApp;
  let server: ServerProcess;
  let metricsPort: number;
  let world: World;

  beforeAll(async () => {
    database = await createTestDatabase();
    observer = await startTestApp({ databaseUrl: database.url });
    world = await createWorld(observer.app);
    metricsPort = await freePort();
    server = await startServer({
      DATABASE_URL: database.url,
      METRICS_PORT: String(metricsPort),
    });
  });
  afterAll(async () => {
    await server.kill();
    await observer.close();
    await database.drop();
  });

  it(
    'L5 are cut off, cost the server little and others nothing, and catch up when they come back',
    async () => {
      const police = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
      const cookie = await world.signIn('nattvandrarna');
      const stalled = await Promise.all(
        Array.from({ length: STALLED }, () => stalledReader(server.origin, cookie, world)),
      );
      await eventually(() => police.presence.length === 2, 'all of them');
      const connection = police.socket.id;
      const before = memoryOf(server.pid);
      const long = '漢'.repeat(1_900);
      const notes = Array.from({ length: NOTES }, () =>
        noteAdd(world, world.agency.polisen, { text: long }),
      );
      await Promise.all(notes.map((note) => police.persist(note)));
      await eventually(() => police.replica.board.notes.size === NOTES, 'the notes');

      // The server has cut them all off when it has told everyone that their agency has gone.
      let most = 0;
      let rounds = 0;
      while (police.presence.length > 1 && rounds < MOST_ROUNDS) {
        rounds += 1;
        await rewriteAll(police, world, `${long}${rounds}`);
        most = Math.max(most, memoryOf(server.pid) - before);
      }

      // Where that takes long they are given up as dead some day, and memory grows until then.
      const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      expect(metrics).toMatch(/utsattning_sockets_cut_off_total\{reason="stalled"\} [1-9]/);
      expect(police.socket.id).toBe(connection);
      expect(police.presence).toEqual([
        { agencyId: world.agency.polisen, people: 1, opensClosed: true },
      ]);
      expect(most).toBeLessThan(MOST_GROWTH_BYTES);
      const back = await LiveClient.at(server.origin, cookie, world);
      expect(back.digest).toBe(await back.serverDigest());
      expect(police.digest).toBe(await police.serverDigest());
      for (const socket of stalled) socket.close();
      back.close();
      police.close();
      tried('R11', STALLED);
    },
    within(240_000),
  );
});

async function stalledReader(origin: string, cookie: string, world: World): Promise<RawSocket> {
  const { partnershipId, meetingId } = world;
  const socket = await RawSocket.at(origin, cookie);
  await socket.connect();
  const join = { protocol: PROTOCOL_VERSION, partnershipId, meetingId, known: null };
  socket.send(`420${JSON.stringify(['join', join])}`);
  await eventually(() => socket.received.includes('430['), 'the board');
  socket.stall();
  return socket;
}

async function rewriteAll(police: LiveClient, world: World, text: string): Promise<void> {
  const { agencyId: _, audience: __, ...fields } = noteAdd(world, '');
  const notes = [...police.replica.board.notes.values()];
  await Promise.all(
    notes.map((note) =>
      police.persist({
        ...fields,
        type: 'note.edit',
        noteId: note.id,
        basedOn: versionOf(note),
        text,
      }),
    ),
  );
  await eventually(
    () => [...police.replica.board.notes.values()].every((note) => note.text === text),
    () => `the round; ${police.describeLink()}`,
  );
}
