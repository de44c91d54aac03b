// R9: the line between server and database is cut at each moment of a command, from the first statement
// that names its meeting until after the COMMIT, for every kind of command. At one meeting each command's
// line is cut at its first message, at the next one at its second, and so on.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { CommandType } from '../../src/contract/commands.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { LiveClient } from '../support/live-client.js';
import { createWorld } from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import { startTcpProxy, type Line, type TcpProxy } from '../support/tcp-proxy.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { expectContiguousStreams, expectConverged } from './checks.js';
import { commandTypes } from '../domain/meeting/random-commands.js';
import { playWholeEvening } from './whole-evening.js';

/** More than any command has, so that the last meetings see some pass uncut. */
const MOMENTS = 8;
const EVENINGS = tries(1, { R9: 30 });
/** What PostgreSQL says when no transaction is open any more. */
const IDLE = 'Z\0\0\0\u0005I';

/** An evening at which every command's line is cut once, at the same moment of each. */
interface Watched {
  readonly moment: number;
  /** How PostgreSQL is told of its meetings: one value of a statement, with its length before it. */
  readonly marks: readonly Buffer[];
  /** Messages of the present command so far; null between commands, and once it was cut. */
  passed: number | null;
  cuts: number;
}

describe('a line to the database that is cut at every moment of every command', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let server: TestApp;
  const watched = new Set<Watched>();
  const at = new Map<Line, Watched>();

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await startTcpProxy(Number(new URL(database.url).port), (bytes, from, line) => {
      if (from === 'client' && !at.has(line))
        for (const one of watched)
          if (one.marks.some((mark) => bytes.includes(mark))) at.set(line, one);
      const meeting = at.get(line);
      if (from === 'server' && bytes.includes(IDLE)) at.delete(line);
      if (typeof meeting?.passed !== 'number') return false;
      meeting.passed += 1;
      if (meeting.passed < meeting.moment) return false;
      meeting.passed = null;
      meeting.cuts += 1;
      return true;
    });
    const url = new URL(database.url);
    url.port = String(proxy.port);
    server = await startTestApp({ databaseUrl: url.href });
  });
  afterAll(async () => {
    await server.close();
    await proxy.close();
    await database.drop();
  });

  /** Gives the commands whose line was cut. */
  async function playEvening(moment: number): Promise<CommandType[]> {
    const world = await createWorld(server.app);
    const { partnershipId } = world;
    const meetingIds = [world.meetingId, await world.planMeeting(21)];
    const cookie = await world.signIn('samordnaren');
    const [evening, calledOff] = await Promise.all(
      meetingIds.map((meetingId) =>
        LiveClient.at(server.origin, cookie, { partnershipId, meetingId }),
      ),
    );
    const one: Watched = { moment, marks: meetingIds.map(asValue), passed: null, cuts: 0 };
    watched.add(one);
    const given: { type: CommandType; commandId: string }[] = [];
    const cut: CommandType[] = [];
    const clients = { evening: evening!, calledOff: calledOff! };
    await playWholeEvening(world, clients, async (client, command) => {
      const commandId = randomUUID();
      const before = one.cuts;
      one.passed = 0;
      const { entryId } = await client.persist(command, commandId);
      one.passed = null;
      given.push({ type: command.type, commandId });
      if (one.cuts > before) cut.push(command.type);
      return entryId;
    });
    watched.delete(one);

    expect(new Set(given.map(({ type }) => type))).toEqual(new Set(commandTypes));
    const dataSource = server.app.get(DataSource);
    const kept = await dataSource.query<{ id: string }[]>(
      'SELECT command_id AS id FROM meeting_command WHERE partnership_id = $1',
      [partnershipId],
    );
    const ids = given.map(({ commandId }) => commandId);
    expect(kept.map(({ id }) => id).sort()).toEqual(ids.sort());
    await expectContiguousStreams(dataSource, partnershipId);
    const personId = world.person.samordnaren;
    const readers = [evening!, calledOff!].map((client, index) => ({
      ...{ client, partnershipId, personId },
      meetingId: meetingIds[index]!,
    }));
    await expectConverged(dataSource, readers);
    for (const { client } of readers) client.close();
    return cut;
  }

  it(
    'R9 K2 K7 leaves every command done once, and everybody with what the database holds',
    async () => {
      let cuts = 0;
      for (let evening = 0; evening < EVENINGS; evening += 1) {
        const cut = await Promise.all(
          Array.from({ length: MOMENTS }, (_, index) => playEvening(index + 1)),
        );
        // Each has two messages at least, what is asked and what is answered; only some have eight.
        expect(new Set(cut[0])).toEqual(new Set(commandTypes));
        expect(new Set(cut[1])).toEqual(new Set(commandTypes));
        cuts += cut.flat().length;
      }
      tried('R9', cuts);
      console.info(`cut at ${cuts} moments of commands`);
    },
    within(240_000),
  );
});

function asValue(text: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
}
