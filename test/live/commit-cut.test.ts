import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../support/app.js';
import { noteAdd } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import { startTcpProxy, type Line, type TcpProxy } from '../support/tcp-proxy.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** A board holds only so many notes of one author. */
const BOARDS = tries(1, { R2: 10 });
const NOTES = tries(60, { R2: 400 });
/** What PostgreSQL says when no transaction is open any more. */
const READY_FOR_QUERY = 'Z\0\0\0\u0005I';

describe('a line that is cut when a command is done and before its answer', () => {
  let database: TestDatabase;
  let databaseProxy: TcpProxy;
  let clientProxy: TcpProxy;
  let server: TestApp;
  let world: World;
  const cuts = { database: 0, client: 0 };

  beforeAll(async () => {
    database = await createTestDatabase();
    // Which connections are writing a note; every third of them never hears that it was committed,
    // by a transaction's COMMIT or by a statement of its own.
    const writing = new Set<Line>();
    let commits = 0;
    databaseProxy = await startTcpProxy(portOf(database.url), (bytes, from, line) => {
      if (from === 'client' && bytes.includes('"text":"not ')) writing.add(line);
      const ended = from === 'server' && bytes.includes(READY_FOR_QUERY) && writing.delete(line);
      const committed = ended && (bytes.includes('COMMIT\0') || bytes.includes('SELECT 1\0'));
      if (committed) commits += 1;
      const cut = committed && commits % 3 === 0;
      if (cut) cuts.database += 1;
      return cut;
    });
    const url = new URL(database.url);
    url.port = String(databaseProxy.port);
    server = await startTestApp({ databaseUrl: url.href });
    world = await createWorld(server.app);
    let answers = 0;
    clientProxy = await startTcpProxy(portOf(server.origin), (bytes, from) => {
      // An acknowledgement of Socket.IO that says a command was done.
      const answered =
        from === 'server' && /43\d+\[\{"ok":true.*"commandId"/.test(bytes.toString());
      if (answered) answers += 1;
      const cut = answered && answers % 4 === 0;
      if (cut) cuts.client += 1;
      return cut;
    });
  });
  afterAll(async () => {
    await server.close();
    await clientProxy.close();
    await databaseProxy.close();
    await database.drop();
  });

  async function writeThroughCuts(at: World): Promise<void> {
    const origin = `http://127.0.0.1:${clientProxy.port}`;
    const police = await LiveClient.at(origin, await world.signIn('polisen'), at);
    const fire = await LiveClient.at(server.origin, await world.signIn('brandförsvaret'), at);
    const texts = Array.from({ length: NOTES }, (_, index) => `not ${index}`);

    for (const text of texts) await police.persist(noteAdd(at, world.agency.polisen, { text }));

    const dataSource = server.app.get(DataSource);
    const stored = await dataSource.query<{ text: string }[]>(
      'SELECT text FROM situation_note WHERE meeting_id = $1',
      [at.meetingId],
    );
    expect(stored.map(({ text }) => text).sort()).toEqual([...texts].sort());
    await eventually(() => fire.replica.board.notes.size === NOTES, 'all notes');
    await eventually(
      () => fire.digest === police.digest,
      () => police.describeLink(),
    );
    expect(fire.replica.streams.get('table')?.revision).toBe(NOTES);
    police.close();
    fire.close();
  }

  it(
    'K2 K7 does not have it carried out twice',
    async () => {
      for (let board = 0; board < BOARDS; board += 1) {
        const meetingId = board === 0 ? world.meetingId : await world.planMeeting(21 * board);
        await writeThroughCuts({ ...world, meetingId });
      }
      const commands = BOARDS * NOTES;
      expect(cuts.database).toBeGreaterThanOrEqual(commands / 4);
      expect(cuts.client).toBeGreaterThanOrEqual(commands / 6);
      tried('R2', commands);
    },
    within(240_000),
  );
});

function portOf(url: string): number {
  return Number(new URL(url).port);
}
