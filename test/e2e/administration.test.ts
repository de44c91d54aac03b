// A partnership from nothing, by keyboard alone, as somebody does it who has read nothing.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { createWorld } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { Visitor } from '../support/visitor.js';

let database: TestDatabase;
let server: TestApp;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({ databaseUrl: database.url });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.drop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const press = async (page: Page, name: string | RegExp) => {
  await button(page, name).first().focus();
  await page.keyboard.press('Enter');
};
const follow = async (page: Page, name: string) => {
  await page.getByRole('link', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
};
const write = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByLabel(label).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
};

it('is set up step by step, until only the series is left', async () => {
  const world = await createWorld(server.app);
  const cookie = await world.signIn('samordnaren');
  const visitor = await Visitor.open(browser, { origin: server.origin, cookie, size: 'phone' });
  const { page } = visitor;

  await page.goto('/partnerships/new');
  await write(page, 'Kommun', 'Borås');
  expect(await page.getByLabel('Du företräder').inputValue()).toBe('Borås kommun');
  await page.keyboard.press('Enter');

  await press(page, /Polisen/);
  await button(page, 'Polisen · klart').waitFor();
  await follow(page, 'Platser');
  await press(page, /Stationen/);
  await button(page, 'Stationen · klart').waitFor();

  await follow(page, 'Personer');
  await press(page, 'Lägg till person');
  expect(await visitor.barriers()).toEqual([]);
  await page.keyboard.type('Vera');
  await write(page, 'E-post', 'vera@example.se');
  await page.getByLabel('Aktör').selectOption('Polisen');
  await page.keyboard.press('Enter');
  await page.getByText('vera@example.se').waitFor();

  await press(page, 'Lista in och ut');
  expect(await visitor.barriers()).toEqual([]);
  const list = 'Namn;E-post;Aktör\nMax;max@example.se;Polisen\nUno;uno@example.se;Okänd';
  await page.getByLabel(/klistra in/).fill(list);
  await press(page, 'Visa vad som händer');
  await page.getByText('Rad 3: aktören finns inte.').waitFor();
  await press(page, 'Genomför 1');
  await page.getByText('max@example.se').waitFor();

  const steps = page.getByRole('region', { name: 'Kom igång' });
  expect(await steps.getByText('klart').count()).toBe(3);
  await follow(page, 'Bestäm när ni träffas');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/\/series\/new$/);
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});
