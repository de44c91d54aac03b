import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DataSource } from 'typeorm';
import { OwnSessions } from '../../src/contract/session.js';
import { deviceOf } from '../../src/identity/device.js';
import { issueSignInLink } from '../../src/identity/sign-in-link.service.js';
import { launchBrowser } from '../support/browser.js';
import { LiveClient } from '../support/live-client.js';
import type { PersonName } from '../support/meeting-world.js';
import { useTwoServers, useWorld } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

const { database, one: server, other } = useTwoServers();
const world = useWorld(server);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Signs in as a browser that says what it is. */
async function signInWith(userAgent: string, person: PersonName): Promise<string> {
  const [row] = await database.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
    world.person[person],
  ]);
  const link = await issueSignInLink(server.app.get(DataSource), new Date(), row?.email ?? '');
  const response = await fetch(`${server.origin}/api/v1/sign-in/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': userAgent },
    body: JSON.stringify({ secret: link?.secret }),
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

const call = (method: string, path: string, cookie: string) =>
  fetch(`${server.origin}/api/v1/${path}`, { method, headers: { cookie } });

async function sessionsOf(cookie: string): Promise<OwnSessions['sessions']> {
  return OwnSessions.parse(await (await call('GET', 'sessions', cookie)).json()).sessions;
}

const statusOf = async (cookie: string) => (await call('GET', 'session', cookie)).status;

describe('one’s own sessions', () => {
  it('are told with where they are, and which one asks', async () => {
    await signInWith(FIREFOX, 'polisen');
    const here = await signInWith('curl/8', 'polisen');
    await world.signIn('samordnaren');
    const [own, elsewhere, ...rest] = await sessionsOf(here);
    expect(rest).toEqual([]);
    expect(own).toMatchObject({ isThis: true, browser: null, system: null });
    expect(elsewhere).toMatchObject({ isThis: false, browser: 'Firefox', system: 'Windows' });
    expect(await statusOf('')).toBe(401);
  });

  it('end one by one, and nobody can end another’s', async () => {
    const [here, there] = [await world.signIn('polisen'), await world.signIn('polisen')];
    const foreign = await world.signIn('samordnaren');
    const [, elsewhere] = await sessionsOf(here);
    const path = `sessions/${elsewhere?.id}`;
    expect((await call('DELETE', path, foreign)).status).toBe(404);
    expect(await statusOf(there)).toBe(200);
    expect((await call('DELETE', path, here)).status).toBe(204);
    expect(await statusOf(there)).toBe(401);
    expect((await call('DELETE', path, here)).status).toBe(404);
    expect([await statusOf(here), await statusOf(foreign)]).toEqual([200, 200]);
  });

  it('end all at once but for this one', async () => {
    const [here, one, two] = [
      await world.signIn('polisen'),
      await world.signIn('polisen'),
      await world.signIn('polisen'),
    ];
    const foreign = await world.signIn('samordnaren');
    expect((await call('DELETE', 'sessions', here)).status).toBe(204);
    const statuses = await Promise.all([here, one, two, foreign].map(statusOf));
    expect(statuses).toEqual([200, 401, 401, 200]);
  });

  it('take their sockets with them, also those of another server', async () => {
    const [here, there] = [await world.signIn('polisen'), await world.signIn('polisen')];
    const sockets = [
      await LiveClient.at(server.origin, there, world),
      await LiveClient.at(other.origin, there, world),
    ];
    const stays = await LiveClient.at(other.origin, here, world);
    const cut = sockets.map(
      ({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve)),
    );
    const [, elsewhere] = await sessionsOf(here);
    await call('DELETE', `sessions/${elsewhere?.id}`, here);
    expect(await Promise.all(cut)).toEqual(['io server disconnect', 'io server disconnect']);
    expect(stays.socket.connected).toBe(true);
    for (const client of [...sockets, stays]) client.close();
  });
});

describe('the page of one’s devices', () => {
  it('is reached and used by keyboard, and leaves this device signed in', async () => {
    const here = await world.signIn('polisen');
    const there = await signInWith(FIREFOX, 'polisen');
    const another = await world.signIn('polisen');
    const visitor = await Visitor.open(browser, { origin: server.origin, cookie: here });
    const { page } = visitor;
    await page.goto(`/partnerships/${world.partnershipId}`);
    await page.getByRole('button', { name: 'Du och utseende' }).press('Enter');
    await page.getByRole('link', { name: 'Dina enheter' }).press('Enter');
    await page.getByRole('heading', { name: 'Dina enheter', level: 1 }).waitFor();
    await page.getByText('Den här enheten').waitFor();
    expect(await visitor.barriers()).toEqual([]);

    await page.getByRole('button', { name: 'Logga ut Firefox på Windows' }).press('Enter');
    await page.getByText('Firefox på Windows är utloggad.').waitFor();
    expect(await statusOf(there)).toBe(401);
    await page.getByRole('button', { name: 'Logga ut överallt utom här' }).press('Enter');
    await page.getByText('Du är inte inloggad någon annanstans.').waitFor();
    expect([await statusOf(another), await statusOf(here)]).toEqual([401, 200]);
    // Whoever comes by keyboard is not thrown to the top when a button has gone.
    const focused = await page.evaluate('document.activeElement.tagName');
    expect(focused).not.toBe('BODY');
    expect(await visitor.barriers()).toEqual([]);
    await visitor.close();
  });
});

describe('a device', () => {
  const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0';
  it.each([
    [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${safari}`, 'Safari', 'iPhone'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`, 'Chrome', 'Android'],
    [`Mozilla/5.0 (Windows NT 10.0) ${chrome} Safari/537.36 Edg/147.0.0.0`, 'Edge', 'Windows'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, 'Chrome', 'ChromeOS'],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari}`, 'Safari', 'Mac'],
    [FIREFOX, 'Firefox', 'Windows'],
    ['<script>alert(1)</script>', null, null],
    ['', null, null],
  ])('%s', (userAgent, name, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser: name, system });
  });
});
