import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Audience } from '../../src/contract/audience.js';
import type { Command } from '../../src/contract/commands.js';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
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
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { newToken } from '../support/token.js';

const PAIRS = tries(20, { S2: 1_000 });
const outsiders: PersonName[] = ['nattvandrarna', 'bostadsbolaget', 'fritidsgården'];
/** Those who would hear it, had they not come by a link. */
const byLink: PersonName[] = ['polisen', 'brandförsvaret'];

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What one person can get at, by the way it came. */
type Captured = Record<'frames' | 'acks' | 'bodies' | 'catchUp', string>;

let database: TestDatabase;
let observer: TestApp;
let server: ServerProcess;
let mail: MailServer;

beforeAll(async () => {
  database = await createTestDatabase();
  mail = await MailServer.start();
  const { environment } = mail;
  // It may take a letter out of the queue as well as the other.
  observer = await startTestApp({ databaseUrl: database.url, environment });
  server = await startServer({
    DATABASE_URL: database.url,
    LOG_LEVEL: 'verbose',
    ...environment,
  });
}, 90_000);
afterAll(async () => {
  await server.kill();
  await observer.close();
  await mail.shut();
  await database.drop();
});

/** Someone at the table who looks at everything there is to see, and tries what is not theirs. */
class Guest {
  private readonly acks: string[] = [];

  private constructor(
    readonly client: LiveClient,
    private readonly world: World,
    private readonly cookie: string,
  ) {}

  static async at(world: World, person: PersonName, method?: SignInMethod): Promise<Guest> {
    const cookie = await world.signIn(person, method);
    return new Guest(await LiveClient.at(server.origin, cookie, world), world, cookie);
  }

  /** Sends a command and keeps the answer, whatever it is. */
  async tryOut(command: Command): Promise<void> {
    this.acks.push(JSON.stringify(await this.client.send(command, randomUUID())));
  }

  async capture(): Promise<Captured> {
    // Before the asking below, after which one is told who is there once more.
    const frames = this.client.heard.join('\n');
    const { partnershipId, meetingId, agency, place } = this.world;
    const partnership = `/api/v1/partnerships/${partnershipId}`;
    const bodies = [
      `${partnership}/meetings/${meetingId}/board`,
      `${partnership}/meetings`,
      `${partnership}/actions`,
      `${partnership}/actions?state=open`,
      `${partnership}/actions?agencyId=${agency.polisen}`,
      `${partnership}/actions?placeId=${place.stationen}&overdue=true`,
      `${partnership}/series`,
      partnership,
      '/api/v1/session',
      '/readyz',
    ].map((path) => this.get(path));
    const whole = await this.client.ask(null);
    const epoch = whole.ok && whole.value.kind === 'snapshot' ? whole.value.snapshot.epoch : '';
    const sinceStart = await this.client.ask({ epoch, cursors: { table: 0 } });
    return {
      frames,
      acks: this.acks.join('\n'),
      bodies: (await Promise.all(bodies)).join('\n'),
      catchUp: JSON.stringify([whole, sinceStart]),
    };
  }

  private async get(path: string): Promise<string> {
    const response = await fetch(server.origin + path, { headers: { cookie: this.cookie } });
    const body: unknown = await response.json();
    return JSON.stringify({
      path,
      status: response.status,
      etag: response.headers.get('etag'),
      body,
    });
  }
}

