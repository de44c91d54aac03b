// Inviting those who are members already: whoever was added by hand, from an agency without a provider,
// would otherwise never come to sign in so that what is closed opens to them.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AdministeredPerson, NewPerson } from '../../src/contract/administration.js';
import { Session } from '../../src/contract/session.js';
import {
  AdministeredWorld,
  done,
  expectProblem,
  newAddress,
} from '../administration/administered-world.js';
import { PasskeyVisit } from '../identity/passkeys/passkey-visit.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { MailServer, secretIn } from '../support/mail-server.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let mail: MailServer;
let server: TestApp;
let at: AdministeredWorld;
let member: AdministeredPerson;

beforeAll(async () => {
  database = await createTestDatabase();
  mail = await MailServer.start();
  server = await startTestApp({ databaseUrl: database.url, environment: mail.environment });
});
afterAll(async () => {
  await server.close();
  await mail.shut();
  await database.drop();
});
beforeEach(async () => {
  at = await AdministeredWorld.on(server);
  member = await add(at, {});
});

function add(to: AdministeredWorld, changed: Partial<NewPerson>): Promise<AdministeredPerson> {
  const body = {
    name: 'Tillagd för hand',
    email: newAddress(),
    agencyId: to.world.agency.nattvandrarna,
    role: 'attendee',
    isDeputy: false,
    ...changed,
  };
  return done<AdministeredPerson>(to.send('POST', 'people', { body }));
}

const asTheyAre = () => ({
  name: member.name,
  email: member.email,
  agencyId: member.agencyId,
  role: member.role,
  guestOf: null,
});
const invite = (changed: object = {}, from = at) =>
  from.send('POST', 'invitations', { body: { ...asTheyAre(), ...changed } });

/** Passkeys are tied to a name, which the address of the net is not. */
const visit = () => new PasskeyVisit(server.origin.replace('127.0.0.1', 'localhost'));

async function join(): Promise<PasskeyVisit> {
  const secret = secretIn(await mail.letterTo(member.email));
  const browser = visit();
  expect(await browser.outcome('POST', 'invitations/join', { secret })).toBe('200');
  return browser;
}

async function known(): Promise<AdministeredPerson | undefined> {
  return (await at.directory()).people.find(({ id }) => id === member.id);
}

it('leads them to a passkey, which opens what is closed, and leaves them what they are', async () => {
  expect(member.hasStrongWayIn).toBe(false);
  expect((await invite()).status).toBe(201);
  const browser = await join();
  expect((await browser.session()).opensClosed).toBe(false);
  const { key, outcome } = await browser.add();
  expect(outcome).toBe('204');

  const later = visit();
  expect(await later.signIn(key)).toBe('200');
  const { person, opensClosed, memberships } = Session.parse(await later.session());
  expect({ id: person.id, opensClosed }).toEqual({ id: member.id, opensClosed: true });
  expect(memberships).toMatchObject([
    { partnershipId: at.world.partnershipId, agencyId: member.agencyId, role: 'attendee' },
  ]);
  expect(await known()).toEqual({ ...member, hasStrongWayIn: true });
  await expectProblem(invite(), 'already-a-member');
});

it('is as nothing but what they are', async () => {
  const { agency, meetingId } = at.world;
  for (const changed of [
    { agencyId: agency.polisen },
    { role: 'coordinator' },
    { guestOf: { meetingId, endsAt: null } },
  ])
    await expectProblem(invite(changed), 'already-a-member');
});

it('changes nothing of what they have become since', async () => {
  expect((await invite()).status).toBe(201);
  const { id, name, isDeputy, version } = member;
  const body = { name, isDeputy, agencyId: at.world.agency.bostadsbolaget, role: 'observer' };
  const edited = await done<AdministeredPerson>(
    at.send('PUT', `people/${id}`, { body, ifMatch: version }),
  );
  await join();
  expect(await known()).toEqual(edited);
});

it('ends with their membership, and lets nobody in again', async () => {
  expect((await invite()).status).toBe(201);
  const secret = secretIn(await mail.letterTo(member.email));
  expect((await at.send('DELETE', `people/${member.id}`)).status).toBe(204);
  expect(await visit().outcome('POST', 'invitations/join', { secret })).toBe('410 link-spent');
  expect(await known()).toBeUndefined();
});

it('is not for those whom the provider of their agency knows', async () => {
  await database.query(
    `INSERT INTO agency_binding (partnership_id, agency_id, issuer, claim_value)
     VALUES ('${at.world.partnershipId}', '${member.agencyId}', 'https://konto.example', 'natt')`,
  );
  expect(await known()).toMatchObject({ hasStrongWayIn: true });
  await expectProblem(invite(), 'already-a-member');
});

it('counts no passkey that opens another partnership alone', async () => {
  expect((await invite()).status).toBe(201);
  expect((await (await join()).add()).outcome).toBe('204');
  const elsewhere = await AdministeredWorld.on(server);
  const agencyId = elsewhere.world.agency.nattvandrarna;
  const there = await add(elsewhere, { email: member.email, agencyId });
  expect(there).toMatchObject({ id: member.id, hasStrongWayIn: false });
  expect((await invite({ agencyId }, elsewhere)).status).toBe(201);
});
