// What someone between the provider and us may try with an answer that no browser would carry by itself:
// twice over, at the same time, or written in another way. What a browser does carry is tried with one, in
// hostile-visits.test.ts. Nobody is signed in by any of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Behaviour } from './hostile-provider.js';
import { guard, HostileWorld } from './hostile-world.js';
import { arrive, depart } from './provider-visit.js';

let world: HostileWorld;
beforeAll(async () => {
  world = await HostileWorld.create();
});
afterAll(() => world.close());
beforeEach(() => world.forgetEveryone());

it('an honest answer signs in, and leads on to where one was', async () => {
  const { status, location, session } = await world.tryWith({});
  expect({ status, location }).toEqual({ status: 303, location: '/partnerships' });
  expect(session).toMatch(/^utsattning=[\w-]{43}$/);
  expect(await world.begun()).toEqual({ sessions: 1, identities: 1 });
});

describe('an ID token', () => {
  const without = (claim: string) => ({ claims: { [claim]: undefined } });
  it.each<[string, Behaviour]>([
    ['without an end', without('exp')],
    ['of nobody', without('sub')],
    ['of a key nobody has', { header: { kid: 'two' } }],
    ['whose critical header we do not know', { header: { crit: ['x'], x: 1 } }],
  ])('%s is refused', async (_what, behaviour) => {
    await world.expectNobody(await world.tryWith(behaviour), 'untrusted');
  });

  it.each<[string, Behaviour]>([
    ['no signature', { header: { alg: 'none' }, signature: 'none' }],
    ['our own secret', { header: { alg: 'HS256' }, signature: 'secret' }],
  ])('with %s is refused also by a provider that says it does so', async (_what, behaviour) => {
    const metadata = { id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'] };
    world.provider.behave(guard, { metadata });
    const fresh = await world.startServer();
    const answer = await world.tryWith({ ...behaviour, metadata }, { at: fresh });
    await fresh.close();
    await world.expectNobody(answer, 'untrusted');
  });
});

describe('the way back', () => {
  it.each<[string, (query: URLSearchParams) => void]>([
    ['with two states', (query) => query.append('state', 'b'.repeat(43))],
    ['with two codes', (query) => query.append('code', 'b')],
  ])('%s begins nothing', async (_what, change) => {
    const answer = await world.tryWith({}, { change: ({ searchParams }) => change(searchParams) });
    await world.expectNobody(answer, 'untrusted');
  });

  it('is taken once', async () => {
    world.provider.behave(guard);
    const { url, cookie } = await depart(world.server, 'provider');
    const back = world.provider.comeBack(url);
    const answers = await Promise.all([arrive(back, cookie), arrive(back, cookie)]);
    expect(answers.filter(({ session }) => session)).toHaveLength(1);
    const again = await arrive(back, cookie);
    expect(again).toMatchObject({ location: '/sign-in?fault=expired&provider=provider' });
    expect(again.session).toBeUndefined();
    expect((await world.begun())?.sessions).toBe(1);
  });

  it('belongs to the browser that left', async () => {
    world.provider.behave(guard);
    const [one, another] = [
      await depart(world.server, 'provider'),
      await depart(world.server, 'provider'),
    ];
    expect(one.cookie).not.toBe(another.cookie);
    await world.expectNobody(
      await arrive(world.provider.comeBack(one.url), another.cookie),
      'expired',
    );
    const unmarked = await depart(world.server, 'provider');
    await world.expectNobody(await arrive(world.provider.comeBack(unmarked.url), ''), 'expired');
  });

  it('may be several of one browser, each for itself', async () => {
    world.provider.behave(guard);
    const one = await depart(world.server, 'provider', { returnPath: '/one' });
    const two = await depart(world.server, 'provider', { returnPath: '/two', cookie: one.cookie });
    expect(two.cookie).toBe(one.cookie);
    expect(await arrive(world.provider.comeBack(two.url), one.cookie)).toMatchObject({
      location: '/two',
    });
    expect(await arrive(world.provider.comeBack(one.url), one.cookie)).toMatchObject({
      location: '/one',
    });
  });

  it('from one provider is none from another', async () => {
    world.provider.behave(guard);
    world.other.behave(guard);
    const { url, cookie } = await depart(world.server, 'provider');
    const back = world.provider.comeBack(url);
    const elsewhere = new URL(back.href.replace('/provider/', '/other/'));
    await world.expectNobody(await arrive(elsewhere, cookie), 'expired', 'other');
    // And with the right address, but the answer of the other.
    const second = await depart(world.server, 'provider');
    await world.expectNobody(
      await arrive(world.other.comeBack(second.url), second.cookie),
      'untrusted',
    );
  });

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/a//b',
    '/api/v1/session',
    '',
  ])('is never asked to lead on to %j', async (returnPath) => {
    const response = await fetch(`${world.server.origin}/api/v1/sign-in/providers/provider`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ returnPath }),
    });
    expect(response.status).toBe(400);
  });
});

describe('a code', () => {
  it('is asked for with a challenge, and redeemed with what was hashed for it', async () => {
    world.provider.behave(guard);
    const { url, cookie } = await depart(world.server, 'provider');
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    await arrive(world.provider.comeBack(url), cookie);
    const verifier = world.provider.asked.at(-1)?.get('code_verifier') ?? '';
    const hash = createHash('sha256').update(verifier).digest('base64url');
    expect(asked.get('code_challenge')).toBe(hash);
  });
});
