// S1 and S2: what is closed reaches nobody else by any way there is, and nobody can tell that anything is.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Audience } from '../../src/contract/audience.js';
import type { Command } from '../../src/contract/commands.js';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { AgencyRow } from '../../src/directory/rows/agency-row.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { PersonRow } from '../../src/directory/rows/person-row.js';
import { AgencyReportRow } from '../../src/preparation/rows/agency-report-row.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { eventually, type LiveClient } from '../support/live-client.js';
import { MailServer } from '../support/mail-server.js';
import {
  createWorld,
  type AgencyName,
  type PersonName,
  type World,
} from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import { seeded, type Chance } from '../support/seeded.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { beginSession } from '../support/sign-in.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { newToken } from '../support/token.js';
import { doorsToRead, type DoorsToRead } from './doors-to-read.js';
import { Eavesdropper } from './eavesdropper.js';
import { actInSecret, leaksIn } from './in-secret.js';
import { lettersAbout, lettersOf, moveToTomorrow } from './letters.js';
import { withoutIdentity, withoutTime } from './likeness.js';
import { Onlooker, Reader, type Fetched, type Heard } from './onlooker.js';

const PAIRS = tries(20, { S2: 1_000 });
/** Much of an evening is waiting to be told. */
const PAIRS_AT_ONCE = 4;
const outsiders: PersonName[] = ['nattvandrarna', 'bostadsbolaget', 'fritidsgården'];
/** Those who would hear it, had they not come by a link. */
const byLink: PersonName[] = ['polisen', 'brandförsvaret'];

/** What is told to nobody in particular. */
type Aside = Record<'notified' | 'log' | 'mail' | 'reminders' | 'invitations', string>;
type Captured = Heard & Fetched & Aside;

let database: TestDatabase;
let observer: TestApp;
let server: ServerProcess;
let mail: MailServer;
let doors: DoorsToRead;

beforeAll(async () => {
  database = await createTestDatabase();
  mail = await MailServer.start();
  // Makes worlds; it knows no mail server, so every letter is one of the server's.
  observer = await startTestApp({
    databaseUrl: database.url,
    environment: { DATABASE_URL: database.url },
  });
  doors = doorsToRead(observer);
  server = await startServer({
    DATABASE_URL: database.url,
    LOG_LEVEL: 'verbose',
    ...mail.environment,
  });
}, 90_000);
afterAll(async () => {
  await server.kill();
  await observer.close();
  await mail.shut();
  await database.drop();
});

const post = () => ({ database, mail, origin: server.origin });

async function comeTo(world: World, name: PersonName, method?: SignInMethod): Promise<Onlooker> {
  return Onlooker.at(server.origin, world, await world.signIn(name, method), doors);
}

/** The police lead, so that they write everything there is to write. */
async function worldLedByPolice(): Promise<World> {
  const world = await createWorld(observer.app);
  await database.query(`UPDATE membership SET role = 'coordinator' WHERE person_id = $1`, [
    world.person.polisen,
  ]);
  return world;
}

/** Who looks after the partnership and reads its audit, for an agency that hears nothing closed. */
async function administratorOf(world: World, name: string): Promise<Reader> {
  const id = randomUUID();
  const { partnershipId, agency } = world;
  const { manager } = observer.app.get(DataSource);
  await manager.insert(PersonRow, { id, name, email: `${id}@example.se` });
  await manager.insert(MembershipRow, {
    partnershipId,
    personId: id,
    agencyId: agency.nattvandrarna,
    role: 'administrator',
  });
  return new Reader(server.origin, world, (await beginSession(observer.app, id)).cookie, doors);
}

/** What the police keep to some, and whom they keep it from though they are at the table. */
const closed: { audienceIn: (world: World) => Audience; from: PersonName[] }[] = [
  {
    audienceIn: ({ agency }) => ({
      kind: 'agencies',
      agencyIds: [agency.polisen, agency.brandförsvaret].sort(),
    }),
    from: [...outsiders, 'samordnaren', 'chefen', 'kommunen'],
  },
  { audienceIn: () => ({ kind: 'authorities' }), from: outsiders },
];

/** Somebody, and what they must not have heard of. */
interface Outsider {
  readonly reader: Reader;
  readonly name: string;
  readonly sought: string[];
}

