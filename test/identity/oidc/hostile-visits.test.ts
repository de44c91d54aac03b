// Answers of a provider that differ in one thing from one that signs in, carried by a real browser: the
// page it ends on says what to do, nobody is signed in, and trying again from there works.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { SignInFault } from '../../../src/contract/vocabulary.js';
import { ATTEMPT_LASTS_MS } from '../../../src/identity/oidc/sign-in-attempts.js';
import { problems } from '../../../web/src/i18n/sv/problems.js';
import { signIn as words } from '../../../web/src/i18n/sv/sign-in.js';
import { launchBrowser } from '../../support/browser.js';
import { Visitor } from '../../support/visitor.js';
import { strangersKey, type Behaviour } from './hostile-provider.js';
import { guard, HostileWorld } from './hostile-world.js';
import { arrive, depart } from './provider-visit.js';

let world: HostileWorld;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  world = await HostileWorld.create();
  browser = await launchBrowser();
  visitor = await Visitor.open(browser, { origin: world.server.origin });
  await visitor.page.goto('/sign-in');
});
afterAll(async () => {
  await visitor.close();
  await browser.close();
  await world.close();
});
beforeEach(() => world.forgetEveryone());

const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;
const about = (claims: object): Behaviour => ({ claims: { ...claims } });
const asking = (change: (query: URLSearchParams) => void): Behaviour => ({
  back: ({ searchParams }) => change(searchParams),
});

/** Presses the provider's button on the page one is on, and waits for the one that it ends on. */
async function signIn(behaviour: Behaviour): Promise<void> {
  world.provider.behave({ ...guard }, behaviour);
  const { page } = visitor;
  const arrived = page.waitForEvent('load');
  await page.getByRole('button', { name: words.with('provider') }).press('Enter');
  await arrived;
}

const statusOfSession = () =>
  visitor.page.evaluate<number>(`fetch('/api/v1/session').then(({ status }) => status)`);
const cookiesHeld = async () =>
  (await visitor.page.context().cookies())
    .map(({ name }) => name)
    .filter((name) => name === 'utsattning');

/** The page says so and offers to try again, and the browser is nobody's. */
async function expectNobodyHere(fault: SignInFault, providerId = 'provider'): Promise<void> {
  const { page } = visitor;
  await page.getByText(words.faultTitle(providerId)).waitFor();
  await page.getByText(words.fault[fault]).waitFor();
  await page.getByRole('button', { name: words.with('provider') }).waitFor();
  expect(await cookiesHeld()).toEqual([]);
  expect(await statusOfSession()).toBe(401);
}

/** And nobody is signed in anywhere. */
async function expectNobody(fault: SignInFault, providerId?: string): Promise<void> {
  await expectNobodyHere(fault, providerId);
  expect(await world.begun()).toEqual({ sessions: 0, identities: 0 });
}

const answers: Record<string, readonly [SignInFault, Behaviour]> = {
  'a token of another issuer': ['untrusted', about({ iss: 'https://other.example' })],
  'a token for another client': ['untrusted', about({ aud: 'other' })],
  'a token for several, authorised for another': [
    'untrusted',
    about({ aud: ['utsattning', 'x'], azp: 'x' }),
  ],
  'a token for another attempt': ['untrusted', about({ nonce: 'other' })],
  'a token without a nonce': ['untrusted', about({ nonce: undefined })],
  'a token that has expired': ['untrusted', about({ exp: seconds(-120) })],
  'a token that does not hold yet': ['untrusted', about({ nbf: seconds(600) })],
  'a token with no signature': ['untrusted', { header: { alg: 'none' }, signature: 'none' }],
  'a token signed with our own secret': [
    'untrusted',
    { header: { alg: 'HS256' }, signature: 'secret' },
  ],
  'a token signed with a stranger’s key': ['untrusted', { key: strangersKey }],
  'another state': ['expired', asking((query) => query.set('state', 'a'.repeat(43)))],
  'the name of another issuer': [
    'untrusted',
    asking((query) => query.set('iss', 'https://other.example')),
  ],
  'no name of an issuer, though it was promised': [
    'untrusted',
    asking((query) => query.delete('iss')),
  ],
  'no code': ['untrusted', asking((query) => query.delete('code'))],
  'a code that somebody else was given': [
    'untrusted',
    {
      back: async ({ searchParams }) => {
        const { url } = await depart(world.server, 'provider');
        searchParams.set('code', world.provider.comeBack(url).searchParams.get('code') ?? '');
      },
    },
  ],
  'an answer after more than ten minutes': [
    'expired',
    { back: () => void (world.clock.ahead = ATTEMPT_LASTS_MS + 1) },
  ],
  'a refusal with words of its own': [
    'cancelled',
    asking((query) => {
      query.delete('code');
      query.set('error', 'access_denied');
      query.set('error_description', '<script>alert(1)</script>');
    }),
  ],
};

describe('a browser that is sent back with', () => {
  it.each(Object.entries(answers))('%s is nobody’s', async (_what, [fault, behaviour]) => {
    await signIn(behaviour);
    await expectNobody(fault);
  });

  it('the answer to another provider is nobody’s', async () => {
    await signIn({
      back: (back) => void (back.pathname = back.pathname.replace('provider/', 'other/')),
    });
    await expectNobody('expired', 'other');
  });

  it('an answer that somebody else has come in with is nobody’s', async () => {
    const attacker = await depart(world.server, 'provider');
    world.provider.behave(guard);
    const their = world.provider.comeBack(attacker.url);
    const { session } = await arrive(their, attacker.cookie);
    expect(session).toBeDefined();
    await signIn({ back: (back) => void (back.href = their.href) });
    await expectNobodyHere('expired');
  });

  it('an honest one comes in all the same, but not twice', async () => {
    const { page } = visitor;
    expect(await visitor.barriers()).toEqual([]);
    let address = '';
    await signIn({ back: ({ href }) => void (address = href) });
    await page.getByRole('link', { name: 'Möten' }).first().waitFor();
    expect(await statusOfSession()).toBe(200);
    await page.context().clearCookies({ name: 'utsattning' });
    await world.forgetEveryone();
    await page.goto(address);
    await expectNobody('expired');
    expect(visitor.complaints.filter((one) => one.includes('Content Security'))).toEqual([]);
  });

  it('ends on the page with its words when nobody can be signed in for want of a record', async () => {
    const { database } = world;
    await database.query(
      "ALTER TABLE audit_content ADD CONSTRAINT spoilt CHECK (kind <> 'session.began') NOT VALID",
    );
    await signIn({});
    await database.query('ALTER TABLE audit_content DROP CONSTRAINT spoilt');
    await visitor.page.getByText(problems.unavailable).waitFor();
    expect(await cookiesHeld()).toEqual([]);
    await visitor.page.getByRole('button', { name: words.with('provider') }).waitFor();
  });
});
