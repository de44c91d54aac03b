// A coordinator with single meetings of a series, by keyboard on a phone: moves one past its neighbour,
// cancels another, restores it, and decides on evenings at risk. The clocks stand at 1 March 2026.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { planOf, PlanningWorld } from '../series/planning-world.js';
import { launchBrowser } from '../support/browser.js';
import { Visitor } from '../support/visitor.js';

const NOW = '2026-03-01T10:00:00.000Z';

let browser: Browser;
let planning: PlanningWorld;
beforeAll(async () => {
  browser = await launchBrowser();
  planning = await PlanningWorld.at(NOW);
  await planning.create(planOf({ title: 'Fredagarna' }));
});
afterAll(async () => {
  await browser.close();
  await planning.end();
});

const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
};
const write = async (page: Page, label: string, text: string) => {
  await page.getByLabel(label).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
};

it('are moved, cancelled, restored and added, and the year shows it', async () => {
  const cookie = await planning.cookieOf('samordnaren');
  const visitor = await Visitor.open(browser, {
    origin: planning.server.origin,
    cookie,
    size: 'phone',
  });
  const { page } = visitor;
  await page.clock.setFixedTime(NOW);
  await page.goto(`/partnerships/${planning.world.partnershipId}/series`);
  await page.getByRole('link', { name: /^Enstaka möten och året.*Fredagarna$/ }).focus();
  await page.keyboard.press('Enter');
  const coming = page.getByRole('region', { name: 'Möten framåt' });

  await press(page, 'Flytta fre 13 mars');
  expect(await visitor.barriers()).toEqual([]);
  await write(page, 'Ny dag', '2026-04-08');
  await write(page, 'Ny tid', '18.30');
  await press(page, 'Flytta mötet');
  await coming.getByText('Flyttat från fre 13 mars').waitFor();
  expect((await coming.getByRole('listitem').allInnerTexts()).slice(0, 2)).toEqual([
    expect.stringMatching(/fre\s3\sapr/),
    expect.stringMatching(/ons\s8\sapr\s·\sv\.\s15\s·\s18\.30–19\.20/),
  ]);

  await press(page, 'Ställ in fre 24 apr');
  await write(page, 'Anledning', 'Snöstorm');
  await press(page, 'Ställ in mötet');
  await coming.getByText('Inställt: Snöstorm').waitFor();
  await press(page, 'Återställ fre 24 apr');
  await page.getByText('Mötet fre 24 apr är återställt.').waitFor();
  expect(await coming.getByText('Inställt: Snöstorm').count()).toBe(0);

  const risk = page.getByRole('region', { name: 'Riskkvällar mellan mötena' });
  await press(page, 'Kort möte (20 min) tors 30 apr');
  await coming.getByText('Extra · 20 min').waitFor();
  await press(page, 'Inte den kvällen fre 27 mars');
  await risk.getByText('Inget extra möte. samordnaren, sön 1 mars').waitFor();

  const april = page.getByRole('table', { name: 'april 2026' });
  expect(await april.getByText('Möte, valborgsmässoafton').count()).toBe(1);
  expect(await visitor.barriers()).toEqual([]);
  expect(await visitor.overflow()).toBe(0);
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});
