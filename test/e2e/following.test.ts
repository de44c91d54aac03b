// A coordinator changes a series from a meeting on, by keyboard on a phone, is told what would be lost,
// and ends it later on. The clocks stand at 1 March 2026.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noteAdd } from '../support/commands.js';
import { planOf, PlanningWorld } from '../series/planning-world.js';
import { launchBrowser } from '../support/browser.js';
import { Visitor } from '../support/visitor.js';

const NOW = '2026-03-01T10:00:00.000Z';

let browser: Browser;
let planning: PlanningWorld;
beforeAll(async () => {
  browser = await launchBrowser();
  planning = await PlanningWorld.at(NOW);
  const series = await planning.create(planOf({ title: 'Fredagarna' }));
  const meetings = await planning.meetingsOf(series);
  await planning.command(meetings[2], noteAdd(planning.world, planning.world.agency.kommunen));
});
afterAll(async () => {
  await browser.close();
  await planning.end();
});

const press = async (page: Page, role: 'button' | 'link', name: string | RegExp) => {
  await page.getByRole(role, { name, exact: true }).first().focus();
  await page.keyboard.press('Enter');
};

it('is changed from a meeting on, told what is lost, shown as one, and ended', async () => {
  const visitor = await Visitor.open(browser, {
    origin: planning.server.origin,
    cookie: await planning.cookieOf('samordnaren'),
    size: 'phone',
  });
  const { page } = visitor;
  await page.clock.setFixedTime(NOW);
  await page.goto(`/partnerships/${planning.world.partnershipId}/series`);
  await press(page, 'link', /^Enstaka möten och året.*Fredagarna$/);
  await press(page, 'button', 'Härifrån … fre 24 apr');
  expect(await visitor.barriers()).toEqual([]);
  await press(page, 'link', 'Ändra detta och följande');
  await page.getByText('Det du ändrar gäller från och med fre 24 apr.').waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await page.getByRole('checkbox', { name: 'fredag' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: 'torsdag' }).focus();
  await page.keyboard.press('Space');
  await press(page, 'button', 'Spara serien');
  const dialog = page.getByRole('dialog', { name: 'Det här händer med mötena' });
  await dialog.getByText('fre 24 apr').waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/fre\s24\sapr\s*anteckningar/),
  ]);
  expect(await visitor.barriers()).toEqual([]);
  await press(page, 'button', 'Ja, ändra');
  await page.getByText(/^Gäller från fre 24 apr, fortsätter Fredagarna\.$/).waitFor();
  expect(await visitor.barriers()).toEqual([]);

  await press(page, 'link', /^Enstaka möten och året.*Fredagarna$/);
  await press(page, 'button', /^Härifrån … fre 3 apr/);
  await press(page, 'button', 'Avsluta serien här');
  // What was changed by itself goes on after it.
  await press(page, 'button', 'Ta bort mötena');
  await page
    .getByText(/^Inga möten planeras från fre 3 apr\. Från och med .* fortsätter serien\.$/)
    .waitFor();
  await page.getByRole('button', { name: /^Härifrån … fre 3 apr/ }).waitFor({ state: 'detached' });
  const coming = page.getByRole('region', { name: 'Möten framåt' });
  expect(await coming.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/fre\s13\smars/),
  ]);
  expect(visitor.complaints).toEqual([]);
});