/** What insiders do where outsiders do not hear it; each text is one of the tokens. */
async function actInSecret(insider: LiveClient, world: World, audience: Audience): Promise<Secret> {
  const token = () => {
    const text = `hemligt ${newToken()}`;
    secret.tokens.push(text);
    return text;
  };
  const secret: Secret = { tokens: [], noteId: '', actionId: '' };
  const agencyId = world.agency.polisen;
  const added = await insider.persist(noteAdd(world, agencyId, { audience, text: token() }));
  secret.noteId = added.entryId ?? '';
  const { agencyId: _, audience: __, ...fields } = noteAdd(world, agencyId);
  await eventually(() => insider.replica.board.notes.has(secret.noteId), 'the note');
  const basedOn = version(insider.replica.board.notes.get(secret.noteId)?.revision ?? 0, audience);
  await insider.persist({
    ...fields,
    type: 'note.edit',
    noteId: secret.noteId,
    basedOn,
    text: token(),
  });
  const proposed = await insider.persist(
    actionPropose(world, agencyId, { audience, noteId: secret.noteId, what: token() }),
  );
  secret.actionId = proposed.entryId ?? '';
  const { actionId } = secret;
  const { meetingId } = world;
  await insider.socket.emitWithAck('editing', { meetingId, entryId: actionId });
  await insider.persist({ type: 'action.agree', actionId });
  await insider.persist({
    type: 'action.finish',
    actionId,
    outcome: { effect: 'effect', text: token() },
  });
  const cancelled = await insider.persist(
    actionPropose(world, agencyId, { audience, what: token() }),
  );
  await insider.persist({
    type: 'action.cancel',
    actionId: cancelled.entryId ?? '',
    reason: token(),
  });
  await insider.socket.emitWithAck('editing', { meetingId, entryId: null });
  return secret;
}

interface Secret {
  readonly tokens: string[];
  noteId: string;
  actionId: string;
}

/** Which of the tokens stand in what was captured; the proof's one means of seeing. */
const leaksIn = (tokens: readonly string[], captured: Record<string, string>) =>
  Object.entries(captured).flatMap(([channel, text]) =>
    tokens.filter((token) => text.includes(token)).map((token) => `${channel}: ${token}`),
  );

