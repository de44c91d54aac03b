// A coordinator changes a series from a meeting on, by Tab on a phone, is told what would be lost, ends it
// later on, and is told the same when all of it is changed. The clocks stand at 1 March 2026.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { noteAdd } from '../support/commands.js';
import { planOf, PlanningWorld } from '../series/planning-world.js';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
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

it('is changed from a meeting on, told what is lost, shown as one, and ended', async () => {
  const visitor = await Visitor.open(browser, {
    origin: planning.server.origin,
    cookie: await planning.cookieOf('samordnaren'),
    size: 'phone',
  });
  const { page } = visitor;
  const keys = new Keyboard(page);
  await page.clock.setFixedTime(NOW);
  const coming = page.getByRole('region', { name: 'Möten framåt' });
  /** Tab finds only what is there already. */
  const openDates = async () => {
    await page
      .getByRole('link', { name: /^Enstaka möten och året/ })
      .first()
      .waitFor();
    await keys.press('Enstaka möten och året: Fredagarna');
    await coming.getByRole('listitem').first().waitFor();
  };
  await page.goto(`/partnerships/${planning.world.partnershipId}/series`);
  await openDates();
  await keys.press(/^Härifrån … ?fre 24 apr/);
  expect(await visitor.barriers()).toEqual([]);
  await keys.press('Ändra detta och följande');
  await page.getByText('Det du ändrar gäller från och med fre 24 apr.').waitFor();
  await page.getByRole('checkbox', { name: 'torsdag' }).waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await keys.press(/torsdag$/, 'Space');
  await keys.press(/fredag$/, 'Space');
  await keys.press('Spara serien');
  const dialog = page.getByRole('dialog', { name: 'Det här händer med mötena' });
  await dialog.getByText('fre 24 apr').waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/fre\s24\sapr\s*anteckningar/),
  ]);
  expect(await visitor.barriers()).toEqual([]);
  await keys.press('Ja, ändra');
  await page.getByText(/^Gäller från fre 24 apr, fortsätter Fredagarna\.$/).waitFor();
  expect(await visitor.barriers()).toEqual([]);

  await openDates();
  await keys.press(/^Härifrån … ?fre 3 apr/);
  await keys.press('Avsluta serien här');
  // What was changed by itself goes on after it.
  await keys.press('Ta bort mötena');
  await page
    .getByText(/^Inga möten planeras från fre 3 apr\. Från och med .* fortsätter serien\.$/)
    .waitFor();
  await page.getByRole('button', { name: /^Härifrån … fre 3 apr/ }).waitFor({ state: 'detached' });
  expect(await coming.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/fre\s13\smars/),
  ]);

  // All of what is left is changed at once: the note is in a meeting of the other part.
  await keys.press('Ändra hela serien');
  await page.getByText('Här ändrar du alla möten framåt.').waitFor();
  await page.getByRole('checkbox', { name: 'torsdag' }).waitFor();
  await keys.press(/torsdag$/, 'Space');
  await keys.press(/fredag$/, 'Space');
  await keys.press('Spara serien');
  await dialog.getByText('1 möte utan innehåll tas bort.').waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await keys.press('Ja, ändra');
  await page.getByText('Fredagarna är sparad.').waitFor();
  expect(visitor.complaints).toEqual([]);
});