describe('what is closed', () => {
  it('A3 A10 P2 reaches nobody else by any way, kept to authorities or to two agencies', async () => {
    const world = await worldLedByPolice();
    const administrator = await administratorOf(world, 'Administratören');
    await moveToTomorrow(post(), world);
    const eavesdropper = await Eavesdropper.at(database);
    const insider = (await comeTo(world, 'polisen')).client;
    const guests = await Promise.all([
      ...closed[0]!.from.map(async (name) => [name, await comeTo(world, name)] as const),
      ...byLink.map(async (name) => ['link', await comeTo(world, name, 'link')] as const),
    ]);
    const people = new Set([...closed[0]!.from, ...byLink, 'polisen']).size;
    for (const [, { client }] of guests)
      await eventually(() => headcount(client) === people, 'everyone');
    const everyone: Outsider[] = [
      ...guests.map(([name, reader]) => ({ name, reader, sought: [] })),
      { name: 'administrator', reader: administrator, sought: [] },
    ];

    const secrets: string[] = [];
    for (const { audienceIn, from } of closed) {
      const isKeptFrom = ({ name }: Outsider) =>
        from.some((one) => one === name) || ['link', 'administrator'].includes(name);
      const kept = everyone.filter(isKeptFrom);
      const clients = kept.flatMap(({ reader }) =>
        reader instanceof Onlooker ? [reader.client] : [],
      );
      const heardBefore = clients.map(({ heard }) => heard.length);
      const { tokens, itemId, noteId, actionId } = await actInSecret(
        insider,
        world,
        audienceIn(world),
      );
      expect(tokens).toHaveLength(8);
      secrets.push(...tokens, itemId, noteId, actionId);
      for (const { reader, sought } of kept) {
        sought.push(...tokens, itemId, noteId, actionId);
        for (const command of meddlingWith(noteId, actionId, world)) await reader.tryOut(command);
      }
      for (const { socket } of clients)
        await socket.emitWithAck('editing', { meetingId: world.meetingId, entryId: noteId });
      // Longer than it takes to tell presence, so that what would be told has been.
      await pause(400);
      // Nothing at all was heard: no event, no mark of someone writing, no presence told again.
      expect(clients.map(({ heard }, index) => heard.slice(heardBefore[index]))).toEqual(
        clients.map(() => []),
      );
    }

    const mailed = {
      mail: await lettersOf(post(), world),
      // Before they answer, after which nobody has to remind them.
      ...(await lettersAbout(post(), world, observer)),
    };
    const refused = /"code":"[a-z-]+"/g;
    for (const { reader, sought } of everyone) {
      if (reader instanceof Onlooker) {
        const captured = await reader.capture();
        expect(leaksIn(sought, captured)).toEqual([]);
        expect(new Set(captured.acks.match(refused))).toEqual(new Set(['"code":"not-found"']));
      } else expect(leaksIn(sought, { bodies: await reader.bodies() })).toEqual([]);
      const fetched = await reader.fetchAll(sought.slice(-3));
      expect(leaksIn(sought, fetched)).toEqual([]);
      expect(fetched.errors).toMatch(refused);
    }
    const aside: Aside = { ...mailed, notified: eavesdropper.heard, log: server.output() };
    expect(aside.notified).not.toBe('');
    expect(leaksIn(secrets, aside)).toEqual([]);
    expect(insider.digest).toBe(await insider.serverDigest());

    await eavesdropper.leave();
    for (const client of [insider, ...guests.map(([, one]) => one.client)]) client.close();
  });

  it('is looked for where it could be: what is planted is found in each of those ways', async () => {
    const world = await worldLedByPolice();
    const name = newToken();
    const administrator = await administratorOf(world, name);
    const eavesdropper = await Eavesdropper.at(database);
    const insider = await comeTo(world, 'polisen');
    const guest = await comeTo(world, 'samordnaren');
    const { tokens, noteId } = await actInSecret(insider.client, world, { kind: 'table' });
    const [planted = ''] = tokens;
    await plant(world, planted, noteId);
    // The answer to an outdated edit holds the entry as it is now.
    for (const command of meddlingWith(noteId, noteId, world)) await insider.tryOut(command);
    await insider.fetchAll([]);
    await eventually(() => eavesdropper.heard.includes(planted), 'what was planted');
    await eventually(() => server.output().includes(planted), 'what was planted in the log');

    const { acks } = await insider.capture();
    const { errors } = await insider.fetchAll([]);
    // Looking behind doors that are shut to everyone would prove little.
    const opening = (await doors(world, '')).filter(({ opens }) => opens.includes('coordinator'));
    const answers = await Promise.all(opening.map(({ path }) => guest.ask(path)));
    expect(answers.filter((answer) => !answer.startsWith('{"status":200,'))).toEqual([]);
    const { exports, audit } = await administrator.fetchAll([]);
    const captured: Captured = {
      ...(await guest.capture()),
      ...(await guest.fetchAll([])),
      ...{ acks, errors, exports, audit },
      notified: eavesdropper.heard,
      mail: await lettersOf(post(), world, planted),
      ...(await lettersAbout(post(), world, observer)),
      log: server.output(),
    };

    const found = leaksIn([planted, name, noteId], captured).join('\n');
    const missed = Object.keys(captured).filter((channel) => !found.includes(`${channel}: `));
    expect(missed).toEqual([]);
    console.info(
      `S1: ${Object.keys(captured).length} channels, a leak planted in each was seen; ${opening.length} doors to read`,
    );
    await eavesdropper.leave();
    for (const { client } of [insider, guest]) client.close();
  });

  it(
    `A3 A10 F1 H2 cannot be told from nothing: ${PAIRS} pairs of evenings, with and without it, look the same`,
    async () => {
      await seeded(async (chance) => {
        for (let first = 0; first < PAIRS; first += PAIRS_AT_ONCE)
          await Promise.all(
            Array.from({ length: Math.min(PAIRS_AT_ONCE, PAIRS - first) }, async (_, index) => {
              const steps = Array.from({ length: 5 }, () => chance.below(4));
              // Drawn beforehand, so that it makes no difference who is quicker.
              const secrets = steps.map(() => secretly(chance));
              const seat = seats[(first + index) % seats.length] ?? seats[0];
              const [quiet, secretive] = await Promise.all([
                evening(steps, seat, () => Promise.resolve()),
                evening(steps, seat, (at, ...who) => secrets[at]?.(...who)),
              ]);
              expect(secretive).toEqual(quiet);
            }),
          );
        tried('S2', PAIRS);
      });
    },
    within(180_000),
  );
});

