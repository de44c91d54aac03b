// A coordinator whose series meets Good Friday: asked in the editor, answered by keyboard, and shown to
// everyone beside the meeting. The clocks stand at 1 March 2026, in the page as on the server.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Series } from '../../src/contract/series.js';
import { PlanningWorld } from '../series/planning-world.js';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import type { sizes } from '../support/visitor.js';
import { Visitor } from '../support/visitor.js';

const NOW = '2026-03-01T10:00:00.000Z';

let browser: Browser;
let planning: PlanningWorld;
let series: Series;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  planning = await PlanningWorld.at(NOW);
  series = await planning.create();
});
afterEach(() => planning.end());

interface Looks {
  size?: keyof typeof sizes;
  scheme?: 'light' | 'dark';
}

async function visit(path: string, looks: Looks = {}): Promise<Visitor> {
  const cookie = await planning.cookieOf('samordnaren');
  const visitor = await Visitor.open(browser, { origin: planning.server.origin, cookie, ...looks });
  await visitor.page.clock.setFixedTime(NOW);
  await visitor.page.goto(`/partnerships/${planning.world.partnershipId}${path}`);
  return visitor;
}

const question = (visitor: Visitor, day: string) =>
  visitor.page.getByRole('group', { name: `Krock ${day}` });

it('is asked at each date that collides, answers by keyboard, and saves what was decided', async () => {
  const visitor = await visit(`/series/${series.id}`);
  const { page } = visitor;
  const easter = question(visitor, 'fre 3 apr');
  await easter.waitFor();
  expect(await page.getByText('Långfredagen').isVisible()).toBe(true);
  expect(await question(visitor, 'fre 15 maj').getByRole('button').allInnerTexts()).toEqual([
    'Håll ändå',
    'Ta tors 14 maj i stället (Kristi himmelsfärdsdag)',
    'Ställ in',
    'Håll med fler ute',
  ]);

  const keys = new Keyboard(page);
  await keys.press('Ta tors 2 apr i stället (skärtorsdagen)');
  expect(await easter.innerText()).toContain('Flyttas till tors 2 apr');
  expect(await keys.focused()).toMatch(/Ändra svaret/);
  // The answer stands while another is looked for, and is there again when that is taken back.
  await page.keyboard.press('Enter');
  expect(await keys.focused()).toBe('Ta tors 2 apr i stället (skärtorsdagen)');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await easter.innerText()).toContain('Inställt');
  await page.keyboard.press('Enter');
  expect(await keys.focused()).toBe('Ställ in');
  await keys.press(/^Ta tillbaka ?fre 3 apr$/);
  expect(await easter.innerText()).toContain('Flyttas till tors 2 apr');
  await keys.press('Ställ in');
  await keys.press('Håll med fler ute');
  await keys.press('Spara serien');
  await page.getByText('är sparad').waitFor();

  const stored = (await (await planning.send('GET', `series/${series.id}`)).json()) as Series;
  expect(stored.decisions).toMatchObject([
    { on: '2026-04-03', answer: 'thursday', decidedBy: 'samordnaren' },
    { on: '2026-05-15', answer: 'cancel', reason: 'Klämdag efter Kristi himmelsfärdsdag' },
    { on: '2026-06-05', answer: 'hold-with-more-staff' },
  ]);

  await page.goto(`/partnerships/${planning.world.partnershipId}/meetings`);
  await page.getByText('Flyttat från').waitFor();
  const moved = page.getByRole('link', { name: /tors 2 apr/ });
  expect(await moved.innerText()).toMatch(/Skärtorsdagen[\s\S]*Flyttat från fre 3 apr/);
  const more = page.getByRole('link', { name: /fre 5 juni/ });
  expect(await more.innerText()).toMatch(/Dagen före nationaldagen[\s\S]*Hålls med fler ute/);
  const cancelled = page.getByRole('link', { name: /fre 15 maj/ });
  expect(await cancelled.innerText()).toMatch(/Inställ/);
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});

it('tells who answers too late that the meeting has been moved, and shows its new time around it', async () => {
  const visitor = await visit('');
  const { page } = visitor;
  const comes = page.getByText('Jag kommer', { exact: true });
  const refused = page.getByText('Ditt svar sparades inte');
  await page.getByRole('heading', { name: /^Fredag\s13\smars/ }).waitFor();
  await comes.waitFor();
  const moved = await planning.send('PUT', `series/${series.id}/dates/2026-03-13`, {
    body: { answer: 'move', movedTo: '2026-03-12T18:30' },
    ifMatch: `"${series.version}"`,
  });
  expect(moved.status).toBe(200);
  await comes.click();
  await refused.waitFor();
  await page.getByRole('heading', { name: /^Torsdag\s12\smars/ }).waitFor();
  expect(await refused.isVisible()).toBe(true);
  await comes.click();
  await refused.waitFor({ state: 'detached' });
  await visitor.close();
});

it.each([
  { size: 'phone', scheme: 'dark' },
  { size: 'laptop', scheme: 'light' },
  { size: 'wall', scheme: 'dark' },
] as const)('has no barrier and fits its window on a $size, $scheme', async (looks) => {
  const editor = await visit(`/series/${series.id}`, looks);
  await question(editor, 'fre 3 apr').getByRole('button', { name: 'Håll ändå' }).click();
  expect(await question(editor, 'fre 15 maj').isVisible()).toBe(true);
  expect(await editor.barriers()).toEqual([]);
  expect(await editor.overflow()).toBe(0);
  await editor.close();

  for (const path of ['', '/meetings']) {
    const visitor = await visit(path, looks);
    await visitor.page.getByText('Långfredagen').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    expect(await visitor.overflow()).toBe(0);
    await visitor.close();
  }
});