describe('what is closed', () => {
  const audiences: [string, (world: World) => Audience, PersonName[]][] = [
    ['authorities', () => ({ kind: 'authorities' }), outsiders],
    [
      'two agencies',
      ({ agency }) => ({
        kind: 'agencies',
        agencyIds: [agency.polisen, agency.brandförsvaret].sort(),
      }),
      [...outsiders, 'samordnaren', 'chefen', 'kommunen'],
    ],
  ];

  it.each(audiences)(
    'A3 A10 P2 reaches nobody else by any way, for %s',
    async (_name, audienceIn, others) => {
      const world = await createWorld(observer.app);
      const audience = audienceIn(world);
      const notified: string[] = [];
      const eavesdropper = await listenToAll((payload) => notified.push(payload));
      const insider = (await Guest.at(world, 'polisen')).client;
      const guests = await Promise.all([
        ...others.map((person) => Guest.at(world, person)),
        ...byLink.map((person) => Guest.at(world, person, 'link')),
      ]);
      const people = new Set([...others, ...byLink, 'polisen']).size;
      for (const { client } of guests)
        await eventually(() => headcount(client) === people, 'everyone');
      const heardBefore = guests.map(({ client }) => client.heard.length);

      const { tokens, noteId, actionId } = await actInSecret(insider, world, audience);
      const { agencyId: _agency, audience: _audience, ...fields } = noteAdd(world, '');
      for (const guest of guests) {
        await guest.tryOut({ ...fields, type: 'note.edit', noteId, basedOn: version(1) });
        await guest.tryOut({ type: 'note.remove', noteId, basedOn: version(1) });
        await guest.tryOut({ type: 'action.agree', actionId });
        await guest.tryOut({ type: 'action.link', actionId, noteId });
        await guest.client.socket.emitWithAck('editing', {
          meetingId: world.meetingId,
          entryId: noteId,
        });
      }
      // Longer than it takes to tell presence, so that what would be told has been.
      await pause(400);

      expect(tokens).toHaveLength(6);
      for (const [index, guest] of guests.entries()) {
        // Nothing at all was heard: no event, no mark of someone writing, no presence told again.
        expect(guest.client.heard.slice(heardBefore[index])).toEqual([]);
        const captured = await guest.capture();
        expect(leaksIn([...tokens, noteId, actionId], captured)).toEqual([]);
        expect(captured.acks.match(/"code":"[a-z-]+"/g)).toEqual(
          Array(4).fill('"code":"not-found"'),
        );
      }
      expect(notified.length).toBeGreaterThan(0);
      const aside = {
        notified: notified.join('\n'),
        mail: await lettersOf(world),
        log: server.output(),
      };
      expect(leaksIn([...tokens, noteId, actionId], aside)).toEqual([]);
      expect(insider.digest).toBe(await insider.serverDigest());

      await eavesdropper.end();
      for (const { client } of [...guests, { client: insider }]) client.close();
    },
    60_000,
  );

  it('is looked for where it could be: what is open is found in each of those ways', async () => {
    const world = await createWorld(observer.app);
    const notified: string[] = [];
    const eavesdropper = await listenToAll((payload) => notified.push(payload));
    const insider = (await Guest.at(world, 'polisen')).client;
    const guest = await Guest.at(world, 'samordnaren');
    const planted = await actInSecret(insider, world, { kind: 'table' });
    const { agencyId: _agency, audience: _audience, ...fields } = noteAdd(world, '');
    // The answer to an outdated edit holds the entry as it is now.
    const { noteId } = planted;
    const mine = await insider.send({ ...fields, type: 'note.edit', noteId, basedOn: version(99) });
    await database.query("SELECT pg_notify('presence', $1)", [planted.tokens[0]]);
    await eventually(() => notified.join().includes('hemligt'), 'what was planted');

    const captured = {
      ...(await guest.capture()),
      acks: JSON.stringify(mine),
      notified: notified.join('\n'),
      mail: await lettersOf(world, planted.tokens[0]),
      log: `${server.output()}${planted.tokens[0]}`,
    };

    for (const channel of Object.keys(captured))
      expect(leaksIn(planted.tokens, captured).join('\n')).toContain(`${channel}: hemligt`);
    await eavesdropper.end();
    insider.close();
    guest.client.close();
  });

  it(
    `A3 A10 F1 H2 cannot be told from nothing: ${PAIRS} pairs of evenings, with and without it, look the same`,
    async () => {
      await seeded(async (chance) => {
        for (let pair = 0; pair < PAIRS; pair += 1) {
          const steps = Array.from({ length: 5 }, () => chance.below(4));
          const [who, method] = onlookers[pair % onlookers.length] ?? onlookers[0];
          const quiet = await evening(steps, [who, method], () => Promise.resolve());
          const secretive = await evening(steps, [who, method], secretly(chance));
          expect(secretive).toEqual(quiet);
        }
        tried('S2', PAIRS);
      });
    },
    within(180_000),
  );
});

/** Every letter there is, about this partnership and its meeting: to a guest, a new member, and who signs in. */
async function lettersOf(world: World, guestName = 'Gäst'): Promise<string> {
  const cookie = await world.signIn('samordnaren');
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${server.origin}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  // A guest is invited to what is to come.
  await database.query(
    `UPDATE meeting SET starts_at = now() + interval '24 hours',
       ends_at = now() + interval '25 hours' WHERE id = $1`,
    [world.meetingId],
  );
  const [person] = await database.query<{ email: string }>(
    'SELECT email FROM person WHERE id = $1',
    [world.person.polisen],
  );
  const email = person?.email ?? '';
  const [guest, member] = [`${newToken()}@example.se`, `${newToken()}@example.se`];
  const invited = { agencyId: world.agency.nattvandrarna, role: 'attendee' };
  const guestOf = { meetingId: world.meetingId, endsAt: null };
  const invitations = `partnerships/${world.partnershipId}/invitations`;
  await post(invitations, { ...invited, name: guestName, email: guest, guestOf });
  await post(invitations, { ...invited, name: 'Ny', email: member, guestOf: null });
  await post('sign-in/mail', { email, language: 'sv' });
  const letters = await Promise.all([guest, member, email].map((to) => mail.letterTo(to)));
  const read = letters.map(({ subject, text, html }) => [subject, text, html]);
  // A line may be broken within what is looked for.
  return JSON.stringify(read).replaceAll(/(?:\\n|\s)+/g, ' ');
}