/** What the one who must not know of it, or of this state of it, sends all the same. */
function meddlingWith(noteId: string, actionId: string, world: World): Command[] {
  const { agencyId: _agency, audience: _audience, ...fields } = noteAdd(world, '');
  const basedOn = version(99);
  return [
    { ...fields, type: 'note.edit', noteId, basedOn },
    { type: 'note.remove', noteId, basedOn },
    { type: 'action.agree', actionId },
    { type: 'action.link', actionId, noteId },
  ];
}

/**
 * Puts what shall be found where no text of the board comes, in each place for real. Where there
 * are only ids, an agency bears that of the note.
 */
async function plant(world: World, text: string, noteId: string): Promise<void> {
  const { partnershipId, meetingId } = world;
  await database.query('UPDATE meeting SET title = $1, venue = $1 WHERE id = $2', [
    text,
    meetingId,
  ]);
  await database.query('UPDATE person SET name = $1 WHERE id = $2', [text, world.person.polisen]);
  const { manager } = observer.app.get(DataSource);
  const facts = { name: newToken(), shortName: 'Ny', abbreviation: 'Ny', kind: 'company' } as const;
  await manager.insert(AgencyRow, { partnershipId, id: noteId, ...facts, position: 9 });
  await manager.insert(AgencyReportRow, {
    partnershipId,
    meetingId,
    agencyId: noteId,
    answer: 'filed',
    answeredAt: new Date(),
  });
  await moveToTomorrow(post(), world);
  await database.query("SELECT pg_notify('presence', $1)", [text]);
  // Nobody does such a job, and the server says so.
  await database.query(
    `SELECT graphile_worker.add_job('letter', json_build_object('kind', $1::text, 'about', ''),
       max_attempts := 1)`,
    [text],
  );
}

function headcount({ presence }: LiveClient): number {
  return presence.reduce((sum, { people }) => sum + people, 0);
}

/** Something closed between two open steps, seen by the police and those they let in. */
function secretly(chance: Chance) {
  const other = chance.pick<AgencyName>(['kommunen', 'brandförsvaret']);
  const kind = chance.pick(['authorities', 'agencies'] as const);
  return async (insider: LiveClient, world: World): Promise<void> => {
    const agencyIds = [world.agency.polisen, world.agency[other]].sort();
    await actInSecret(insider, world, kind === 'agencies' ? { kind, agencyIds } : { kind });
  };
}

type Seat = [PersonName, SignInMethod];
const seats: [Seat, ...Seat[]] = [
  ['nattvandrarna', 'oidc'],
  ['brandförsvaret', 'link'],
];

/** An evening of open steps; gives all bytes the onlooker got, but for ids and instants. */
async function evening(
  steps: number[],
  seat: Seat,
  between: (at: number, insider: LiveClient, world: World) => Promise<void> | undefined,
): Promise<unknown> {
  const world = await worldLedByPolice();
  const insider = (await comeTo(world, 'polisen')).client;
  // Only then: whoever comes while the first is being told of may hear of them before both are there.
  await eventually(() => headcount(insider) === 1, 'oneself');
  const guest = await comeTo(world, ...seat);
  await eventually(() => headcount(guest.client) === 2, 'both');
  for (const [at, step] of steps.entries()) {
    await between(at, insider, world);
    await insider.persist(openStep(step, world));
    await eventually(
      () => guest.client.replica.streams.get('table')?.revision === at + 1,
      'the step',
    );
  }
  const captured = await guest.capture();
  insider.close();
  guest.client.close();
  return { ...withoutIdentity(captured), mail: withoutTime(await lettersOf(post(), world)) };
}

function openStep(step: number, world: World): Command {
  if (step === 0) return noteAdd(world, world.agency.polisen);
  if (step === 1) return actionPropose(world, world.agency.polisen);
  return {
    type: 'attendance.set',
    agencyId: world.agency.polisen,
    state: step === 2 ? 'present' : 'remote',
  };
}
