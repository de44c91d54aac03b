// From the coordinator who invites to the one who joins, each in a browser of their own, the letter
// read where the demonstration keeps it.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { GuestPasses } from '../../src/identity/guest-passes.js';
import { Clock } from '../../src/platform/clock.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { Visitor } from '../support/visitor.js';

const ADDRESS = 'anna@exempel.example';

/** The time of day, until a test goes ahead of it. */
class HourClock extends Clock {
  private ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  jumpTo(instant: number): void {
    this.ahead = instant - Date.now();
  }
}

const clock = new HourClock();
let database: TestDatabase;
let server: TestApp;
let browser: Browser;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({
    databaseUrl: database.url,
    override: (builder) => builder.overrideProvider(Clock).useValue(clock),
  });
  browser = await launchBrowser();
  world = await createWorld(server.app);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.drop();
});

it('lets exactly one of two browsers join by the link, and nobody by merely following it', async () => {
  const { origin } = server;
  const cookie = await world.signIn('samordnaren');
  const coordinator = await Visitor.open(browser, { origin, cookie });
  const { page } = coordinator;
  await page.goto(`/partnerships/${world.partnershipId}`);
  await page.getByRole('button', { name: /Du och utseende/ }).click();
  const inMenu = page.getByRole('link', { name: 'Inbjudningar' });
  await inMenu.click();
  await inMenu.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Bjud in' }).click();
  await page.getByRole('button', { name: 'Skicka inbjudan' }).click();
  await page.getByText('Skriv ett namn.').waitFor();
  await page.getByLabel('Namn').fill('Anna Andersson');
  await page.getByLabel('E-postadress').fill(ADDRESS);
  await page.getByLabel('Aktör').selectOption('nattvandrarna');
  await page.getByRole('button', { name: 'Skicka inbjudan' }).click();
  await page.getByText('Anna Andersson är inbjuden.').waitFor();
  await page.getByText('Brevet är skickat').waitFor();
  expect(await coordinator.barriers()).toEqual([]);

  await page.getByRole('link', { name: 'Läs breven i Utkorgen' }).click();
  const link = page.getByRole('link', { name: /\/invitation#/ }).first();
  const url = (await link.getAttribute('href')) ?? '';
  // A mail scanner follows the link, and so does a preview that runs what it finds.
  await (await fetch(url)).text();
  const invited = await Promise.all([1, 2].map(() => Visitor.open(browser, { origin })));
  await Promise.all(
    invited.map(async (visitor) => {
      await visitor.page.goto(url);
      await visitor.page.getByRole('button', { name: 'Gå med' }).waitFor();
    }),
  );
  expect(await invited[0]!.barriers()).toEqual([]);

  await Promise.all(
    invited.map((visitor) => visitor.page.getByRole('button', { name: 'Gå med' }).click()),
  );
  const ends = await Promise.all(
    invited.map(async (visitor) => {
      const joined = visitor.page.getByRole('navigation', { name: 'Huvudmeny' });
      const tooLate = visitor.page.getByText('Länken är redan använd', { exact: false });
      await joined.or(tooLate).first().waitFor();
      return (await joined.count()) > 0 ? 'joined' : 'too late';
    }),
  );
  expect(ends.sort()).toEqual(['joined', 'too late']);
  await page.goto(`/partnerships/${world.partnershipId}/invitations`);
  await page.getByText('Inga inbjudningar väntar på svar').waitFor();
  for (const visitor of [coordinator, ...invited]) await visitor.close();
});

it('shows a guest the board of one meeting and nothing else', async () => {
  const { origin } = server;
  // Far enough away to be a coming meeting whenever this runs.
  const meetingId = await world.planMeeting(21 * 2000);
  const cookie = await world.signIn('samordnaren');
  const coordinator = await Visitor.open(browser, { origin, cookie });
  const { page } = coordinator;
  await page.goto(`/partnerships/${world.partnershipId}/invitations`);
  await page.getByRole('button', { name: 'Bjud in' }).click();
  await page.getByLabel('Namn').fill('Gästen');
  await page.getByLabel('E-postadress').fill('gast@exempel.example');
  await page.getByLabel('Aktör').selectOption('nattvandrarna');
  await page.getByLabel('Gäller').selectOption(meetingId);
  await page.getByText('Gästen ser bara tavlan').waitFor();
  await page.getByText('Flyttas mötet, så flyttas tiden med.').waitFor();
  const until = page.getByLabel('Gästen kommer in till');
  expect(await until.inputValue()).toBe('');
  const hour = (await until.locator('option').nth(2).getAttribute('value')) ?? '';
  await until.selectOption(hour);
  await page.getByText('Tiden ligger fast, även om mötet flyttas.').waitFor();
  expect(await coordinator.barriers()).toEqual([]);

  // The meeting is moved meanwhile, and the hour comes too long after it.
  const moveBy = (days: number) =>
    database.query(
      'UPDATE meeting SET starts_at = starts_at + $2::interval, ends_at = ends_at + $2::interval WHERE id = $1',
      [meetingId, `${days} days`],
    );
  await moveBy(-3);
  await page.getByRole('button', { name: 'Skicka inbjudan' }).click();
  await page.getByText('Tiden har redan gått').waitFor();
  expect(await coordinator.barriers()).toEqual([]);
  await moveBy(3);
  await page.getByRole('button', { name: 'Skicka inbjudan' }).click();
  await page.getByText('Brevet är skickat').waitFor();
  const [kept] = await database.query<{ until: Date; follows: number | null }>(
    'SELECT guest_until AS until, after_meeting_ms AS follows FROM invitation WHERE meeting_id = $1',
    [meetingId],
  );
  expect(kept).toEqual({ until: new Date(hour), follows: null });
  await page.getByRole('link', { name: 'Läs breven i Utkorgen' }).click();
  const letter = page.getByRole('listitem').filter({ hasText: 'gast@exempel.example' });
  const link = letter.getByRole('link', { name: /\/invitation#/ }).first();
  const url = (await link.getAttribute('href')) ?? '';

  const guest = await Visitor.open(browser, { origin, size: 'phone' });
  await guest.page.goto(url);
  await guest.page.getByText('bjuder in dig som gäst').waitFor();
  await guest.page.getByRole('button', { name: 'Gå med' }).click();
  await guest.page.getByText('Live', { exact: true }).waitFor();
  await guest.page.goto(`/partnerships/${world.partnershipId}/meetings`);
  await guest.page.getByText('Live', { exact: true }).waitFor();
  expect(new URL(guest.page.url()).pathname).toBe(
    `/partnerships/${world.partnershipId}/meetings/${meetingId}`,
  );
  await guest.page.getByText('Som gäst ser du det som delas med alla').waitFor();
  expect(await guest.page.getByRole('link', { name: 'Uppföljning' }).count()).toBe(0);
  expect(await guest.barriers()).toEqual([]);
  for (const visitor of [coordinator, guest]) await visitor.close();
});

it('lets a member in again by a letter, once, where the device cannot make a passkey', async () => {
  const [{ email } = { email: '' }] = await database.query<{ email: string }>(
    'SELECT email FROM person WHERE id = $1',
    [world.person.fritidsgården],
  );
  const visitor = await Visitor.open(browser, { origin: server.origin, size: 'phone' });
  const { page } = visitor;
  const keys = new Keyboard(page);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Skicka länk' }).waitFor();
  expect(await page.getByRole('button', { name: 'Logga in med passnyckel' }).count()).toBe(0);
  await keys.write('E-postadress', email);
  await keys.press('Skicka länk');
  await page.getByText('Är adressen upplagd här kommer ett brev').waitFor();
  await keys.press('Här skickas inga brev på riktigt');
  const letter = page.getByRole('listitem').filter({ hasText: email });
  const url = await letter.getByRole('link', { name: /\/sign-in#/ }).getAttribute('href');
  // Whatever follows links uses nothing up.
  await (await fetch(url ?? '')).text();
  const late = await Visitor.open(browser, { origin: server.origin });
  for (const one of [visitor, late]) {
    await one.page.goto(url ?? '');
    await one.page.getByText('Du har öppnat en inloggningslänk').waitFor();
  }
  expect(await visitor.barriers()).toEqual([]);

  await keys.press('Logga in');
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor();
  expect(page.url()).not.toContain('#');
  await page.goto(`/partnerships/${world.partnershipId}/meetings/${world.meetingId}`);
  await page.getByText('Du kom in med en länk').waitFor();
  await late.page.getByRole('button', { name: 'Logga in' }).click();
  await late.page.getByText('Länken är redan använd', { exact: false }).waitFor();
  for (const one of [visitor, late]) await one.close();
});

it('tells a guest that the visit is over and what to do, however they come upon it', async () => {
  const { origin } = server;
  const { partnershipId, meetingId } = world;
  const hour = Date.now() + 10 * 60_000;
  for (const name of ['nattvandrarna', 'bostadsbolaget'] as const)
    await database.query('INSERT INTO guest_pass VALUES ($1, $2, $3, $4)', [
      partnershipId,
      world.person[name],
      meetingId,
      new Date(hour),
    ]);
  await database.query('UPDATE partnership SET rights_version = rights_version + 1 WHERE id = $1', [
    partnershipId,
  ]);
  const [staying, away] = (await Promise.all(
    (['nattvandrarna', 'bostadsbolaget'] as const).map(async (name) => {
      const cookie = await world.signIn(name);
      const guest = await Visitor.open(browser, { origin, cookie, size: 'phone' });
      await guest.page.goto(`/partnerships/${partnershipId}/meetings/${meetingId}`);
      await guest.page.getByText('Live', { exact: true }).waitFor();
      return guest;
    }),
  )) as [Visitor, Visitor];
  const isOver = { name: 'Ditt gästbesök är slut' };
  const whatToDo = 'Behöver du komma in igen, be samordnaren om en ny inbjudan.';

  await away.page.context().setOffline(true);
  await away.page.getByText('Frånkopplad').first().waitFor();
  for (const { page } of [staying, away]) await page.clock.setFixedTime(hour);
  // While the pass cannot be ended, only the clock refuses the guest: their session still holds.
  await database.query(
    "ALTER TABLE audit_content ADD CONSTRAINT spoilt CHECK (kind <> 'guest-pass.ended')",
  );
  clock.jumpTo(hour);
  await staying.page.getByRole('heading', isOver).waitFor();
  await staying.page.getByText(whatToDo).waitFor();
  expect(await staying.barriers()).toEqual([]);
  await staying.page.reload();
  await staying.page.getByText('Var du gäst är besöket slut').waitFor();

  await database.query('ALTER TABLE audit_content DROP CONSTRAINT spoilt');
  await server.app.get(GuestPasses).endDue();
  await staying.page.reload();
  await staying.page.getByText(`${isOver.name}. ${whatToDo}`).waitFor();
  await staying.page.getByRole('heading', { name: 'Logga in', exact: true }).waitFor();
  expect(await staying.barriers()).toEqual([]);

  await away.page.context().setOffline(false);
  await away.page.getByRole('heading', isOver).waitFor();
  await away.page.getByText(whatToDo).waitFor();
  await away.page.goto(`/invitation#${'x'.repeat(43)}`);
  await away.page.getByText(/är ditt gästbesök slut.*be samordnaren om en ny inbjudan/).waitFor();
  expect(await away.barriers()).toEqual([]);
  for (const visitor of [staying, away]) await visitor.close();
});
