// What stops guessing and floods, and lets in those whose right it is: counted for whoever calls or asks,
// never for whom or what they ask about.
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NAMES_TOLD_AN_HOUR } from '../../src/administration/known-people.js';
import type { ImportPreview } from '../../src/contract/lists.js';
import { ATTEMPTS_A_MINUTE } from '../../src/identity/attempt-limit.guard.js';
import { hashOf, newSecret } from '../../src/identity/secret.js';
import { LETTERS_AN_HOUR } from '../../src/invitations/invitations.service.js';
import { AdministeredWorld, done, newAddress } from '../administration/administered-world.js';
import type { PersonName } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';

const { database, server } = useServer({
  environment: {
    DATABASE_URL: 'postgres://set',
    TRUSTED_PROXY_HOPS: '1',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'utsattning@exempelkoping.example',
    // Nobody answers there: one is sent back to the page, and told so.
    OIDC_PROVIDERS: JSON.stringify([
      {
        id: 'konto',
        label: 'kontot',
        issuer: 'http://127.0.0.1:9',
        clientId: 'utsattning',
        agencyClaim: 'org',
      },
    ]),
  },
});
let at: AdministeredWorld;
/** Who has looked after the partnership as long as the coordinator has. */
const other: PersonName = 'brandförsvaret';

beforeAll(async () => {
  at = await AdministeredWorld.on(server);
  await done(at.change(other, { role: 'administrator' }));
});
beforeEach(async () => {
  await database.query('DELETE FROM attempt_count');
});

/** One has been counted; then all but one have. */
async function allButOneOf(of: string, most: number): Promise<void> {
  const counted = await database.query<{ key: string }>(
    'UPDATE attempt_count SET points = $2 - 1 WHERE key LIKE $1 RETURNING key',
    [`${of}:%`, most],
  );
  expect(counted).toHaveLength(1);
}

/** The time in which they are counted is over. */
const later = () => database.query('UPDATE attempt_count SET expire = 0');

