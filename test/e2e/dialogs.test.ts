// Every dialog of the page, opened as one opens it: nothing for axe to find in it on a laptop in the light
// nor on a phone in the dark, and Escape closes it and gives the focus back.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { actionPropose, agendaAdd, noteAdd } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { sizes, Visitor } from '../support/visitor.js';

const DAYS_AHEAD = 36_500;

let database: TestDatabase;
let server: TestApp;
let browser: Browser;
let world: World;
let meetingId: string;
let visitor: Visitor;
/** Where the visitor is; going there again would only take time. */
let at: string | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({ databaseUrl: database.url });
  browser = await launchBrowser();
  world = await createWorld(server.app);
  const cookie = await world.signIn('samordnaren');
  const { kommunen } = world.agency;
  // One that lies ahead, whenever this runs.
  meetingId = await world.planMeeting(DAYS_AHEAD);
  const client = await LiveClient.at(server.origin, cookie, { ...world, meetingId });
  await client.persist(agendaAdd('Nästa möte'));
  const { entryId: noteId } = await client.persist(noteAdd(world, kommunen));
  const { entryId } = await client.persist(actionPropose(world, kommunen, { noteId }));
  await client.persist({ type: 'action.agree', actionId: entryId ?? '' });
  client.close();
  visitor = await Visitor.open(browser, { origin: server.origin, cookie });
});
afterAll(async () => {
  await visitor.close();
  await browser.close();
  await server.close();
  await database.drop();
});

const meeting = 'Mer om mötet';
const note = 'Mer om noteringen';
const action = 'Mer om Synlig';

/** Where each is, what one presses to get there, and what it is called. */
const dialogs: Record<string, readonly [path: string, presses: readonly string[]]> = {
  'Öppna mötet redan nu?': ['board', ['Öppna mötet']],
  Närvaro: ['board', [meeting, 'Närvaro']],
  'Vilka kommer?': ['board', [meeting, 'Vilka kommer?']],
  Kortkommandon: ['board', [meeting, 'Kortkommandon']],
  'Ställ in mötet': ['board', [meeting, 'Ställ in mötet']],
  'Ny punkt': ['board', ['Ny punkt']],
  'Flytta ”Upprop”': ['board', ['Mer om Upprop', 'Flytta till …']],
  'Lyft ur rummet': ['board', [note, 'Lyft ur rummet']],
  'Ändra vilka som ser': ['board', [note, 'Ändra vilka som ser']],
  'Ta bort noteringen?': ['board', [note, 'Ta bort']],
  'Vad gav insatsen?': ['board', [action, 'Utfall …']],
  'Skriv av insatsen': ['board', [action, 'Skriv av …']],
  'Ändra uppgifter': ['admin', ['Ändra uppgifter']],
  'Vilka ser det från början': ['admin', ['Ändra vilka som ser']],
  'Lägg till överenskommelse': ['admin', ['Lägg till överenskommelse']],
  'Lägg till aktör': ['admin/agencies', ['Lägg till aktör']],
  'Aktörer som lista': ['admin/agencies', ['Lista in och ut']],
  'Lägg till person': ['admin/people', ['Lägg till person']],
  'Lägg till plats': ['admin/places', ['Lägg till plats']],
  'Bjud in till samverkan': ['invitations', ['Bjud in']],
  'Lägg till ett extra möte': ['dates', ['Lägg till ett extra möte']],
  'Lägg till dagar': ['local-days', ['Lägg till']],
  'Hämta dagar från en fil': ['local-days', ['Hämta från fil']],
};

function pathOf(place: string): string {
  const paths: Record<string, string> = {
    board: `meetings/${meetingId}`,
    dates: `series/${world.seriesId}/dates`,
  };
  return `/partnerships/${world.partnershipId}/${paths[place] ?? place}`;
}

describe('a dialog', () => {
  it.each(Object.entries(dialogs))('“%s” has no barrier', async (name, [place, presses]) => {
    const { page } = visitor;
    await page.setViewportSize(sizes.laptop);
    await page.emulateMedia({ colorScheme: 'light' });
    if (at !== place) await page.goto(pathOf(place));
    at = place;
    for (const words of presses)
      await page.getByRole('main').getByRole('button', { name: words }).first().click();
    const dialog = page.getByRole('dialog', { name });
    await dialog.waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize(sizes.phone);
    expect(await visitor.barriers()).toEqual([]);
    expect(await visitor.overflow()).toBe(0);
    await page.setViewportSize(sizes.laptop);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.localName')).toBe('button');
  });
});
