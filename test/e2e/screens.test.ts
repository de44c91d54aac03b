// Every screen of the page, filled with the demonstration, in both languages, light and dark, on a
// phone, a laptop and a wall: nothing for axe to find, nothing wider than its window.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import type { Partnership } from '../../src/contract/directory.js';
import type { MeetingList } from '../../src/contract/meetings.js';
import type { SeriesList } from '../../src/contract/series.js';
import type { DemoRole, Session } from '../../src/contract/session.js';
import { loadDemonstration } from '../../src/demo/load-demonstration.js';
import { addressOf } from '../../src/demo/story-cast.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { sizes, Visitor } from '../support/visitor.js';

const HOUR_MS = 60 * 60 * 1000;

let database: TestDatabase;
let server: TestApp;
let browser: Browser;
let cookie: string;
let administratorCookie: string;
let paths: Record<Screen, string>;
/** Each goes from screen to screen; a browser that has never seen the page takes twice as long to show it. */
const visitors = new Map<string, Visitor>();

/** The screens, and what shows that each has all it is going to show. */
const screens = {
  'sign-in': (page: Page) => page.getByRole('button', { name: /Nattvandrarna/ }),
  outbox: (page: Page) => page.getByRole('heading', { level: 2 }).first(),
  devices: (page: Page) => page.getByText(/Den här enheten|This device/),
  start: (page: Page) => page.getByText(/^(Jag kommer|I am coming)$/),
  meetings: (page: Page) => page.getByText(/\b(v\.|week)\s\d/).first(),
  'planned board': (page: Page) => page.getByText('Live', { exact: true }),
  report: (page: Page) => page.getByText(/^(Klart – lämna in|Done – hand it in)$/),
  'closed board': (page: Page) => page.getByText('Live', { exact: true }),
  wall: (page: Page) => page.getByText('Live', { exact: true }),
  'series list': (page: Page) => page.getByText(/\b(v\.|week)\s\d/).first(),
  'new series': (page: Page) => page.getByText(/\b(v\.|week)\s\d/).nth(8),
  'series editor': (page: Page) => page.getByText(/\b(v\.|week)\s\d/).nth(8),
  'series from a date': (page: Page) => page.getByText(/\b(v\.|week)\s\d/).nth(8),
  'series dates': (page: Page) => page.getByRole('table').nth(11),
  'follow-up': (page: Page) => page.getByRole('article').first(),
  invitations: (page: Page) => page.getByText('anna@exempel.example'),
  calendars: (page: Page) => page.getByRole('main').getByRole('listitem').first(),
  'local days': (page: Page) => page.getByText('Kulturnatt'),
  partnership: (page: Page) => page.getByText('Europe/Stockholm'),
  agencies: (page: Page) => page.getByText('Polisen').first(),
  people: (page: Page) => page.getByText('@').first(),
  places: (page: Page) => page.getByText('Gata eller väg').or(page.getByText('Street')).first(),
  'new partnership': (page: Page) => page.locator('form'),
  audit: (page: Page) =>
    page
      .getByRole('listitem')
      .filter({ hasText: /Post|Record/ })
      .first(),
};
type Screen = keyof typeof screens;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({ databaseUrl: database.url });
  // Its next evening is not one that begins while it is looked at.
  await loadDemonstration(server.app.get(DataSource), new Date(Date.now() + HOUR_MS));
  browser = await launchBrowser();

  const { roles } = (await (await ask('/demo/roles')).json()) as { roles: DemoRole[] };
  const signIn = async (personId: string | undefined): Promise<Response> =>
    ask('/demo/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ personId }),
    });
  const administrator = roles.find(({ role }) => role === 'attendee')?.personId;
  await database.query(`UPDATE membership SET role = 'administrator' WHERE person_id = $1`, [
    administrator,
  ]);
  administratorCookie = cookieOf(await signIn(administrator));
  const signedIn = await signIn(roles.find(({ role }) => role === 'coordinator')?.personId);
  await ask('/sign-in/mail', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: addressOf('samordnare'), language: 'en' }),
  });
  cookie = cookieOf(signedIn);
  const session = (await signedIn.json()) as Session;
  const own = `/partnerships/${session.memberships[0]?.partnershipId}`;
  const partnership = await read<Partnership>(own);
  await ask(`${own}/invitations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({
      name: 'Anna',
      email: 'anna@exempel.example',
      agencyId: partnership.agencies[0]?.id,
      role: 'attendee',
      guestOf: null,
    }),
  });
  await ask(`${own}/calendar-feeds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ scope: 'agency', seriesId: null, language: 'sv' }),
  });
  await ask(`${own}/local-days`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({
      kind: 'local-event',
      title: 'Kulturnatt',
      startsOn: '2026-09-19',
      endsOn: '2026-09-20',
    }),
  });
  const meetings = await read<MeetingList>(`${own}/meetings?limit=50`);
  const series = await read<SeriesList>(`${own}/series`);
  const firstThatIs = (status: string) => meetings.meetings.find((one) => one.status === status);
  const meetingThatIs = (status: string) => `${own}/meetings/${firstThatIs(status)?.id}`;
  paths = {
    'sign-in': '/sign-in',
    outbox: '/outbox',
    devices: '/devices',
    start: own,
    meetings: `${own}/meetings`,
    'planned board': meetingThatIs('planned'),
    report: `${meetingThatIs('planned')}/report`,
    'closed board': meetingThatIs('closed'),
    wall: `${meetingThatIs('closed')}/wall`,
    'series list': `${own}/series`,
    'new series': `${own}/series/new`,
    'series editor': `${own}/series/${series.series[0]?.id}`,
    'series from a date': `${own}/series/${series.series[0]?.id}?from=${firstThatIs('planned')?.startsAt.slice(0, 10)}`,
    'series dates': `${own}/series/${series.series[0]?.id}/dates`,
    'follow-up': `${own}/actions`,
    invitations: `${own}/invitations`,
    calendars: `${own}/calendars`,
    'local days': `${own}/local-days`,
    partnership: `${own}/admin`,
    agencies: `${own}/admin/agencies`,
    people: `${own}/admin/people`,
    places: `${own}/admin/places`,
    'new partnership': '/partnerships/new',
    audit: `${own}/audit`,
  };
});
afterAll(async () => {
  for (const visitor of visitors.values()) await visitor.close();
  await browser.close();
  await server.close();
  await database.drop();
});

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.origin}/api/v1${path}`, init);
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

async function read<Value>(path: string): Promise<Value> {
  return (await (await ask(path, { headers: { cookie } })).json()) as Value;
}

async function visit(screen: Screen, language: 'sv' | 'en', look: Look): Promise<Visitor> {
  const visitor = await visitorOf(screen, language, look);
  await visitor.page.setViewportSize(sizes[look.size]);
  await visitor.page.goto(paths[screen]);
  await screens[screen](visitor.page).waitFor();
  return visitor;
}

async function visitorOf(screen: Screen, language: 'sv' | 'en', look: Look): Promise<Visitor> {
  const own = screen === 'audit' ? administratorCookie : cookie;
  const signedIn = screen === 'sign-in' ? {} : { cookie: own };
  const name = JSON.stringify([signedIn, language, look]);
  const before = visitors.get(name);
  if (before) return before;
  const visitor = await Visitor.open(browser, { origin: server.origin, ...signedIn, ...look });
  visitors.set(name, visitor);
  await visitor.page.addInitScript(`localStorage.setItem('language', '${language}')`);
  return visitor;
}

interface Look {
  readonly size: keyof typeof sizes;
  readonly scheme: 'light' | 'dark';
}

// Between them the two tests show both languages, both schemes and every window. Looking for barriers
// takes longest, and what it finds does not depend on which language meets which scheme.
describe.each(Object.keys(screens) as Screen[])('the %s', (screen) => {
  it('has no barrier on a phone in the dark, and fits its window, whatever the window', async () => {
    const visitor = await visit(screen, 'sv', { size: 'phone', scheme: 'dark' });
    expect(await visitor.barriers()).toEqual([]);
    for (const [name, size] of Object.entries(sizes)) {
      await visitor.page.setViewportSize(size);
      expect({ name, overflow: await visitor.overflow() }).toEqual({ name, overflow: 0 });
    }
  });

  it('is there in English as well, without a barrier on a laptop in the light', async () => {
    const visitor = await visit(screen, 'en', { size: 'laptop', scheme: 'light' });
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await visitor.barriers()).toEqual([]);
    // Words that only the page's own Swedish has; what people wrote stays as they wrote it.
    const words = await visitor.page.locator('main').innerText();
    expect(words).not.toMatch(
      /\b(Logga in|Spara|Ändra|Visa|Lägesbild\b(?! laget)|Insatser|vecka)\b/,
    );
  });
});
