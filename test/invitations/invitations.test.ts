import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Invitation, InvitationList } from '../../src/contract/invitations.js';
import { Session } from '../../src/contract/session.js';
import type { StoredPartnership } from '../../src/directory/store-partnership.js';
import { INVITATION_LASTS_MS } from '../../src/invitations/invitations.service.js';
import { Clock } from '../../src/platform/clock.js';
import { storedPartnership } from '../directory/stored-partnership.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { diedWhileSending } from '../support/died-while-sending.js';
import { MailServer, secretIn } from '../support/mail-server.js';
import { beginSession } from '../support/sign-in.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** A clock that only the test moves. */
class TestClock extends Clock {
  private time = Date.parse('2026-11-27T16:00:00.000Z');

  override now(): Date {
    return new Date(this.time);
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

const clock = new TestClock();
let database: TestDatabase;
let mail: MailServer;
let servers: TestApp[];
let home: StoredPartnership;
let foreign: StoredPartnership;
let coordinator: string;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await storedPartnership(database, 'Nynäshamn');
  foreign = await storedPartnership(database, 'Haninge');
  mail = await MailServer.start();
  servers = await Promise.all([1, 2].map(() => start(mail.environment)));
  coordinator = await signIn('samordnare@nynashamn.example');
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await mail.shut();
  await database.drop();
});
beforeEach(async () => {
  await database.query('TRUNCATE attempt_count');
  mail.meets = () => 'taken';
});

function start(environment: Record<string, string>): Promise<TestApp> {
  return startTestApp({
    databaseUrl: database.url,
    environment: { DATABASE_URL: database.url, ...environment },
    override: (builder) => builder.overrideProvider(Clock).useValue(clock),
  });
}

async function signIn(email: string): Promise<string> {
  const { app } = servers[0]!;
  const personId = [...home.personIds, ...foreign.personIds].find(([one]) => one === email)?.[1];
  return (await beginSession(app, personId ?? '')).cookie;
}

interface Asked {
  readonly cookie?: string;
  readonly at?: TestApp;
  readonly method?: string;
  readonly body?: object;
}

