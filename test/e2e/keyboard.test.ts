// A whole meeting by keyboard alone: opened, led, written in, acted on and closed. The only way to
// reach anything here is Tab, arrow keys, Enter, Space, Escape and typing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { Visitor } from '../support/visitor.js';

let database: TestDatabase;
let server: TestApp;
let browser: Browser;
let world: World;
let raw: LiveClient;
let visitor: Visitor;
let page: Page;
let keys: Keyboard;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({ databaseUrl: database.url });
  browser = await launchBrowser();
  world = await createWorld(server.app);
  raw = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
  visitor = await Visitor.open(browser, {
    origin: server.origin,
    cookie: await world.signIn('samordnaren'),
  });
  page = visitor.page;
  keys = new Keyboard(page);
  await page.goto(`/partnerships/${world.partnershipId}/meetings/${world.meetingId}`);
  await page.getByText('Live', { exact: true }).waitFor();
});
afterAll(async () => {
  raw.close();
  await visitor.close();
  await browser.close();
  await server.close();
  await database.drop();
});

const board = () => raw.replica.board;
/** The page may hear of it later than the one beside it, and does not take the next key before. */
const says = (button: string) => page.getByRole('button', { name: button }).waitFor();
const isGone = (button: RegExp) =>
  page.getByRole('button', { name: button }).waitFor({ state: 'detached' });
const formIsGone = () => page.getByRole('form').waitFor({ state: 'detached' });

describe('a meeting by keyboard alone', () => {
  it('is opened', async () => {
    await keys.press('Öppna mötet');
    await eventually(() => board().meeting?.status === 'open', 'the open meeting');
    await says('Nästa punkt');
  });

  it('goes from item to item by one key', async () => {
    await page.keyboard.press('n');
    await eventually(
      () => [...board().agenda.values()].some((item) => item.state === 'current'),
      'a current item',
    );
  });

  it('takes a note', async () => {
    await keys.press('Ny notering');
    await keys.choose('Tema', 'Unga');
    await keys.choose('Plats', 'stationen');
    await keys.tabTo('Grön');
    await page.keyboard.press('ArrowRight');
    await keys.tabTo('Vad har ni sett?');
    await page.keyboard.type('Samlingar efter sista tåget');
    await page.keyboard.press('Control+Enter');
    await eventually(() => board().notes.size === 1, 'the note');
    await formIsGone();
  });

  it('makes an action of the note, and agrees on it', async () => {
    await keys.press(/^Gör en insats/);
    await keys.tabTo('Vad ska göras?');
    await page.keyboard.type('Synlig närvaro');
    await page.keyboard.press('Control+Enter');
    await eventually(() => board().actions.size === 1, 'the action');
    await formIsGone();
    expect(board().links.size).toBe(1);
    await keys.press(/^Vi är överens/);
    await eventually(
      () => [...board().actions.values()][0]?.state === 'agreed',
      'the agreed action',
    );
    await isGone(/^Vi är överens/);
  });

  it('moves an item of the agenda, and gives the focus back', async () => {
    const before = [...board().agenda.values()].find((item) => item.title.startsWith('Lägesbild'));
    await keys.press(/^Mer om Lägesbild/);
    await keys.press('Flytta upp');
    await eventually(
      () => board().agenda.get(before?.id ?? '')?.orderKey !== before?.orderKey,
      'the moved item',
    );
    const items = page.getByRole('region', { name: 'Dagordning' }).getByRole('listitem');
    await items.first().filter({ hasText: 'Lägesbild' }).waitFor();
    expect(await keys.focused()).toMatch(/^Mer om Lägesbild/);
  });

  it('is closed, after a question that Escape answers with no', async () => {
    await keys.press('Mer om mötet');
    await keys.press('Stäng mötet');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    // By its role it is gone as soon as it is closed, before the page knows of it.
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(board().meeting?.status).toBe('open');

    await keys.press('Mer om mötet');
    await keys.press('Stäng mötet');
    await page.getByRole('dialog').waitFor();
    await keys.press('Stäng mötet');
    await eventually(() => board().meeting?.status === 'closed', 'the closed meeting');
    expect(visitor.complaints).toEqual([]);
  });
});
