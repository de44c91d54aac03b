// Every dialog of the page, found in its source and opened as one opens it: nothing for axe to find in it
// in Swedish on a laptop in the light, nor in English on a phone in the dark; the focus goes into it, and
// Escape closes it and gives the focus back.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { newId } from '../../src/platform/ids.js';
import { planOf } from '../series/planning-world.js';
import { launchBrowser } from '../support/browser.js';
import { actionPropose, agendaAdd, noteAdd } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';
import { sizes, Visitor } from '../support/visitor.js';
import { dialogsIn, written, type Place } from './dialogs-of-page.js';
import { pageWords } from './page-words.js';

const DAYS_AHEAD = 36_500;
const pageSource = fileURLToPath(new URL('../../web/src/', import.meta.url));

const { server, database } = useServer();
let browser: Browser;
let cookie: string;
let addresses: Record<Place, string>;

beforeAll(async () => {
  browser = await launchBrowser();
  const world = await createWorld(server.app);
  cookie = await world.signIn('samordnaren');
  // One that lies ahead, whenever this runs.
  const plannedId = await world.planMeeting(DAYS_AHEAD);
  await write(world, plannedId);
  await open(world);
  const own = `/partnerships/${world.partnershipId}`;
  const { agency, person } = world;
  const invited = {
    ...{ name: written.invited, email: 'anna@exempel.example', agencyId: agency.polisen },
    ...{ role: 'attendee', guestOf: null },
  };
  await send(`${own}/invitations`, invited);
  await send(`${own}/calendar-feeds`, { scope: 'agency', seriesId: null, language: 'sv' });
  const { id: seriesId } = await send<{ id: string }>(`${own}/series`, planOf());
  await database.query(
    `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, made_by, name, made_at)
     VALUES ($1, $2, '\\x01', '\\x01', 0, 'oidc', $3, now())`,
    [newId(), person.samordnaren, written.passkey],
  );
  addresses = {
    'planned board': `${own}/meetings/${plannedId}`,
    'open board': `${own}/meetings/${world.meetingId}`,
    report: `${own}/meetings/${plannedId}/report`,
    partnership: `${own}/admin`,
    agencies: `${own}/admin/agencies`,
    people: `${own}/admin/people`,
    places: `${own}/admin/places`,
    invitations: `${own}/invitations`,
    calendars: `${own}/calendars`,
    'series dates': `${own}/series/${seriesId}/dates`,
    'local days': `${own}/local-days`,
    devices: '/devices',
  };
});
afterAll(() => browser.close());

async function write(world: World, meetingId: string): Promise<void> {
  const { kommunen } = world.agency;
  const client = await LiveClient.at(server.origin, cookie, { ...world, meetingId });
  await client.persist(agendaAdd('Nästa möte'));
  const { entryId: noteId } = await client.persist(
    noteAdd(world, kommunen, { text: written.note }),
  );
  await client.persist(noteAdd(world, kommunen, { text: written.otherNote }));
  const { entryId } = await client.persist(
    actionPropose(world, kommunen, { noteId, what: written.action }),
  );
  await client.persist({ type: 'action.agree', actionId: entryId ?? '' });
  client.close();
}

async function open(world: World): Promise<void> {
  const client = await LiveClient.at(server.origin, cookie, world);
  await client.persist({ type: 'meeting.open' });
  client.close();
}

async function send<Value>(path: string, body: unknown): Promise<Value> {
  const headers = { 'content-type': 'application/json', cookie };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${server.origin}/api/v1${path}`, init);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Value;
}

/** How often each file of the page shows a dialog, where that is not one for others to show. */
function dialogsInSource(): Record<string, number> {
  const files = readdirSync(pageSource, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.svelte'));
  const kinds = files.flatMap((file) => /^components\/(\w*Dialog)\.svelte$/.exec(file)?.[1] ?? []);
  const shows = new RegExp(String.raw`<(?:dialog|${kinds.join('|')})\b`, 'g');
  const counted = files
    .filter((file) => !file.startsWith('components/'))
    .map((file) => [file, readFileSync(pageSource + file, 'utf8').match(shows)?.length ?? 0]);
  return Object.fromEntries(counted.filter(([, count]) => count !== 0)) as Record<string, number>;
}

it('is opened here wherever the page shows one', () => {
  const here = Object.entries(dialogsIn(pageWords.sv)).map(([file, ways]) => [file, ways.length]);
  expect(Object.fromEntries(here)).toEqual(dialogsInSource());
});

const looks = {
  sv: { size: 'laptop', scheme: 'light' },
  en: { size: 'phone', scheme: 'dark' },
} as const;

describe.each(['sv', 'en'] as const)('a dialog in %s', (language) => {
  const { size, scheme } = looks[language];
  let visitor: Visitor;
  /** Where the visitor is; going there again would only take time. */
  let at: Place | undefined;

  beforeAll(async () => {
    visitor = await Visitor.open(browser, { origin: server.origin, cookie, scheme });
    await visitor.page.addInitScript(`localStorage.setItem('language', '${language}')`);
  });
  afterAll(() => visitor.close());

  const ways = Object.entries(dialogsIn(pageWords[language])).flatMap(([file, inFile]) =>
    inFile.map((way) => [file, ...way] as const),
  );
  it.each(ways)('has no barrier: %s, %s, %j, %s', async (_file, place, presses, name) => {
    const { page } = visitor;
    const button = (words: string | RegExp) =>
      page.getByRole('main').getByRole('button', { name: words }).first();
    if (at !== place) await page.goto(addresses[place]);
    // Whoever fails leaves the dialog open.
    at = undefined;
    for (const words of presses) await button(words).click();
    const dialog = page.getByRole('dialog', { name });
    await dialog.waitFor();
    expect(await dialog.locator(':focus').count()).toBe(1);
    await page.setViewportSize(sizes[size]);
    expect(await visitor.barriers('dialog')).toEqual([]);
    expect(await visitor.overflow()).toBe(0);
    await page.setViewportSize(sizes.laptop);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await button(presses[0]).and(page.locator(':focus')).count()).toBe(1);
    at = place;
  });
});
