// What a provider itself may say or do, and whom its word makes someone here.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { DataSource } from 'typeorm';
import type { SignInFault } from '../../../src/contract/vocabulary.js';
import { unlinkAccount } from '../../../src/identity/oidc/unlink-account.js';
import { readAudit } from '../../audit/audited.js';
import type { Behaviour } from './hostile-provider.js';
import { guard, HostileWorld } from './hostile-world.js';
import { arrive, depart } from './provider-visit.js';

let world: HostileWorld;
beforeAll(async () => {
  world = await HostileWorld.create();
});
afterAll(() => world.close());
beforeEach(() => world.forgetEveryone());

describe('the provider’s word on who it is', () => {
  const { org: _org, ...withoutAgency } = guard;
  it.each<[string, object, SignInFault]>([
    ['an address not verified', { ...guard, email_verified: false }, 'unverified-address'],
    [
      'an address nothing is said of',
      { ...guard, email_verified: undefined },
      'unverified-address',
    ],
    [
      'an address “verified” in a string',
      { ...guard, email_verified: 'true' },
      'unverified-address',
    ],
    ['no address', { ...guard, email: undefined }, 'unverified-address'],
    ['an address nobody here has', { ...guard, email: 'x@y.example' }, 'not-a-member'],
    ['an agency that is not bound', { ...guard, org: 'annan' }, 'not-a-member'],
    ['no agency', withoutAgency, 'not-a-member'],
    ['an agency of the wrong kind', { ...guard, org: { vakt: true } }, 'not-a-member'],
    [
      'someone of an agency bound to another provider',
      { ...guard, email: 'samordnare@nynashamn.example' },
      'not-a-member',
    ],
    [
      'the same, under the name the other provider gives it',
      { ...guard, email: 'samordnare@nynashamn.example', org: 'Nynäshamns kommun' },
      'not-a-member',
    ],
  ])('%s signs nobody in', async (_what, person, fault) => {
    await world.expectNobody(await world.tryWith({}, { person }), fault);
  });

  it('is not completed by what it says of another', async () => {
    const answer = await world.tryWith(
      { userinfo: { ...guard, sub: 'someone-else' } },
      { person: { sub: 'g1' } },
    );
    await world.expectNobody(answer, 'untrusted');
  });
});

describe('a provider that', () => {
  const send =
    (status: number, type: string, body: string, headers = {}) =>
    (to: ServerResponse) =>
      void to.writeHead(status, { 'content-type': type, ...headers }).end(body);
  it.each<[string, Behaviour, SignInFault]>([
    ['refuses the code', { token: send(400, 'application/json', '{"error":"x"}') }, 'untrusted'],
    ['breaks', { token: send(500, 'text/plain', 'oops') }, 'untrusted'],
    ['answers no JSON', { token: send(200, 'application/json', '<html>') }, 'untrusted'],
    [
      'answers without an ID token',
      { token: send(200, 'application/json', '{"access_token":"a","token_type":"bearer"}') },
      'untrusted',
    ],
    [
      'sends us elsewhere',
      { token: send(302, 'text/plain', '', { location: 'http://127.0.0.1:9/' }) },
      'untrusted',
    ],
    [
      'answers without end',
      { token: send(200, 'application/json', `{"a":"${'x'.repeat(5_000_000)}"}`) },
      'untrusted',
    ],
    ['hangs up', { token: (to) => void to.destroy() }, 'provider-unavailable'],
    ['does not answer', { token: () => undefined }, 'provider-unavailable'],
  ])('%s signs nobody in', async (_what, behaviour, fault) => {
    await world.expectNobody(await world.tryWith(behaviour), fault);
  });

  it('keeps its keys to itself signs nobody in', async () => {
    const fresh = await world.startServer();
    const answer = await world.tryWith({ keys: send(404, 'text/plain', '') }, { at: fresh });
    await fresh.close();
    await world.expectNobody(answer, 'untrusted');
  });

  it('calls itself something else is left alone', async () => {
    world.provider.behave(guard, { metadata: { issuer: `${world.provider.issuer}/` } });
    const fresh = await world.startServer();
    const { url } = await depart(fresh, 'provider');
    await fresh.close();
    expect(url).toBe('/sign-in?fault=provider-unavailable&provider=provider');
  });

  it('is not there harms no other', async () => {
    const { url } = await depart(world.server, 'absent');
    expect(url).toBe('/sign-in?fault=provider-unavailable&provider=absent');
    expect((await world.tryWith({})).session).toBeDefined();
  });

  it('nobody has set up does not exist', async () => {
    const path = `${world.server.origin}/api/v1/sign-in/providers/unknown`;
    expect(await arrive(new URL(`${path}/return?state=x`), '')).toMatchObject({
      status: 303,
      location: '/sign-in?fault=not-found&provider=unknown',
    });
  });
});

