import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let server: TestApp;
let world: World;
let browser: Browser;

beforeAll(async () => {
  [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
  server = await startTestApp({ databaseUrl: database.url });
  world = await createWorld(server.app);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.drop();
});

async function openBoard(): Promise<Page> {
  const context = await browser.newContext({ locale: 'sv-SE' });
  const [name = '', value = ''] = (await world.signIn('polisen')).split('=');
  await context.addCookies([{ name, value, url: server.origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(
    `${server.origin}/partnerships/${world.partnershipId}/meetings/${world.meetingId}`,
  );
  return page;
}

describe('the person guard in the page', () => {
  it('notices while one writes, holds the form back, and helps to rewrite', async () => {
    const page = await openBoard();
    const sent: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => sent.push(String(payload))),
    );
    await page.getByRole('button', { name: 'Ny notering', exact: true }).click();
    const form = page.getByRole('form', { name: 'Ny notering' });
    await form.getByLabel('Tema').selectOption({ label: 'Unga' });
    await form.getByLabel('Plats').selectOption({ label: 'stationen' });
    await form.getByText('Orange').click();
    const text = form.getByLabel('Vad har ni sett?');

    await text.fill('Samling kl 21.30, 19000101-9801 är med');
    await form.getByText('Det här ser ut som ett personnummer.').last().waitFor();
    await form.getByRole('button', { name: 'Spara' }).click();

    const rewrite = form.getByRole('button', { name: 'Ta bort det och skriv om' });
    expect(await form.locator('button:focus').innerText()).toBe(await rewrite.innerText());
    await page.keyboard.press('Enter');
    await page.keyboard.type('tio ungdomar ');
    expect(await text.inputValue()).toBe('Samling kl 21.30, tio ungdomar är med');
    await form.getByRole('button', { name: 'Spara' }).click();
    await page.getByRole('paragraph').filter({ hasText: 'tio ungdomar' }).waitFor();

    expect(sent.join()).not.toContain('9801');
  });

  it('has a mark for what is lifted out of the room, and no field in which a person could stand', async () => {
    const page = await openBoard();
    const note = page.locator('li[id^=entry-]').filter({ hasText: 'tio ungdomar' });
    const choose = async (item: string) => {
      await note.getByRole('button', { name: /^Mer om noteringen/ }).click();
      await page.getByRole('button', { name: item, exact: true }).click();
    };
    await choose('Lyft ur rummet');
    const dialog = page.getByRole('dialog', { name: 'Lyft ur rummet' });
    await dialog.getByText('Orosanmälan').click();
    expect(await dialog.locator('textarea, input:not([type=radio])').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Spara' }).click();
    await note.getByText(/^Lyft ur rummet: Orosanmälan/).waitFor();
    await note.getByText(/ingen återkoppling än/).waitFor();
    await choose('Återkoppling har kommit');
    await note.getByText(/återkoppling har kommit/).waitFor();
    await choose('Inte lyft ur rummet');
    await note.getByText(/^Lyft ur rummet:/).waitFor({ state: 'detached' });
    await page.context().close();
  });
});