function ask(path: string, { cookie, at = servers[0]!, method, body }: Asked = {}) {
  return fetch(`${at.origin}/api/v1/${path}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: { ...(body && { 'content-type': 'application/json' }), ...(cookie && { cookie }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const invitations = () => `partnerships/${home.partnershipId}/invitations`;
const someone = () => `inbjuden-${++count}@exempel.example`;

const asked = (email: string, changed: object = {}) => ({
  name: 'Inbjuden',
  email,
  agencyId: home.agencyIds.get('Väktarna'),
  role: 'attendee',
  guestOf: null,
  ...changed,
});

async function invite(email: string, changed: object = {}): Promise<Invitation> {
  const response = await ask(invitations(), { cookie: coordinator, body: asked(email, changed) });
  expect(response.status).toBe(201);
  return (await response.json()) as Invitation;
}

async function list(): Promise<InvitationList> {
  return (await (await ask(invitations(), { cookie: coordinator })).json()) as InvitationList;
}

/** The invitation as it is listed, once its letter has come to an end. */
async function settled(id: string): Promise<Invitation> {
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    const found = (await list()).invitations.find((one) => one.id === id);
    if (found && found.mail !== 'waiting') return found;
  }
  throw new Error('The letter never came to an end.');
}

const join = (secret: string, at?: TestApp) =>
  ask('invitations/join', { body: { secret }, ...(at && { at }) });
const preview = (secret: string) => ask('invitations/preview', { body: { secret } });

describe('an invitation', () => {
  it('comes in both languages, and tells what it is about without being used up', async () => {
    const email = someone();
    const { id } = await invite(email);
    const letter = await mail.letterTo(email);
    expect(letter.subject).toBe(
      'Inbjudan till Samverkan Nynäshamn / Invitation to Samverkan Nynäshamn',
    );
    expect(letter.text).toContain('Samordnare bjuder in dig');
    expect(letter.text).toContain('fredag 4 december kl. 17:00');
    expect(letter.text).toContain('Samordnare invites you');
    expect(await settled(id)).toMatchObject({ email, mail: 'sent' });

    const secret = secretIn(letter);
    for (const path of ['', 'preview', 'join', `join?secret=${secret}`, secret])
      expect((await ask(`invitations/${path}`)).status).toBe(404);
    await (await fetch(`${servers[0]!.origin}/invitation`)).text();
    for (const _time of [1, 2])
      expect(await (await preview(secret)).json()).toEqual({
        name: 'Inbjuden',
        partnershipName: 'Samverkan Nynäshamn',
        agencyName: 'Väktarna',
        role: 'attendee',
        invitedBy: 'Samordnare',
        guestOf: null,
        expiresAt: '2026-12-04T16:00:00.000Z',
      });
    expect((await join(secret)).status).toBe(200);
    expect(await codeOf(await preview(secret))).toBe('link-spent');
  });

  it('lets exactly one in of those who come at the same time, at all servers together', async () => {
    const email = someone();
    await invite(email);
    const secret = secretIn(await mail.letterTo(email));
    const [before] = await rightsVersion();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, place) => join(secret, servers[place % 2])),
    );
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(11);
    const won = answers.find(({ status }) => status === 200)!;
    const session = Session.parse(await won.json());
    expect(session).toMatchObject({ person: { name: 'Inbjuden' }, opensClosed: false });
    expect(session.memberships).toEqual([
      expect.objectContaining({
        partnershipId: home.partnershipId,
        agencyName: 'Väktarna',
        role: 'attendee',
      }),
    ]);
    const [after] = await rightsVersion();
    expect(after!.version).toBe(before!.version + 1);
    const sessions = await database.query(
      `SELECT method, partnership_ids AS ids FROM session JOIN person ON person.id = person_id
       WHERE email = $1`,
      [email],
    );
    expect(sessions).toEqual([{ method: 'invitation', ids: [home.partnershipId] }]);
    expect((await list()).invitations.map((one) => one.email)).not.toContain(email);
  });

  it('ends after seven days, stays in the list, and works again when it is sent again', async () => {
    const email = someone();
    const { id } = await invite(email);
    const first = secretIn(await mail.letterTo(email));
    await settled(id);
    clock.pass(INVITATION_LASTS_MS - 1);
    expect((await preview(first)).status).toBe(200);
    clock.pass(1);
    expect(await codeOf(await preview(first))).toBe('link-spent');
    expect(await codeOf(await join(first))).toBe('link-spent');
    coordinator = await signIn('samordnare@nynashamn.example');
    expect((await list()).invitations.map((one) => one.id)).toContain(id);

    const again = await ask(`${invitations()}/${id}/letters`, { cookie: coordinator, body: {} });
    expect(again.status).toBe(200);
    const second = secretIn(await mail.letterTo(email, 2));
    expect(second).not.toBe(first);
    expect(await codeOf(await join(first))).toBe('link-spent');
    expect((await join(second)).status).toBe(200);
  });

  it('can be withdrawn, and then opens nothing', async () => {
    const email = someone();
    const { id } = await invite(email);
    const secret = secretIn(await mail.letterTo(email));
    const path = `${invitations()}/${id}`;
    expect((await ask(path, { cookie: coordinator, method: 'DELETE' })).status).toBe(204);
    expect((await ask(path, { cookie: coordinator, method: 'DELETE' })).status).toBe(404);
    expect(await codeOf(await join(secret))).toBe('link-spent');
  });

  it('cannot be read from the database; what is stored opens nothing', async () => {
    const email = someone();
    await invite(email);
    const secret = secretIn(await mail.letterTo(email));
    const [row] = await database.query<{ text: string; hash: Buffer }>(
      `SELECT json_agg(invitation)::text AS text,
         (SELECT secret_hash FROM invitation WHERE email = $1) AS hash FROM invitation`,
      [email],
    );
    expect(row?.text).not.toContain(secret);
    expect(row?.text).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
    expect(await codeOf(await join(row!.hash.toString('base64url')))).toBe('link-spent');
  });

  it('shows when its letter could not be sent, and says why to nobody’s harm', async () => {
    mail.meets = () => ({ code: 550, says: 'no such mailbox' });
    const { id } = await invite(someone());
    expect(await settled(id)).toMatchObject({ mail: 'failed' });
  });

  it('is not sent again when it may have left, works then, and is asked about', async () => {
    const email = someone();
    const { id } = await invite(email);
    const secret = secretIn(await mail.letterTo(email));
    await settled(id);
    await database.query(`UPDATE invitation SET mail_state = 'waiting' WHERE id = $1`, [id]);
    await diedWhileSending(database, 'invitation', `${home.partnershipId}/${id}`);
    expect(await settled(id)).toMatchObject({ mail: 'uncertain' });
    expect(mail.lettersTo(email)).toHaveLength(1);
    expect((await preview(secret)).status).toBe(200);
    await ask(`${invitations()}/${id}/letters`, { cookie: coordinator, body: {} });
    expect(secretIn(await mail.letterTo(email, 2))).not.toBe(secret);
  });

  it('keeps whoever is known already as they are', async () => {
    const email = 'vakt@haninge.example';
    await invite(email, { name: 'Någon annan', role: 'coordinator' });
    const session = Session.parse(await (await join(secretIn(await mail.letterTo(email)))).json());
    expect(session.person.name).toBe('Väktare');
    // The link is good for the partnership that sent it, and no other.
    expect(session.memberships.map(({ partnershipId }) => partnershipId)).toEqual([
      home.partnershipId,
    ]);
  });

  it('is inert in its letter, whatever people and agencies are called', async () => {
    const email = someone();
    await database.query(`UPDATE agency SET name = $1 WHERE name = 'Väktarna'`, [
      'V\r\nBcc: alla@exempel.example\r\n\r\n<script>alert(1)</script>',
    ]);
    await invite(email, { name: '"><img src=x onerror=alert(1)>' });
    const letter = await mail.letterTo(email);
    const headers = mail.raw.at(-1)!.split('\r\n\r\n')[0]!;
    await database.query(`UPDATE agency SET name = 'Väktarna' WHERE name LIKE 'V%Bcc%'`);
    expect(headers).not.toMatch(/^bcc:/im);
    expect(letter.bcc ?? []).toEqual([]);
    expect(letter.to).toEqual([expect.objectContaining({ address: email })]);
    expect(letter.html).not.toMatch(/<(img|script)/i);
    const refused = await ask(invitations(), {
      cookie: coordinator,
      body: asked(someone(), { name: 'Anna\r\nBcc: alla@exempel.example' }),
    });
    expect(await codeOf(refused)).toBe('invalid-input');
  });
});

describe('inviting', () => {
  it('is for those who administer the partnership; to others there is nothing of the kind', async () => {
    const { id } = await invite(someone());
    const doors: [string, Asked][] = [
      [invitations(), {}],
      [invitations(), { body: asked(someone()) }],
      [`${invitations()}/${id}/letters`, { body: {} }],
      [`${invitations()}/${id}`, { method: 'DELETE' }],
    ];
    const guard = await signIn('vakt@nynashamn.example');
    const stranger = await signIn('samordnare@haninge.example');
    for (const [path, options] of doors) {
      expect((await ask(path, options)).status).toBe(401);
      for (const cookie of [guard, stranger]) {
        const refused = await ask(path, { ...options, cookie });
        expect([refused.status, await codeOf(refused)]).toEqual([404, 'not-found']);
      }
    }
    const elsewhere = `partnerships/${foreign.partnershipId}/invitations/${id}`;
    expect((await ask(elsewhere, { cookie: stranger, method: 'DELETE' })).status).toBe(404);
    expect((await list()).invitations.map((one) => one.id)).toContain(id);
  });

  it('is refused for what makes no sense, and says why', async () => {
    const email = someone();
    await invite(email);
    const refusals: [object, string][] = [
      [asked(email), 'already-invited'],
      [asked('VAKT@nynashamn.example', { role: 'observer' }), 'already-a-member'],
      [asked(someone(), { agencyId: foreign.agencyIds.get('Väktarna') }), 'unknown-reference'],
      [asked(someone(), { role: 'king' }), 'invalid-input'],
      [asked('not an address'), 'invalid-input'],
      [asked(someone(), { guest: true }), 'invalid-input'],
    ];
    for (const [body, code] of refusals)
      expect(await codeOf(await ask(invitations(), { cookie: coordinator, body }))).toBe(code);
  });

  it('says clearly that there is no mail server where there is none', async () => {
    const without = await start({});
    const at = { at: without, cookie: coordinator };
    const read = (await (await ask(invitations(), at)).json()) as InvitationList;
    expect(read.canSend).toBe(false);
    const email = someone();
    const refused = await ask(invitations(), { ...at, body: asked(email) });
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'no-mail-server']);
    expect((await list()).invitations.map((one) => one.email)).not.toContain(email);
    await without.close();
  });

  it('is recorded, and so is joining', async () => {
    const kinds = await database.query<{ kind: string }>(
      `SELECT DISTINCT kind FROM audit_content WHERE chain_id = $1 AND kind LIKE 'invitation%'
       ORDER BY kind`,
      [home.partnershipId],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'invitation.sent',
      'invitation.used',
      'invitation.withdrawn',
    ]);
  });
});

function rightsVersion() {
  return database.query<{ version: number }>(
    'SELECT rights_version AS version FROM partnership WHERE id = $1',
    [home.partnershipId],
  );
}
