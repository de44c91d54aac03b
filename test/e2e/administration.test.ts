// A partnership from nothing, by keyboard alone, as somebody does it who has read nothing: in both
// languages, on a phone and on a laptop, from the top of each page.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { createWorld } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';
import { pageWords } from './page-words.js';

const { server } = useServer();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const exactly = (words: string) => new RegExp(`^${words}$`);
const sizeOf = { sv: 'phone', en: 'laptop' } as const;

it.each(['sv', 'en'] as const)(
  'is set up step by step, until only the series is left, in %s',
  async (language) => {
    const { admin, common, firstSteps, series } = pageWords[language];
    const { origin } = server;
    const world = await createWorld(server.app);
    const cookie = await world.signIn('samordnaren');
    const visitor = await Visitor.open(browser, { origin, cookie, size: sizeOf[language] });
    const { page } = visitor;
    const keys = new Keyboard(page);
    await page.goto('/');
    await page.evaluate(`localStorage.setItem('language', '${language}')`);
    const dialogIsGone = () => page.locator('dialog').waitFor({ state: 'detached' });
    /** One press each, and it says so where it stands. */
    const take = async (suggestion: string) => {
      await keys.press(`+ ${suggestion}`);
      await page.getByRole('button', { name: `${suggestion} · ${admin.ready.done}` }).waitFor();
    };
    const [agency = ''] = admin.suggestedAgencies.authority;
    const [place = ''] = Object.keys(admin.suggestedPlaces);

    await page.goto('/partnerships/new');
    await keys.write(admin.found.municipality, 'Borås');
    const own = page.getByLabel(admin.found.own);
    expect(await own.inputValue()).toBe(admin.suggestedAgency('Borås'));
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: admin.ready.title }).waitFor();

    // Whom to meet comes before when, also for whoever goes to the start page first.
    const [founded = ''] = /^\/partnerships\/[^/]+/.exec(new URL(page.url()).pathname) ?? [];
    await page.goto(founded);
    await page.getByText(firstSteps.title).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await keys.press(firstSteps.go);
    await keys.press(admin.ready.agencies);

    await take(agency);
    await keys.press(admin.part.places);
    await take(place);

    await keys.press(admin.part.people);
    await keys.press(exactly(admin.person.add));
    await page.getByRole('dialog').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await keys.write(admin.name, 'Vera');
    await keys.write(admin.person.email, `vera-${language}@example.se`);
    await keys.choose(admin.person.agency, agency);
    await keys.press(admin.person.inviteNow, 'Space');
    await keys.press(exactly(common.add));
    await page.getByText(`vera-${language}@example.se`).waitFor();
    await page.getByText(admin.person.isInvited, { exact: true }).waitFor();
    await dialogIsGone();

    await keys.press(admin.lists.open);
    await page.getByRole('dialog').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    const unknown = 'Uno;uno@example.se;Okänd';
    await keys.write(
      admin.lists.paste,
      `Namn;E-post;Aktör\nMax;max-${language}@example.se;${agency}\n${unknown}`,
    );
    await keys.press(admin.lists.preview);
    await page.getByText(unknown, { exact: true }).waitFor();
    await page.getByText(`${admin.lists.line(3)} ${admin.lists.refused.agency}`).waitFor();
    await keys.press(admin.lists.confirm(1));
    await page.getByText(`max-${language}@example.se`).waitFor();
    await dialogIsGone();

    const steps = page.getByRole('region', { name: admin.ready.title });
    // How many more are to come, nobody can know but the one who adds them.
    const { soFar } = admin.ready;
    for (const mark of [soFar.agencies(2), soFar.places(1), soFar.people(3)])
      await steps.getByText(mark).waitFor();
    expect(await steps.getByText(admin.ready.done).count()).toBe(0);
    await keys.press(admin.ready.series);
    await page.waitForURL(/\/series\/new$/);
    await page.getByRole('heading', { level: 1, name: series.newTitle }).waitFor();
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  },
);
