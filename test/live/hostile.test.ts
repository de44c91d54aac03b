import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { memoryOf } from '../support/memory-of.js';
import { tried, tries, within } from '../support/proof.js';
import { RawSocket } from '../support/raw-socket.js';
import { seeded } from '../support/seeded.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { newToken } from '../support/token.js';
import { byHttp as commandByHttp, bySocket as messageBySocket, type Verdict } from './doors.js';
import { fuzz } from './fuzz.js';

const FUZZED = tries(5_000, { R14: 1_000_000 });
/** Then another meeting: what a few do is done, and a board of thousands is not what is tried here. */
const FUZZED_AT_ONE_MEETING = 2_500;
/** A collector that has no need to hurry lets some of it lie; a million messages would leave more. */
const MOST_GROWTH_BYTES = 200 * 1024 * 1024;

describe('what no client of ours would send', () => {
  let database: TestDatabase;
  let observer: TestApp;
  let server: ServerProcess;
  let dataSource: DataSource;
  let world: World;
  let foreign: World;
  let cookie: string;
  let police: LiveClient;
  let noteId = '';
  let foreignNoteId = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    observer = await startTestApp({ databaseUrl: database.url });
    dataSource = observer.app.get(DataSource);
    world = await createWorld(observer.app);
    foreign = await createWorld(observer.app);
    server = await startServer({ DATABASE_URL: database.url });
    cookie = await world.signIn('polisen');
    police = await LiveClient.at(server.origin, cookie, world);
    noteId = await addNote(police, world);
    const other = await LiveClient.at(server.origin, await foreign.signIn('polisen'), foreign);
    foreignNoteId = await addNote(other, foreign);
    other.close();
  });
  afterAll(async () => {
    police.close();
    await server.kill();
    await observer.close();
    await database.drop();
  });
  /** The process lives, has met nothing it did not expect, and still does its work. */
  afterEach(async () => {
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    expect(server.output()).not.toMatch(/ERROR|Unhandled|at .*\.js:\d+/);
    await expect(police.serverDigest()).resolves.toContain(noteId);
  });

  async function addNote(client: LiveClient, { agency, place }: World): Promise<string> {
    const { entryId } = await client.persist(
      noteAdd(world, agency.polisen, { placeId: place.stationen }),
    );
    return entryId ?? '';
  }

  const byHttp = (body: string, at: World = world) =>
    commandByHttp(server.origin, cookie, at, body);
  const bySocket = (event: string, message: unknown) => messageBySocket(police, event, message);

  /** How much is stored, of everything a command could add to. */
  const amounts = () =>
    dataSource.query<Record<string, string>[]>(
      `SELECT (SELECT count(*) FROM meeting_event) AS events,
         (SELECT count(*) FROM meeting_command) AS commands,
         (SELECT sum(revision) FROM situation_note) AS notes,
         (SELECT count(*) FROM coordinated_action) AS actions,
         (SELECT max(length(cursors::text)) FROM meeting) AS cursors`,
    );

  const envelope = (command: unknown) => ({
    partnershipId: world.partnershipId,
    meetingId: world.meetingId,
    commandId: randomUUID(),
    command,
  });
  const note = (fields: Record<string, unknown> = {}) => ({
    ...noteAdd(world, world.agency.polisen),
    ...fields,
  });
  const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
  const edit = (id: string) => {
    const { agencyId: _, audience: __, ...fields } = noteAdd(world, '');
    return { ...fields, type: 'note.edit', noteId: id, basedOn: version(1) };
  };

  const refused: [string, Verdict, () => unknown][] = [
    ['an unknown field', 'invalid-input', () => note({ extra: 1 })],
    [
      'a text whose length cannot be compared',
      'invalid-input',
      () => note({ text: { length: { toString: 'x' } } }),
    ],
    ['a field of another command', 'invalid-input', () => note({ noteId })],
    ['a field of ours', 'invalid-input', () => note({ recordedByAgencyId: world.agency.kommunen })],
    ['nine levels', 'too-deep', () => note({ audience: nested(9) })],
    [
      '51 fields',
      'too-deep',
      () => Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`field${index}`, 1])),
    ],
    ['a number for a text', 'invalid-input', () => note({ text: 7 })],
    ['a list for a command', 'invalid-input', () => [note()]],
    ['null for a command', 'invalid-input', () => null],
    ['an unknown command', 'invalid-input', () => ({ type: 'note.burn', noteId })],
    ['a command of Object', 'invalid-input', () => ({ type: 'constructor' })],
    ['a lone surrogate', 'invalid-input', () => note({ text: 'a\ud800b' })],
    ['NUL', 'invalid-input', () => note({ text: 'a\u0000b' })],
    ['a control of writing direction', 'invalid-input', () => note({ text: 'a\u202eb' })],
    ['nothing but blanks', 'invalid-input', () => note({ text: ' \u00a0 ' })],
    ['a text too long', 'invalid-input', () => note({ text: 'x'.repeat(2_001) })],
    ['a stream for an audience', 'invalid-input', () => note({ audience: 'authorities' })],
    [
      'an empty audience',
      'invalid-input',
      () => note({ audience: { kind: 'agencies', agencyIds: [] } }),
    ],
    ['a foreign agency', 'not-allowed', () => note({ agencyId: foreign.agency.polisen })],
    ['a foreign place', 'unknown-reference', () => note({ placeId: foreign.place.stationen })],
    [
      'a foreign audience',
      'unknown-reference',
      () =>
        note({
          audience: {
            kind: 'agencies',
            agencyIds: [world.agency.polisen, foreign.agency.polisen].sort(),
          },
        }),
    ],
    ['a foreign note', 'not-found', () => edit(foreignNoteId)],
    [
      'an action from a foreign note',
      'not-found',
      () => actionPropose(world, world.agency.polisen, { noteId: foreignNoteId }),
    ],
    ['a foreign leader', 'unknown-reference', () => actionPropose(world, foreign.agency.polisen)],
    [
      'a revision too large for the database',
      'stale',
      () => ({ ...edit(noteId), basedOn: version(2 ** 52) }),
    ],
  ];

  it.each(refused)(
    'K1 K9 H3 %s is %s by both doors, and nothing is stored',
    async (_name, code, command) => {
      const before = await amounts();
      const { commandId, ...sent } = envelope(command());

      expect(await byHttp(JSON.stringify({ commandId, command: sent.command }))).toBe(code);
      expect(await bySocket('command', { commandId, ...sent })).toBe(code);

      expect(await amounts()).toEqual(before);
    },
  );

  it('L2 12 kB of nested arrays are too-deep by both doors, and nothing is stored', async () => {
    const before = await amounts();
    // Too deep for the JSON of our own side as well, so it is put in by hand.
    const deep = '['.repeat(6_000) + ']'.repeat(6_000);
    const { commandId, command, ...place } = envelope(note({ text: 'deep' }));
    const textOf = (message: unknown) => JSON.stringify(message).replace('"deep"', deep);

    expect(await byHttp(textOf({ commandId, command }))).toBe('too-deep');
    const socket = await RawSocket.at(server.origin, cookie);
    await socket.connect();
    socket.send(`420${textOf(['command', { commandId, command, ...place }])}`);
    await eventually(() => socket.received.includes('"code":"too-deep"'), 'the problem');
    socket.close();

    expect(await amounts()).toEqual(before);
  });

  it('J2 K9 a foreign meeting and partnership are not found by either door', async () => {
    const before = await amounts();
    const { partnershipId, meetingId } = foreign;
    const mine = envelope(note());
    const request = JSON.stringify({ commandId: randomUUID(), command: note() });

    expect(await byHttp(request, foreign)).toBe('not-found');
    expect(await byHttp(request, { ...world, meetingId })).toBe('not-found');
    expect(await bySocket('command', { ...mine, partnershipId, meetingId })).toBe('not-found');
    expect(await bySocket('command', { ...mine, meetingId })).toBe('not-found');
    const join = { protocol: PROTOCOL_VERSION, partnershipId, meetingId, known: null };
    expect(await bySocket('join', join)).toBe('not-found');
    expect(await bySocket('join', { ...join, partnershipId: world.partnershipId })).toBe(
      'not-found',
    );
    expect(await bySocket('editing', { meetingId, entryId: foreignNoteId })).toBe('not-found');
    expect(await bySocket('leave', { meetingId })).toBe('not-found');
    expect(await amounts()).toEqual(before);
  });

  it('L1 H3 what is not JSON, or too much of it, is refused', async () => {
    const before = await amounts();

    expect(await byHttp('{"commandId": ')).toBe('malformed-json');
    expect(await byHttp('')).toBe('invalid-input');
    const large = JSON.stringify({
      commandId: randomUUID(),
      command: note({ text: 'x'.repeat(10_000_000) }),
    });
    expect(await byHttp(large)).toBe('payload-too-large');
    const victim = await LiveClient.at(server.origin, cookie, world);
    const dropped = new Promise((resolve) => victim.socket.once('disconnect', resolve));
    victim.socket.emit('command', JSON.parse(large) as never, () => undefined);
    await dropped;
    victim.close();
    expect(await amounts()).toEqual(before);
  });

  it('C5 every message is answered when it asks for an answer, and carried out when it does not', async () => {
    expect(await bySocket('no-such-message', {})).toBe('not-found');
    expect(await bySocket('error', new Array(3))).toBe('not-found');
    expect(await bySocket('command', Buffer.from('binary'))).toBe('invalid-input');
    expect(await bySocket('command', Buffer.alloc(1_000))).toBe('too-deep');
    expect(await bySocket('command', { ...envelope(note()), extra: Buffer.from('x') })).toBe(
      'invalid-input',
    );
    expect(await bySocket('editing', { meetingId: world.meetingId, entryId: 7 })).toBe(
      'invalid-input',
    );
    const text = `utan svar ${newToken()}`;
    const silent = police.socket as unknown as { emit(event: string, message?: unknown): void };
    silent.emit('command');
    silent.emit('join', null);
    silent.emit('command', envelope(note({ text })));
    await eventually(
      () => [...police.replica.board.notes.values()].some((one) => one.text === text),
      'the note of whoever did not ask',
    );
  });

  it.each([
    ['20,000 CONNECT packets', (socket: RawSocket) => repeat(20_000, () => socket.send('40'))],
    [
      '20,000 other namespaces',
      (socket: RawSocket) => repeat(20_000, (n) => socket.send(`40/n${n},`)),
    ],
    ['20,000 pongs', (socket: RawSocket) => repeat(20_000, () => socket.send('3'))],
    ['a packet that is none', (socket: RawSocket) => socket.send('4999["x"]')],
    ['a reserved name', (socket: RawSocket) => socket.send('42["disconnect"]')],
    [
      'binary where nobody waits for it',
      (socket: RawSocket) => socket.sendBinary(Buffer.alloc(64)),
    ],
    [
      'a placeholder for binary that never comes',
      (socket: RawSocket) =>
        socket.send(`451-${'['.repeat(6_000)}{"_placeholder":true,"num":9}${']'.repeat(6_000)}`),
    ],
    ['half a frame', (socket: RawSocket) => socket.tcp.end(Buffer.from([0x81, 0xff, 0x01]))],
  ])(
    'L3 C5 %s costs whoever sent it the connection, and nobody else anything',
    async (_name, attack) => {
      const socket = await RawSocket.at(server.origin, cookie);
      await socket.connect();
      attack(socket);
      await eventually(() => socket.closed, 'the end of the connection');
    },
  );

  it('C1 C3 L4 who does not come in properly is not let in', async () => {
    const nobody = new LiveClient(server.origin, 'session=nothing', world);
    const reason = new Promise((resolve) => nobody.socket.once('connect_error', resolve));
    expect(await reason).toMatchObject({ message: 'not-signed-in' });
    nobody.close();
    const polling = await fetch(`${server.origin}/socket.io/?EIO=4&transport=polling`, {
      headers: { cookie },
    });
    expect(polling.status).toBe(400);
    const resumed = await RawSocket.at(server.origin, cookie, '&sid=x');
    await eventually(() => resumed.closed, 'the end of whoever names an engine session');
    expect(resumed.received).not.toContain('101 Switching');
    const silent = await RawSocket.at(server.origin, cookie);
    await eventually(() => silent.closed, 'the end of whoever says nothing');
  });

  it(
    `C5 K1 H3 ${FUZZED} messages with something wrong in them are each answered and break nothing`,
    async () => {
      await seeded(async (chance) => {
        const { origin, pid } = server;
        const verdicts = new Map<Verdict, number>();
        let usual = 0;
        for (let round = 1; round <= FUZZED / FUZZED_AT_ONE_MEETING; round += 1) {
          const at = { ...world, meetingId: await world.planMeeting(round) };
          const client = await LiveClient.at(origin, cookie, at);
          const target = { origin, cookie, world: at, noteId: await addNote(client, at) };
          client.close();
          for (const [verdict, times] of await fuzz(target, FUZZED_AT_ONE_MEETING, chance))
            verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + times);
          const memory = memoryOf(pid);
          usual ||= memory;
          expect(memory - usual).toBeLessThan(MOST_GROWTH_BYTES);
        }
        expect(verdicts.get('invalid-input')).toBeGreaterThan(FUZZED / 4);
        tried('R14', FUZZED);
      });
    },
    within(240_000),
  );
});

function repeat(times: number, send: (index: number) => void): void {
  for (let index = 0; index < times; index += 1) send(index);
}
