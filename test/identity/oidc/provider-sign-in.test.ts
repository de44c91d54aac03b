// Signing in with a real identity provider, in a real browser, by keyboard.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Session } from '../../../src/contract/session.js';
import { PartnershipSetUp } from '../../../src/directory/partnership-set-up.js';
import { storePartnership } from '../../../src/directory/store-partnership.js';
import { smallPartnership, withDataSource } from '../../directory/stored-partnership.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { launchBrowser } from '../../support/browser.js';
import { freePort } from '../../support/free-port.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { Visitor } from '../../support/visitor.js';
import { startIdentityProvider, type IdentityProvider } from './identity-provider.js';
import { settingsOf } from './provider-visit.js';

const account = (email: string, org: string) => ({ email, email_verified: true, org });
const accounts = {
  samordnaren: account('Samordnare@nynashamn.example', 'kommunen'),
  väktaren: account('vakt@nynashamn.example', 'väktarna'),
  främlingen: account('framling@nynashamn.example', 'kommunen'),
};

let database: TestDatabase;
let server: TestApp;
let provider: IdentityProvider;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  const [port, providerPort] = [await freePort(), await freePort()];
  provider = await startIdentityProvider({
    port: providerPort,
    redirectUri: `http://127.0.0.1:${port}/api/v1/sign-in/providers/kommunkonto/return`,
    accounts,
  });
  server = await startTestApp({
    databaseUrl: database.url,
    environment: {
      PORT: String(port),
      DATABASE_URL: database.url,
      OIDC_PROVIDERS: settingsOf({ kommunkonto: provider }),
    },
  });
  browser = await launchBrowser();
  await storeBound('Nynäshamn', { kommunen: 'Nynäshamns kommun', väktarna: 'Väktarna' });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await provider.stop();
  await database.drop();
});
beforeEach(() => database.query('TRUNCATE session, person_identity'));

async function storeBound(kommun: string, agencyOf: Record<string, string>): Promise<void> {
  const plain = smallPartnership(kommun);
  const setUp = PartnershipSetUp.parse({
    ...plain,
    agencies: plain.agencies.map((agency) => ({
      ...agency,
      signIn: Object.keys(agencyOf)
        .filter((value) => agencyOf[value] === agency.name)
        .map((value) => ({ issuer: provider.issuer, value })),
    })),
    // The same person coordinates both.
    people: plain.people.map((person) =>
      person.role === 'coordinator' ? { ...person, email: 'samordnare@nynashamn.example' } : person,
    ),
  });
  await withDataSource(database, (dataSource) =>
    dataSource.transaction((manager) => storePartnership(manager, setUp)),
  );
}

/** Presses our button, and fills in what the provider asks. */
async function signInAs(visitor: Visitor, login: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Logga in med kommunkonto' }).press('Enter');
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('x');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Continue' }).press('Enter');
  await page.waitForURL(`${server.origin}/**`);
}

const open = (path = '/sign-in') =>
  Visitor.open(browser, { origin: server.origin }).then(async (visitor) => {
    await visitor.page.goto(path);
    return visitor;
  });

describe('with the account of one’s work', () => {
  it('one is signed in as the member with that address, and lands where one was going', async () => {
    const visitor = await open('/?from=mail');
    await signInAs(visitor, 'samordnaren');
    await visitor.page.getByRole('link', { name: 'Möten' }).first().waitFor();
    const session = await visitor.page.evaluate<Session>(
      `fetch('/api/v1/session').then((response) => response.json())`,
    );
    expect(session.person.name).toBe('Samordnare');
    expect(session.memberships.map((one) => one.partnershipName)).toEqual(['Samverkan Nynäshamn']);
    expect(visitor.complaints.filter((one) => one.includes('Content Security'))).toEqual([]);
    await visitor.close();
  });

  it('one stays the same person when the address has gone to someone else', async () => {
    const first = await open();
    await signInAs(first, 'väktaren');
    await first.close();
    const [before] = await database.query('SELECT person_id FROM person_identity');
    await database.query(
      `UPDATE person SET email = 'annan@nynashamn.example' WHERE email = 'vakt@nynashamn.example'`,
    );
    const again = await open();
    await signInAs(again, 'väktaren');
    await again.page.getByRole('link', { name: 'Möten' }).first().waitFor();
    await again.close();
    const rows = await database.query('SELECT person_id FROM session');
    expect(rows).toEqual([before, before]);
  });

  it('nobody who is not registered comes in, and is told so in plain words', async () => {
    const visitor = await open();
    await signInAs(visitor, 'främlingen');
    await visitor.page.getByText('Du är inte upplagd här med det kontot.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    expect(await database.query('SELECT FROM session')).toEqual([]);
    await visitor.close();
  });

  it('only the partnerships whose agency the provider vouches for are opened', async () => {
    await storeBound('Haninge', {});
    const visitor = await open();
    await signInAs(visitor, 'samordnaren');
    await visitor.page.getByRole('link', { name: 'Möten' }).first().waitFor();
    const [foreign] = await database.query<{ id: string }>(
      `SELECT partnership_id AS id FROM membership JOIN partnership ON id = partnership_id
        WHERE name = 'Samverkan Haninge' LIMIT 1`,
    );
    const statusOf = (path: string) =>
      visitor.page.evaluate(`fetch('/api/v1/${path}').then(({ status }) => status)`);
    expect(await statusOf(`partnerships/${foreign?.id}`)).toBe(404);
    expect(await statusOf('session')).toBe(200);
    await visitor.close();
  });
});

describe('the sign-in page', () => {
  it('says nothing that a stranger has put into its address', async () => {
    const visitor = await open('/sign-in?fault=ring%20070&provider=kommunkonto');
    await visitor.page.getByRole('button', { name: 'Logga in med kommunkonto' }).waitFor();
    expect(await visitor.page.getByText('070').count()).toBe(0);
    expect(await visitor.page.getByText('Du är inte inloggad').count()).toBe(0);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.close();
  });
});
