import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Directory } from '../../src/contract/administration.js';
import type { Partnership } from '../../src/contract/directory.js';
import { InvitationPreview, type InvitationList } from '../../src/contract/invitations.js';
import type { Snapshot } from '../../src/contract/live.js';
import { Session } from '../../src/contract/session.js';
import { PASS_LASTS_AFTER_MS } from '../../src/domain/meeting/guest-hours.js';
import { GuestPasses } from '../../src/identity/guest-passes.js';
import { Clock } from '../../src/platform/clock.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { noteAdd } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { MailServer, secretIn } from '../support/mail-server.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { beginSession } from '../support/sign-in.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** The meeting of the world ends at 17.50 UTC. */
const MEETING_ENDS = Date.parse('2026-01-09T17:50:00.000Z');
/** The clock goes on meanwhile, and the machine may be slow. */
const SOON_MS = 20 * 60_000;

/** A clock that starts in the afternoon before the meeting, and can jump. */
class EveningClock extends Clock {
  private ahead = Date.parse('2026-01-09T14:00:00.000Z') - Date.now();

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  jumpTo(instant: number): void {
    this.ahead = instant - Date.now();
  }
}

const clock = new EveningClock();
let database: TestDatabase;
let mail: MailServer;
let server: TestApp;
let world: World;
let otherMeetingId: string;
let coordinator: string;
let guest: string;
let session: Session;

beforeAll(async () => {
  database = await createTestDatabase();
  mail = await MailServer.start();
  server = await startTestApp({
    databaseUrl: database.url,
    environment: { DATABASE_URL: database.url, ...mail.environment },
    override: (builder) => builder.overrideProvider(Clock).useValue(clock),
  });
  world = await createWorld(server.app);
  otherMeetingId = await world.planMeeting(21);
  coordinator = await world.signIn('samordnaren');
  // Of an authority, and signed in as surely as anyone: a guest hears the table alone all the same.
  expect((await invite({})).status).toBe(201);
  const letter = await mail.letterTo('gast@exempel.example');
  expect(letter.text).toContain('som gäst för brandförsvaret till ett möte');
  const joined = await ask('invitations/join', { body: { secret: secretIn(letter) } });
  session = Session.parse(await joined.json());
  guest = await sureSignIn();
});
afterAll(async () => {
  await server.close();
  await mail.shut();
  await database.drop();
});

interface Asked {
  readonly cookie?: string;
  readonly body?: object;
  /** The version that the body replaces. */
  readonly ifMatch?: number;
}