async function send(from: string, path: string, body: object): Promise<Response> {
  return fetch(`${server.origin}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
}

const statusOf = async (answer: Promise<Response>) => (await answer).status;

describe('an address from which it is guessed', () => {
  const guess = () => ({ secret: newSecret() });

  it('finds no invitation any more, while the invited one finds theirs from elsewhere', async () => {
    const secret = newSecret();
    const { partnershipId, agency, person } = at.world;
    await database.query(
      `INSERT INTO invitation (partnership_id, id, agency_id, role, name, email, invited_by,
         created_at, expires_at, mail_state, secret_hash)
       VALUES ($1, $2, $3, 'attendee', 'Ny', $4, $5, now(), now() + interval '1 day', 'sent', $6)`,
      [
        partnershipId,
        randomUUID(),
        agency.polisen,
        newAddress(),
        person.samordnaren,
        hashOf(secret),
      ],
    );
    const preview = (from: string, body: object) => send(from, 'invitations/preview', body);

    const first = await statusOf(preview('203.0.113.9', guess()));
    await allButOneOf('sign-in', ATTEMPTS_A_MINUTE);
    const last = await statusOf(preview('203.0.113.9', guess()));
    expect(last).toBe(first);
    const refused = await preview('203.0.113.9', { secret });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await statusOf(send('203.0.113.9', 'invitations/join', { secret }))).toBe(429);

    expect(await statusOf(preview('203.0.113.10', { secret }))).toBe(200);
    await later();
    expect(await statusOf(preview('203.0.113.9', { secret }))).toBe(200);
    expect(await statusOf(send('203.0.113.9', 'invitations/join', { secret }))).toBe(200);
  });

  it('begins no more sign-ins with a provider, while others do', async () => {
    const begin = (from: string) =>
      statusOf(send(from, 'sign-in/providers/konto', { returnPath: '/' }));

    expect(await begin('203.0.113.20')).toBe(200);
    await allButOneOf('sign-in', ATTEMPTS_A_MINUTE);
    expect(await begin('203.0.113.20')).toBe(200);
    expect(await begin('203.0.113.20')).toBe(429);

    expect(await begin('203.0.113.21')).toBe(200);
    await later();
    expect(await begin('203.0.113.20')).toBe(200);
  });

  it('comes back from a provider however many have left, and is led to the page when that is too often', async () => {
    const begin = () =>
      statusOf(send('203.0.113.30', 'sign-in/providers/konto', { returnPath: '/' }));
    const comeBack = async () => {
      const answer = await fetch(`${server.origin}/api/v1/sign-in/providers/konto/return?state=x`, {
        headers: { 'x-forwarded-for': '203.0.113.30' },
        redirect: 'manual',
      });
      return [answer.status, answer.headers.get('location')];
    };
    const isNobody = [303, '/sign-in?fault=expired&provider=konto'];

    expect(await begin()).toBe(200);
    await allButOneOf('sign-in', ATTEMPTS_A_MINUTE);
    expect(await comeBack()).toEqual(isNobody);
    expect(await begin()).toBe(200);
    expect(await begin()).toBe(429);
    await allButOneOf('sign-in-return', ATTEMPTS_A_MINUTE);
    expect(await comeBack()).toEqual(isNobody);
    expect(await comeBack()).toEqual([303, '/sign-in?fault=too-many-requests&provider=konto']);
    await later();
    expect(await comeBack()).toEqual(isNobody);
  });
});

describe('someone who administers', () => {
  const invite = (by?: PersonName) =>
    statusOf(
      at.send('POST', 'invitations', {
        ...(by && { by }),
        body: {
          ...{ name: 'Ny', email: newAddress(), role: 'attendee', guestOf: null },
          agencyId: at.world.agency.polisen,
        },
      }),
    );

  it('has so many invitations an hour sent and no more, and keeps nobody else from theirs', async () => {
    expect(await invite()).toBe(201);
    await allButOneOf('invitation', LETTERS_AN_HOUR);
    expect(await invite()).toBe(201);
    expect(await invite()).toBe(429);

    expect(await invite(other)).toBe(201);
    await later();
    expect(await invite()).toBe(201);
  });

  const add = (email: string, by?: PersonName) =>
    at.send('POST', 'people', {
      ...(by && { by }),
      body: {
        ...{ name: 'Påhittad', email, role: 'attendee', isDeputy: false },
        agencyId: at.world.agency.polisen,
      },
    });

  /** Somebody whom another partnership knows, or did. */
  async function known(count = 1): Promise<string[]> {
    const rows = await database.query<{ email: string }>(
      `INSERT INTO person (id, name, email)
       SELECT id, 'Det rätta namnet', id || '@example.se'
       FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $1)) AS made
       RETURNING email`,
      [count],
    );
    return rows.map(({ email }) => email);
  }

  it('is told so many names of people who are known already, and none beyond', async () => {
    const [first = '', second = '', third = '', fourth = ''] = await known(4);
    expect(await done(add(first))).toMatchObject({ name: 'Det rätta namnet' });
    await allButOneOf('known-person', NAMES_TOLD_AN_HOUR);
    expect(await statusOf(add(second))).toBe(201);
    const refused = await add(third);
    expect(refused.status).toBe(429);
    expect(await refused.text()).not.toContain('Det rätta namnet');

    // Nothing is told of those who are new, or here already.
    expect(await statusOf(add(newAddress()))).toBe(201);
    expect(await statusOf(add(second))).toBe(409);
    expect(await statusOf(add(fourth, other))).toBe(201);
    await later();
    expect(await statusOf(add(third))).toBe(201);
  });

  it('adds a table of sixty whom all are known, at once, and is told no more names by lists', async () => {
    const list = async (emails: string[]): Promise<Response> => {
      const lines = emails.map((email) => `Påhittad;${email};polisen`);
      const body = { kind: 'people', csv: ['Namn;E-post;Aktör', ...lines].join('\n') };
      const { basis } = await done<ImportPreview>(at.send('POST', 'imports/preview', { body }));
      return at.send('POST', 'imports', { body: { ...body, basis } });
    };
    expect(await statusOf(list(await known(60)))).toBe(200);
    const { people } = await at.directory();
    expect(people.filter(({ name }) => name === 'Det rätta namnet').length).toBeGreaterThan(59);

    await allButOneOf('known-person', NAMES_TOLD_AN_HOUR);
    expect(await statusOf(list(await known(2)))).toBe(429);
  });
});
