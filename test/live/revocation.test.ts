// S4: rights that are taken away while people write, at two server processes that hear every other
// hint. Whoever has lost them hears nothing that was committed afterwards, and their line is cut.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Audience } from '../../src/contract/audience.js';
import type { Command } from '../../src/contract/commands.js';
import type { StreamEvent } from '../../src/contract/events.js';
import { AgencyRow } from '../../src/directory/rows/agency-row.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { PersonRow } from '../../src/directory/rows/person-row.js';
import { AdministeredWorld, done } from '../administration/administered-world.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { noteAdd, version } from '../support/commands.js';
import { startHintDropper, type HintDropper } from '../support/hint-dropper.js';
import { eventually, LiveClient } from '../support/live-client.js';
import type { AgencyName, World } from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { beginSession } from '../support/sign-in.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { newToken } from '../support/token.js';

/** So many times, so many lose what they have in each way. */
const ROUNDS = tries(5, { S4: 500 });
const OF_EACH = 5;
/** On a machine that is slow, one waits to join until no more rights are changing. */
const WITHIN_MS = 60_000;

/** Someone who loses what they had. */
interface Victim {
  client: LiveClient;
  /** The first version of the rights under which they may not hear any more. */
  barredFrom: number;
  /** The stream they lose; all when it is left out. */
  stream?: string;
}

let database: TestDatabase;
let dropper: HintDropper;
let observer: TestApp;
let servers: ServerProcess[];
let at: AdministeredWorld;
let world: World;
let hints = 0;
const clients: LiveClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dropper = await startHintDropper(database.url, () => hints++ % 2 === 0);
  // Makes the world and looks after it; nobody connects to it.
  observer = await startTestApp({ databaseUrl: database.url });
  at = await AdministeredWorld.on(observer);
  world = at.world;
  const start = () => startServer({ DATABASE_URL: dropper.url });
  servers = await Promise.all([start(), start()]);
}, 120_000);
afterAll(async () => {
  for (const client of clients) client.close();
  for (const server of servers) await server.kill();
  await observer.close();
  await dropper.close();
  await database.drop();
});

let joined = 0;
/** Joins at the one server and the other by turns; rights that are just changing make it try again. */
async function join(cookie: string): Promise<LiveClient> {
  const client = new LiveClient(servers[joined++ % 2]?.origin ?? '', cookie, world);
  clients.push(client);
  const isIn = () => client.replica.joined;
  await eventually(isIn, () => `the board; ${client.describeLink()}`, WITHIN_MS);
  return client;
}

/** Somebody new of an agency; the directory is known by the version that is raised after all of them. */
async function addPerson(agencyId: string): Promise<string> {
  const id = randomUUID();
  await observer.app.get(DataSource).transaction(async (manager) => {
    const { partnershipId } = world;
    await manager.insert(PersonRow, { id, name: 'Någon', email: `${id}@example.se` });
    await manager.insert(MembershipRow, {
      partnershipId,
      personId: id,
      agencyId,
      role: 'attendee',
    });
  });
  return id;
}

async function rightsVersion(): Promise<number> {
  const [row] = await observer.app
    .get(DataSource)
    .query<{ version: number }[]>(
      'SELECT rights_version AS version FROM partnership WHERE id = $1',
      [world.partnershipId],
    );
  return row?.version ?? 0;
}

/** Someone who is to lose what they have. */
interface Prepared {
  cookie: string;
  revoke: () => Promise<unknown>;
  stream?: string;
  /** What they may not do any more from that moment on. */
  barred?: Command;
}

async function prepareWithAgency(change: object, id: string = randomUUID()): Promise<Prepared> {
  const facts = {
    name: newToken(),
    shortName: 'Ny',
    abbreviation: 'Ny',
    kind: 'authority' as const,
  };
  const key = { partnershipId: world.partnershipId, id };
  await observer.app.get(DataSource).manager.insert(AgencyRow, { ...key, ...facts, position: 9 });
  const { cookie } = await beginSession(observer.app, await addPerson(id));
  const body = { ...facts, signIn: [], isRetired: false, ...change };
  return {
    cookie,
    revoke: () => done(at.send('PUT', `agencies/${id}`, { ifMatch: 1, body })),
  };
}