describe('someone who has signed in before', () => {
  it('ends the session the browser came with', async () => {
    const first = await world.tryWith({});
    world.provider.behave(guard);
    const { url, cookie } = await depart(world.server, 'provider');
    const second = await arrive(world.provider.comeBack(url), `${cookie}; ${first.session}`);
    expect(second.session).not.toBe(first.session);
    expect(await world.begun()).toEqual({ sessions: 1, identities: 1 });
  });

  it('is no longer found by an address, not even their own', async () => {
    await world.tryWith({});
    const { location } = await world.tryWith({}, { person: { ...guard, sub: 'g2' } });
    expect(location).toBe('/sign-in?fault=other-account&provider=provider');
    const unverified = { ...guard, email_verified: false };
    expect((await world.tryWith({}, { person: unverified })).session).toBeDefined();
    expect(await world.begun()).toEqual({ sessions: 2, identities: 1 });
  });

  it('is found by it once more when an operator has unlinked the account, and signed out of the old', async () => {
    const old = await world.tryWith({});
    const unlink = (email: string, { issuer } = world.provider) =>
      unlinkAccount(world.server.app.get(DataSource), new Date(), email, issuer);
    expect(await unlink('ingen@nynashamn.example')).toBeNull();
    expect(await unlink(guard.email, world.other)).toBeNull();
    expect(await world.begun()).toEqual({ sessions: 1, identities: 1 });
    expect(await unlink(guard.email.toUpperCase())).toBe(1);
    expect(await world.begun()).toEqual({ sessions: 0, identities: 0 });
    const asked = { headers: { cookie: old.session ?? '' } };
    expect((await fetch(`${world.server.origin}/api/v1/session`, asked)).status).toBe(401);
    const [member] = await world.database.query<{ forPersonId: string; at: string }>(
      `SELECT person_id AS "forPersonId", partnership_id AS at
       FROM membership JOIN person ON id = person_id WHERE email = $1`,
      [guard.email],
    );
    const { forPersonId, at = '' } = member ?? {};
    const { issuer } = world.provider;
    expect(await readAudit(world.database, at, 'account.unlinked')).toEqual([
      { kind: 'account.unlinked', personId: null, detail: { forPersonId, issuer } },
    ]);
    const fresh = { ...guard, sub: 'g2' };
    const unverified = { ...fresh, email_verified: false };
    const { location } = await world.tryWith({}, { person: unverified });
    expect(location).toBe('/sign-in?fault=unverified-address&provider=provider');
    expect((await world.tryWith({}, { person: fresh })).session).toBeDefined();
    expect((await world.tryWith({})).location).toBe(
      '/sign-in?fault=other-account&provider=provider',
    );
  });

  it('comes in no more when the provider counts them to another agency, or they have left', async () => {
    await world.tryWith({});
    const refused = { location: '/sign-in?fault=not-a-member&provider=provider' };
    const moved = await world.tryWith({}, { person: { ...guard, org: 'annan' } });
    expect(moved).toMatchObject(refused);
    const left = await world.database.query<{ partnership_id: string; agency_id: string }>(
      `DELETE FROM membership WHERE person_id = (SELECT person_id FROM person_identity) RETURNING *`,
    );
    expect(await world.tryWith({})).toMatchObject(refused);
    expect(left).toHaveLength(1);
  });
});