function ask(path: string, { cookie, body, ifMatch }: Asked = {}) {
  return fetch(`${server.origin}/api/v1/${path}`, {
    method: ifMatch !== undefined ? 'PUT' : body ? 'POST' : 'GET',
    headers: {
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      ...(body && { 'content-type': 'application/json' }),
      ...(cookie && { cookie }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const own = (path = '') => `partnerships/${world.partnershipId}${path}`;
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

function invite(changed: object): Promise<Response> {
  const body = {
    name: 'Gäst',
    email: 'gast@exempel.example',
    agencyId: world.agency.brandförsvaret,
    role: 'attendee',
    guestOf: { meetingId: world.meetingId, endsAt: null },
    ...changed,
  };
  return ask(own('/invitations'), { cookie: coordinator, body });
}

const sureSignIn = async () => (await beginSession(server.app, session.person.id)).cookie;

it('says which meeting it is for, and ends six hours after it', () => {
  expect(session.memberships).toEqual([
    expect.objectContaining({
      partnershipId: world.partnershipId,
      role: 'attendee',
      guestOf: {
        meetingId: world.meetingId,
        endsAt: new Date(MEETING_ENDS + PASS_LASTS_AFTER_MS).toISOString(),
      },
    }),
  ]);
});

it('opens the board of that meeting, and to a guest there is nothing else', async () => {
  const partnership = (await (await ask(own(), { cookie: guest })).json()) as Partnership;
  expect(partnership).toMatchObject({ id: world.partnershipId, agreement: null });
  const board = (meetingId: string) => own(`/meetings/${meetingId}/board`);
  expect((await ask(board(world.meetingId), { cookie: guest })).status).toBe(200);
  for (const path of [
    board(otherMeetingId),
    own('/meetings'),
    own('/actions'),
    own('/series'),
    own(`/series/${world.seriesId}`),
    own('/calendar?from=2026-01-01&to=2026-02-01'),
    own('/directory'),
    own('/invitations'),
  ]) {
    const refused = await ask(path, { cookie: guest });
    expect([path, refused.status, await codeOf(refused)]).toEqual([path, 404, 'not-found']);
  }
  const command = noteAdd(world, world.agency.brandförsvaret);
  const give = (meetingId: string) =>
    ask(own(`/meetings/${meetingId}/commands`), {
      cookie: guest,
      body: { commandId: randomUUID(), command },
    });
  expect((await give(world.meetingId)).status).toBe(200);
  expect((await give(otherMeetingId)).status).toBe(404);
  await expect(
    LiveClient.at(server.origin, guest, { ...world, meetingId: otherMeetingId }),
  ).rejects.toThrow('not-found');
});

it('hears the table alone, whatever the agency and however one has signed in', async () => {
  const police = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
  const visiting = await LiveClient.at(server.origin, guest, world);
  const closed = 'Bara för myndigheter';
  await police.persist(
    noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' }, text: closed }),
  );
  await police.persist(noteAdd(world, world.agency.polisen, { text: 'För alla runt bordet' }));
  await eventually(() => visiting.heard.join('').includes('För alla runt bordet'), 'the open note');
  expect(visiting.heard.join('')).not.toContain(closed);
  const read = await ask(own(`/meetings/${world.meetingId}/board`), { cookie: guest });
  const { compartments } = (await read.json()) as Snapshot;
  expect(compartments.map(({ stream }) => stream)).toEqual(['table']);
  const member = await ask(own(`/meetings/${world.meetingId}/board`), {
    cookie: await world.signIn('kommunen'),
  });
  expect(((await member.json()) as Snapshot).compartments.length).toBe(2);
  police.close();
  visiting.close();
});

it('leaves the role as it is, for a coordinator who comes for an evening could invite others', async () => {
  const directory = (await (
    await ask(own('/directory'), { cookie: coordinator })
  ).json()) as Directory;
  const { id, name, agencyId, isDeputy, version, isGuest } = directory.people.find(
    (one) => one.id === session.person.id,
  )!;
  expect(isGuest).toBe(true);
  const body = { name, agencyId, isDeputy, role: 'coordinator' };
  const refused = await ask(own(`/people/${id}`), { cookie: coordinator, body, ifMatch: version });
  expect([refused.status, await codeOf(refused)]).toEqual([403, 'not-allowed']);
});

it('is refused for what makes no sense', async () => {
  const endsAt = (ms: number) => ({
    guestOf: { meetingId: world.meetingId, endsAt: new Date(MEETING_ENDS + ms).toISOString() },
  });
  const HOUR_MS = 60 * 60 * 1000;
  const refusals: [object, string][] = [
    [{ guestOf: { meetingId: randomUUID(), endsAt: null } }, 'unknown-reference'],
    [endsAt(-8 * HOUR_MS), 'wrong-state'],
    [endsAt(49 * HOUR_MS), 'wrong-state'],
    [{ role: 'coordinator' }, 'invalid-input'],
  ];
  for (const [changed, code] of refusals)
    expect([
      changed,
      await codeOf(await invite({ email: 'b@exempel.example', ...changed })),
    ]).toEqual([changed, code]);
});

describe('whose meeting is moved', () => {
  const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
  const CHOSEN = new Date(MEETING_ENDS + 60 * 60 * 1000).toISOString();
  const DEFAULT = new Date(MEETING_ENDS + PASS_LASTS_AFTER_MS).toISOString();
  const move = async (by: string) => {
    await database.query(
      `UPDATE meeting SET starts_at = starts_at + $2::interval, ends_at = ends_at + $2::interval
       WHERE id = $1`,
      [world.meetingId, by],
    );
    await server.app.get(GuestPasses).endDue();
  };
  const ownHour = async () => {
    const described = Session.parse(await (await ask('session', { cookie: guest })).json());
    return described.memberships[0]?.guestOf?.endsAt;
  };
  const invitedUntil = async (): Promise<Record<string, string>> => {
    const read = await ask(own('/invitations'), { cookie: coordinator });
    const { invitations } = (await read.json()) as InvitationList;
    return Object.fromEntries(invitations.map(({ name, guestOf }) => [name, guestOf!.endsAt]));
  };

  it('may be there as long after it, and so may whoever is invited; a chosen hour stays', async () => {
    const guestOf = { meetingId: world.meetingId, endsAt: CHOSEN };
    const inWaiting: object[] = [
      { name: 'Sedan', email: 'sedan@exempel.example' },
      { name: 'Vald', email: 'vald@exempel.example', guestOf },
    ];
    for (const one of inWaiting) expect((await invite(one)).status).toBe(201);
    const moved = new Date(MEETING_ENDS + WEEK_MS + PASS_LASTS_AFTER_MS).toISOString();
    await move('7 days');
    expect(await ownHour()).toBe(moved);
    expect(await invitedUntil()).toEqual({ Sedan: moved, Vald: CHOSEN });
    // The directory that is kept has heard of it as well: past the old hour the board is still open.
    const before = clock.now().getTime();
    clock.jumpTo(Date.parse(DEFAULT) + 60_000);
    guest = await sureSignIn();
    const board = own(`/meetings/${world.meetingId}/board`);
    expect((await ask(board, { cookie: guest })).status).toBe(200);
    clock.jumpTo(before);
    guest = await sureSignIn();
    await move('-7 days');
    expect(await ownHour()).toBe(DEFAULT);
    expect(await invitedUntil()).toEqual({ Sedan: DEFAULT, Vald: CHOSEN });
  });
});

describe('whose pass cannot be ended, for that cannot be recorded', () => {
  const HOUR = new Date(MEETING_ENDS + 60 * 60 * 1000);
  let spoilt: World;
  let other: World;

  beforeAll(async () => {
    clock.jumpTo(HOUR.getTime() - SOON_MS);
    const worlds = [await createWorld(server.app), await createWorld(server.app)];
    for (const { partnershipId, meetingId, person } of worlds) {
      await database.query('INSERT INTO guest_pass VALUES ($1, $2, $3, $4)', [
        partnershipId,
        person.nattvandrarna,
        meetingId,
        HOUR,
      ]);
      await database.query(
        'UPDATE partnership SET rights_version = rights_version + 1 WHERE id = $1',
        [partnershipId],
      );
    }
    // The one that comes first is spoilt, so that the other comes after it.
    const [first] = await database.query<{ id: string }>(
      'SELECT DISTINCT partnership_id AS id FROM guest_pass WHERE ends_at <= $1',
      [HOUR],
    );
    spoilt = worlds.find(({ partnershipId }) => partnershipId === first?.id)!;
    other = worlds.find((one) => one !== spoilt)!;
    await database.query(
      `ALTER TABLE audit_content ADD CONSTRAINT spoilt
       CHECK (chain_id <> '${spoilt.partnershipId}' OR kind <> 'guest-pass.ended')`,
    );
  });
  afterAll(() => database.query('ALTER TABLE audit_content DROP CONSTRAINT spoilt'));

  const passesOf = ({ partnershipId }: World) =>
    database.query('SELECT FROM guest_pass WHERE partnership_id = $1', [partnershipId]);

  it('is let in no more all the same, and stands in the way of no other partnership', async () => {
    const cookie = await spoilt.signIn('nattvandrarna');
    const visiting = await LiveClient.at(server.origin, cookie, spoilt);
    const elsewhere = await LiveClient.at(
      server.origin,
      await other.signIn('nattvandrarna'),
      other,
    );
    const police = await LiveClient.at(server.origin, await spoilt.signIn('polisen'), spoilt);
    const note = (text: string) => noteAdd(spoilt, spoilt.agency.polisen, { text });
    await police.persist(note('Före timmen'));
    await eventually(() => visiting.heard.join('').includes('Före timmen'), 'the note');

    clock.jumpTo(HOUR.getTime());
    await police.persist(note('Efter timmen'));
    await eventually(() => police.heard.join('').includes('Efter timmen'), 'the other note');
    // What was sent to them before this answer has come before it.
    expect(await visiting.send(note('Från gästen'))).toMatchObject({
      ok: false,
      problem: { code: 'not-found' },
    });
    expect(visiting.heard.join('')).not.toContain('Efter timmen');
    expect(await visiting.ask(null)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    const table = `partnerships/${spoilt.partnershipId}`;
    for (const path of [table, `${table}/meetings/${spoilt.meetingId}/board`])
      expect((await ask(path, { cookie })).status).toBe(404);
    const described = Session.parse(await (await ask('session', { cookie })).json());
    expect(described.memberships).toEqual([]);

    await eventually(() => !elsewhere.socket.connected, 'the end of the other guest');
    expect(await passesOf(other)).toEqual([]);
    expect(await passesOf(spoilt)).toHaveLength(1);
    elsewhere.close();
    visiting.close();
    police.close();
  });
});

it('ends by itself at its hour: the sockets, the session and the membership', async () => {
  const visiting = await LiveClient.at(server.origin, guest, world);
  clock.jumpTo(MEETING_ENDS + PASS_LASTS_AFTER_MS - SOON_MS);
  // Whoever has not used it for long is out for another reason; a guest who is there stays.
  guest = await sureSignIn();
  const staying = await LiveClient.at(server.origin, guest, world);
  expect((await ask(own(), { cookie: guest })).status).toBe(200);
  clock.jumpTo(MEETING_ENDS + PASS_LASTS_AFTER_MS);
  await eventually(() => !staying.socket.connected, 'the end of the socket');
  await eventually(() => !visiting.socket.connected, 'the end of the other socket');
  expect((await ask(own(), { cookie: guest })).status).toBe(401);
  const later = await sureSignIn();
  expect((await ask(own(), { cookie: later })).status).toBe(404);
  const described = Session.parse(await (await ask('session', { cookie: later })).json());
  expect(described.memberships).toEqual([]);
  const left = await database.query('SELECT FROM guest_pass WHERE partnership_id = $1', [
    world.partnershipId,
  ]);
  expect(left).toEqual([]);
  const told = await database.query<{ detail: { personIds: string[] } }>(
    `SELECT detail FROM audit_content WHERE kind = 'guest-pass.ended' AND chain_id = $1`,
    [world.partnershipId],
  );
  expect(told).toEqual([{ detail: { personIds: [session.person.id] } }]);
  staying.close();
  visiting.close();
});

it('is told before joining for another meeting which one is left for it', async () => {
  const thirdMeetingId = await world.planMeeting(42);
  const email = 'tva.moten@exempel.example';
  const invitedTo = async (meetingId: string, letters: number) => {
    expect((await invite({ email, guestOf: { meetingId, endsAt: null } })).status).toBe(201);
    return secretIn(await mail.letterTo(email, letters));
  };
  const preview = async (secret: string) =>
    InvitationPreview.parse(await (await ask('invitations/preview', { body: { secret } })).json());
  const join = async (secret: string) =>
    Session.parse(await (await ask('invitations/join', { body: { secret } })).json());

  const first = await invitedTo(otherMeetingId, 1);
  expect((await preview(first)).guestOf?.insteadOf).toBeNull();
  await join(first);
  const second = await invitedTo(thirdMeetingId, 2);
  expect((await preview(second)).guestOf).toMatchObject({
    startsAt: '2026-02-20T17:00:00.000Z',
    insteadOf: {
      title: 'Utsättning',
      startsAt: '2026-01-30T17:00:00.000Z',
      timeZone: 'Europe/Stockholm',
    },
  });
  expect((await join(second)).memberships).toEqual([
    expect.objectContaining({ guestOf: expect.objectContaining({ meetingId: thirdMeetingId }) }),
  ]);
});