/** The ways to lose what one had. */
const ways: (() => Promise<Prepared>)[] = [
  async () => {
    const id = await addPerson(world.agency.polisen);
    const { cookie } = await beginSession(observer.app, id);
    return { cookie, revoke: () => at.send('DELETE', `people/${id}`) };
  },
  async () => {
    const id = await addPerson(world.agency.polisen);
    const [here, elsewhere] = [
      await beginSession(observer.app, id),
      await beginSession(observer.app, id),
    ];
    const url = `${observer.origin}/api/v1/sessions/${here.sessionId}`;
    const headers = { cookie: elsewhere.cookie };
    return { cookie: here.cookie, revoke: () => fetch(url, { method: 'DELETE', headers }) };
  },
  () => prepareWithAgency({ isRetired: true }),
  async () => {
    const id = randomUUID();
    return {
      ...(await prepareWithAgency({ kind: 'company' }, id)),
      stream: 'authorities',
      barred: noteAdd(world, id, { audience: { kind: 'authorities' } }),
    };
  },
];

/**
 * Lets them in together and revokes one after the other, so that the version read after each is the
 * one that it brought about; then waits until each has lost what they had.
 */
async function revokeAll(prepared: readonly Prepared[]): Promise<Victim[]> {
  const joined = await Promise.all(
    prepared.map(async ({ cookie, ...rest }) => ({ ...rest, client: await join(cookie) })),
  );
  const victims: Victim[] = [];
  for (const { revoke, barred, ...victim } of joined) {
    await revoke();
    // Though their process may not have heard of it, and knows them as they were.
    if (barred) expect(await victim.client.send(barred)).toMatchObject({ ok: false });
    victims.push({ ...victim, barredFrom: await rightsVersion() });
  }
  for (const { client, stream } of victims)
    await eventually(
      () => (stream ? !client.replica.streams.has(stream) : !client.socket.connected),
      () => `the end of ${stream ?? 'the line'}; ${client.describeLink()}`,
      WITHIN_MS,
    );
  for (const { client } of victims) client.close();
  return victims;
}

/** The place of every event that a client was told of, in its stream. */
function eventsHeardBy({ heard }: LiveClient): Pick<StreamEvent, 'stream' | 'revision'>[] {
  return heard
    .map((frame) => JSON.parse(frame) as [string, { events?: StreamEvent[] }])
    .flatMap(([name, frame]) => (name === 'events' ? (frame.events ?? []) : []));
}

it(
  'S4 J8 nothing later reaches whoever loses membership, session, agency or audience, 100 times',
  async () => {
    let writing = true;
    const write = async (client: LiveClient, agency: AgencyName, audience: Audience) => {
      const agencyId = world.agency[agency];
      const {
        type: _,
        agencyId: _agency,
        audience: _audience,
        ...fields
      } = noteAdd(world, agencyId);
      const { entryId } = await client.persist(noteAdd(world, agencyId, { audience }));
      const noteId = entryId ?? '';
      const revision = () => client.replica.board.notes.get(noteId)?.revision ?? 1;
      while (writing) {
        const read = revision();
        const basedOn = version(read, audience);
        await client.settle({ type: 'note.edit', noteId, basedOn, ...fields });
        // As somebody who reads what they have written before they go on.
        await eventually(
          () => revision() !== read || !writing,
          () => client.describeLink(),
          WITHIN_MS,
        );
      }
    };
    const edits = [
      write(await join(await world.signIn('kommunen')), 'kommunen', { kind: 'table' }),
      write(await join(await world.signIn('polisen')), 'polisen', { kind: 'authorities' }),
    ];

    const victims: Victim[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const prepared = await Promise.all(
        Array.from({ length: OF_EACH }, () => ways.map((prepare) => prepare())).flat(),
      );
      await database.query('UPDATE partnership SET rights_version = rights_version + 1');
      victims.push(...(await revokeAll(prepared)));
    }
    writing = false;
    await Promise.all(edits);

    const log = await database.query<{ stream: string; revision: number; version: number }>(
      `SELECT stream, revision, rights_version AS version FROM meeting_event WHERE meeting_id = $1`,
      [world.meetingId],
    );
    const versionOf = new Map(log.map((one) => [`${one.stream} ${one.revision}`, one.version]));
    const late = victims.flatMap(({ client, barredFrom, stream }) =>
      eventsHeardBy(client).filter(
        (event) =>
          (stream ?? event.stream) === event.stream &&
          (versionOf.get(`${event.stream} ${event.revision}`) ?? Infinity) >= barredFrom,
      ),
    );
    expect(late).toEqual([]);
    expect(victims).toHaveLength(ROUNDS * OF_EACH * ways.length);
    // It would prove little if nobody had heard anything, or every hint.
    expect(victims.filter(({ client }) => eventsHeardBy(client).length > 0).length).toBeGreaterThan(
      victims.length / 2,
    );
    expect(dropper.dropped).toBeGreaterThan(25);
    tried('S4', victims.length);
  },
  within(240_000),
);
