// Inviting those who are members already: whoever was added by hand, from an agency without a provider,
// would otherwise never come to sign in so that what is closed opens to them.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AdministeredPerson, NewPerson } from '../../src/contract/administration.js';
import type { Invitation } from '../../src/contract/invitations.js';
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

async function retire(id: string, isRetired: boolean): Promise<void> {
  const agency = (await at.directory()).agencies.find((one) => one.id === id)!;
  const { name, shortName, abbreviation, kind, version } = agency;
  const body = { name, shortName, abbreviation, kind, isRetired, signIn: [] };
  expect((await at.send('PUT', `agencies/${id}`, { body, ifMatch: version })).status).toBe(200);
}

const bindToProvider = () =>
  database.query(
    `INSERT INTO agency_binding (partnership_id, agency_id, issuer, claim_value)
     VALUES ($1, $2, 'https://konto.example', 'natt')`,
    [at.world.partnershipId, member.agencyId],
  );

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

const used = (secret: string) => visit().outcome('POST', 'invitations/join', { secret });

it('ends when they become something else, and lets nobody in', async () => {
  expect((await invite()).status).toBe(201);
  const secret = secretIn(await mail.letterTo(member.email));
  const { id, name, isDeputy, version } = member;
  const body = { name, isDeputy, agencyId: at.world.agency.bostadsbolaget, role: 'observer' };
  const edited = await done<AdministeredPerson>(
    at.send('PUT', `people/${id}`, { body, ifMatch: version }),
  );
  expect(await used(secret)).toBe('410 link-spent');
  expect(await known()).toEqual(edited);
});

it('lasts while they are still what it says, whatever else is written of them', async () => {
  expect((await invite()).status).toBe(201);
  const { id, agencyId, role, version } = member;
  const body = { name: 'Rättstavad', isDeputy: true, agencyId, role };
  expect((await at.send('PUT', `people/${id}`, { body, ifMatch: version })).status).toBe(200);
  await join();
});

it('ends when the one it is for is added as something else meanwhile', async () => {
  const email = newAddress();
  expect((await invite({ email, role: 'observer' })).status).toBe(201);
  const secret = secretIn(await mail.letterTo(email));
  const added = await add(at, { email });
  expect(await used(secret)).toBe('410 link-spent');
  expect((await at.directory()).people).toContainEqual(added);
});

it('ends with their agency, and does not come back with it', async () => {
  expect((await invite()).status).toBe(201);
  const secret = secretIn(await mail.letterTo(member.email));
  for (const isRetired of [true, false]) await retire(member.agencyId, isRetired);
  expect(await used(secret)).toBe('410 link-spent');
  expect(await known()).toBeUndefined();
});

it('is no weaker way in beside a strong one that came after it: it is refused, and used up', async () => {
  const sent = await done<Invitation>(invite());
  const secret = secretIn(await mail.letterTo(member.email));
  await bindToProvider();
  await expectProblem(
    at.send('POST', `invitations/${sent.id}/letters`, { body: {} }),
    'already-a-member',
  );
  const browser = visit();
  const refusals = ['409 already-a-member', '410 link-spent'];
  for (const refusal of refusals)
    expect(await browser.outcome('POST', 'invitations/join', { secret })).toBe(refusal);
  expect(await browser.outcome('GET', 'session')).toBe('401 not-signed-in');
  const told = await database.query(
    `SELECT detail FROM audit_content WHERE chain_id = $1 AND kind = 'invitation.withdrawn'`,
    [at.world.partnershipId],
  );
  expect(told).toEqual([{ detail: { invitationId: sent.id } }]);
});

it('is sent for no agency that has left', async () => {
  const newcomer = { email: newAddress(), role: 'observer' };
  const { id } = await done<Invitation>(invite(newcomer));
  await retire(member.agencyId, true);
  await expectProblem(
    at.send('POST', `invitations/${id}/letters`, { body: {} }),
    'unknown-reference',
  );
});

it('ends with their membership, and lets nobody in again', async () => {
  expect((await invite()).status).toBe(201);
  const secret = secretIn(await mail.letterTo(member.email));
  expect((await at.send('DELETE', `people/${member.id}`)).status).toBe(204);
  expect(await visit().outcome('POST', 'invitations/join', { secret })).toBe('410 link-spent');
  expect(await known()).toBeUndefined();
});

it('is not for those whom the provider of their agency knows', async () => {
  await bindToProvider();
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
