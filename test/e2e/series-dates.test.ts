// A coordinator with single meetings of a series, by Tab on a phone: answers where they collide, moves one
// past its neighbour, cancels another, restores it, and decides on evenings at risk. The clocks stand at 1 March 2026.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Series } from '../../src/contract/series.js';
import { planOf, PlanningWorld } from '../series/planning-world.js';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { sizes, Visitor } from '../support/visitor.js';

const NOW = '2026-03-01T10:00:00.000Z';

let browser: Browser;
let planning: PlanningWorld;
let series: Series;
beforeAll(async () => {
  browser = await launchBrowser();
  planning = await PlanningWorld.at(NOW);
  series = await planning.create(planOf({ title: 'Fredagarna' }));
});
afterAll(async () => {
  await browser.close();
  await planning.end();
});

/** A button that names its day for those who do not see where it stands. */
const of = (what: string, day: string) =>
  new RegExp(`^${what.replaceAll(/[()]/g, String.raw`\$&`)} ?${day}$`);

/** Its calendar comes after its meetings, as it may: of the one without the other nothing is to be seen. */
async function delayCalendar(page: Page): Promise<void> {
  let meetings: Promise<unknown> = Promise.resolve();
  page.on('request', (request) => {
    if (request.url().includes('/meetings?')) meetings = request.response().catch(() => null);
  });
  await page.route(/\/calendar\?/, async (route) => {
    await meetings;
    await route.continue();
  });
}

it('are decided on, moved, cancelled, restored and added, and the year shows it', async () => {
  const visitor = await Visitor.open(browser, {
    origin: planning.server.origin,
    cookie: await planning.cookieOf('samordnaren'),
    size: 'phone',
  });
  const { page } = visitor;
  const keys = new Keyboard(page);
  await page.clock.setFixedTime(NOW);
  await delayCalendar(page);
  await page.goto(`/partnerships/${planning.world.partnershipId}/series`);
  await page.getByText('5 datum att ta ställning till').waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await keys.press('5 datum att ta ställning till');
  const coming = page.getByRole('region', { name: 'Möten framåt' });
  const waiting = (dates: number) =>
    page.getByRole('heading', { name: `${dates} datum att ta ställning till` }).waitFor();
  await waiting(5);
  expect(await visitor.barriers()).toEqual([]);

  // One answer after the other, without the focus being lost between them.
  await keys.press('Ta tors 2 apr i stället (skärtorsdagen)');
  await waiting(4);
  expect(await keys.focused()).toBe('Håll ändå');
  await keys.press('Ställ in');
  await waiting(3);
  await keys.press('Håll med fler ute');
  await waiting(2);
  await coming.getByText('Inställt: Klämdag efter Kristi himmelsfärdsdag').waitFor();
  await coming.getByText('Hålls med fler ute').waitFor();
  await keys.press(of('Ändra svaret', 'fre 5 juni'));
  await waiting(3);

  await keys.press(of('Flytta', 'fre 13 mars'));
  const dialog = page.getByRole('dialog');
  await keys.write('Ny dag', '2027-01-01');
  await dialog.getByText('Nyårsdagen').waitFor();
  expect(await dialog.getByText(/fre\s1\sjan\s2027 · v\.\s53/).count()).toBe(1);
  expect(await visitor.barriers()).toEqual([]);
  await keys.write('Ny dag', '2026-04-08');
  await dialog.getByText('Ingen helgdag, inget lov och ingen riskkväll.').waitFor();
  await keys.write('Ny tid', '18.30');
  await keys.press('Flytta mötet');
  await coming.getByText('Flyttat från fre 13 mars').waitFor();
  expect((await coming.getByRole('listitem').allInnerTexts()).slice(0, 2)).toEqual([
    expect.stringMatching(/tors\s2\sapr/),
    expect.stringMatching(/ons\s8\sapr\s·\sv\.\s15\s·\s18\.30–19\.20/),
  ]);

  await keys.press(of('Ställ in', 'fre 24 apr'));
  await keys.write('Anledning', 'Snöstorm');
  await keys.press('Ställ in mötet');
  await coming.getByText('Inställt: Snöstorm').waitFor();
  await keys.press(of('Återställ', 'fre 24 apr'));
  await page.getByText('Mötet fre 24 apr är återställt.').waitFor();
  expect(await coming.getByText('Inställt: Snöstorm').count()).toBe(0);

  const risk = page.getByRole('region', { name: 'Riskkvällar mellan mötena' });
  await keys.press(of('Kort möte (20 min)', 'tors 30 apr'));
  await coming.getByText('Extra · 20 min').waitFor();
  await keys.press(of('Inte den kvällen', 'fre 27 mars'));
  await risk.getByText('Inget extra möte. samordnaren, sön 1 mars').waitFor();
  await keys.press('Lägg till ett extra möte');
  await keys.write('Dag', '2026-12-13');
  await dialog.getByText('Lucia').waitFor();
  await page.keyboard.press('Escape');

  const april = page.getByRole('table', { name: 'april 2026' });
  expect(await april.getByText('Möte, valborgsmässoafton').count()).toBe(1);
  for (const size of [sizes.phone, sizes.laptop, sizes.wall]) {
    await page.setViewportSize(size);
    expect(await visitor.barriers()).toEqual([]);
    expect(await visitor.overflow()).toBe(0);
  }
  // In the form of the whole series too, what was cancelled goes back to where it was moved.
  await page.goto(`/partnerships/${planning.world.partnershipId}/series/${series.id}`);
  const friday = page.getByRole('listitem').filter({ hasText: /fre\s13\smars/ });
  const moved = friday.getByText('Flyttas till ons 8 apr');
  await moved.waitFor();
  await keys.press(of('Hoppa över', 'fre 13 mars'));
  await moved.waitFor({ state: 'detached' });
  await keys.press(of('Ta tillbaka', 'fre 13 mars'));
  await moved.waitFor();
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});