/** Letters name hours of their own day, hold links that are good once, and either server sends them. */
function withoutTime(letters: string): string {
  return letters
    .replaceAll(UUID, 'id')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'server')
    .replaceAll(/#[\w-]{43}/g, '#secret')
    .replaceAll(/\p{L}+(?:dag|day),? \d+ \p{L}+/gu, 'day')
    .replaceAll(/\d\d[.:]\d\d/g, 'hour');
}

function headcount({ presence }: LiveClient): number {
  return presence.reduce((sum, { people }) => sum + people, 0);
}

/** Something closed between any two open steps, seen by the police and those they let in. */
function secretly(chance: Chance) {
  return async (insider: LiveClient, world: World): Promise<void> => {
    const other = chance.pick<AgencyName>(['kommunen', 'brandförsvaret']);
    const audience = chance.pick<Audience>([
      { kind: 'authorities' },
      { kind: 'agencies', agencyIds: [world.agency.polisen, world.agency[other]].sort() },
    ]);
    await actInSecret(insider, world, audience);
  };
}

type Onlooker = [PersonName, SignInMethod];
const onlookers: [Onlooker, ...Onlooker[]] = [
  ['nattvandrarna', 'oidc'],
  ['brandförsvaret', 'link'],
];

/** An evening of open steps; gives all bytes the onlooker got, but for ids and instants. */
async function evening(
  steps: number[],
  onlooker: Onlooker,
  between: (insider: LiveClient, world: World) => Promise<void>,
): Promise<unknown> {
  const world = await createWorld(observer.app);
  const insider = (await Guest.at(world, 'polisen')).client;
  // Only then: whoever comes while the first is being told of may hear of them before both are there.
  await eventually(() => headcount(insider) === 1, 'oneself');
  const guest = await Guest.at(world, ...onlooker);
  await eventually(() => headcount(guest.client) === 2, 'both');
  let revision = 0;
  for (const step of steps) {
    await between(insider, world);
    await insider.persist(openStep(step, world));
    revision += 1;
    await eventually(
      () => guest.client.replica.streams.get('table')?.revision === revision,
      'the step',
    );
  }
  const captured = await guest.capture();
  insider.close();
  guest.client.close();
  return { ...withoutIdentity(captured), mail: withoutTime(await lettersOf(world)) };
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

/**
 * Ids and instants differ between any two evenings, and lists are sorted by id; all else must not.
 * The order of an object's fields is that of whichever was quicker, the memory or the log.
 */
function withoutIdentity(captured: Captured): Record<string, string[]> {
  const blank = (text: string) =>
    text
      // Where nobody made a validator, the framework hashes the body, ids and all; its length stays.
      .replaceAll(/W\/\\"([0-9a-f]+)-[^"\\]{27}\\"/g, '$1 bytes')
      .replaceAll(UUID, 'id')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'instant');
  return Object.fromEntries(
    Object.entries(captured).map(([way, text]) => [
      way,
      text.split('\n').map((line) => JSON.stringify(inOrder(JSON.parse(blank(line) || 'null')))),
    ]),
  );
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .map(inOrder)
      .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}

/** Hears every notification of the database, as anyone could who may connect to it. */
async function listenToAll(hear: (payload: string) => void): Promise<pg.Client> {
  const client = new pg.Client(database.url);
  // A test that failed leaves it to be cut off with the database.
  client.on('error', () => undefined);
  await client.connect();
  client.on('notification', ({ payload }) => hear(payload ?? ''));
  for (const channel of ['meeting_event', 'presence', 'session_ended'])
    await client.query(`LISTEN ${channel}`);
  return client;
}
