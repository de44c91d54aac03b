// From an invitation to a passkey and out and in again, in a real browser with a virtual device.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { noteAdd } from '../support/commands.js';
import { useClients, useServer, useWorld } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';

const { server } = useServer();
const world = useWorld(server);
const join = useClients(world, server);
let browser: Browser;
/** Where the page fetches what it needs for passkeys. */
const LIBRARY = '**/assets/passkey-*.js';

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const site = () => server.origin.replace('127.0.0.1', 'localhost');

/** A device that keeps passkeys and knows its owner. */
async function plugIn(page: Page): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

it('leads from an invitation to what is closed, and lets one in again', async () => {
  const text = 'Bara för myndigheter';
  const insider = await join('brandförsvaret');
  const { brandförsvaret } = world.agency;
  await insider.persist(
    noteAdd(world, brandförsvaret, { audience: { kind: 'authorities' }, text }),
  );
  const cookie = await world.signIn('polisen', 'invitation');
  const visitor = await Visitor.open(browser, { origin: site(), cookie, listens: true });
  const { page } = visitor;
  await plugIn(page);
  const board = `/partnerships/${world.partnershipId}/meetings/${world.meetingId}`;

  await page.goto(board);
  await page.getByText('Du kom in med en länk').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(await page.getByText(text).count()).toBe(0);
  expect(await visitor.barriers()).toEqual([]);
  expect(await visitor.everythingHeard()).not.toContain(text);

  await page.getByRole('link', { name: 'Så gör du' }).press('Enter');
  await page.getByRole('button', { name: 'Lägg till en passnyckel' }).press('Enter');
  await page.getByLabel('Namn').fill('Radiobilens platta');
  expect(await visitor.barriers()).toEqual([]);
  await page.getByRole('button', { name: 'Fortsätt' }).press('Enter');
  await page.getByText('Passnyckeln Radiobilens platta är sparad.').waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await page.getByRole('button', { name: 'Logga in med passnyckel' }).press('Enter');
  await page.getByText('Nu är du inloggad med passnyckel').waitFor();
  expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY');

  await page.goto(board);
  await page.getByText(text).first().waitFor();
  expect(await page.getByText('Du kom in med en länk').count()).toBe(0);
  // What was refused waits here with its text, for the one who wrote it.
  const waiting = [world.person.polisen, world.person.kommunen].map(
    (personId) => `commands ${personId} ${world.meetingId}`,
  );
  for (const key of waiting) await page.evaluate(`sessionStorage.setItem('${key}', '')`);
  await page.getByRole('button', { name: 'Du och utseende' }).press('Enter');
  await page.getByRole('button', { name: 'Logga ut' }).press('Enter');
  const door = page.getByRole('button', { name: 'Logga in med passnyckel' });
  await door.waitFor();
  await page.waitForFunction(`sessionStorage.getItem('${waiting[0]}') === null`);
  expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([waiting[1]]);
  expect(await visitor.barriers()).toEqual([]);
  await door.press('Enter');
  await page.getByText(text).first().waitFor();

  await page.goto('/devices');
  await page.getByRole('button', { name: 'Byt namn på Radiobilens platta' }).press('Enter');
  await page.getByRole('textbox', { name: 'Namn' }).fill('Plattan');
  await page.getByRole('button', { name: 'Spara' }).press('Enter');
  await page.getByRole('heading', { name: 'Plattan' }).waitFor();
  expect(await visitor.overflow()).toBe(0);
  await page.getByRole('button', { name: 'Ta bort Plattan' }).press('Enter');
  await page.getByRole('button', { name: 'Ta bort', exact: true }).press('Enter');
  // The session was begun with it and has ended with it.
  await door.press('Enter');
  await page.getByText('Passnyckeln gick inte att använda här.').waitFor();
  await visitor.close();
});

it('is offered to whoever has just joined, who may go on without', async () => {
  const inviter = await Visitor.open(browser, {
    origin: server.origin,
    cookie: await world.signIn('samordnaren'),
  });
  const { page } = inviter;
  const linkFor = async (name: string, email: string) => {
    await page.goto(`/partnerships/${world.partnershipId}/invitations`);
    await page.getByRole('button', { name: 'Bjud in' }).click();
    await page.getByLabel('Namn').fill(name);
    await page.getByLabel('E-postadress').fill(email);
    await page.getByLabel('Aktör').selectOption('polisen');
    await page.getByRole('button', { name: 'Skicka inbjudan' }).click();
    await page.getByText('Brevet är skickat').last().waitFor();
    await page.getByRole('link', { name: 'Läs breven i Utkorgen' }).click();
    const letter = page.getByRole('listitem').filter({ hasText: email });
    const link = letter.getByRole('link', { name: /\/invitation#/ }).first();
    return (await link.getAttribute('href'))?.replace('127.0.0.1', 'localhost') ?? '';
  };
  const join = async (link: string) => {
    const newcomer = await Visitor.open(browser, { origin: site(), size: 'phone' });
    await plugIn(newcomer.page);
    await newcomer.page.goto(link);
    await newcomer.page.getByRole('button', { name: 'Gå med' }).press('Enter');
    await newcomer.page.getByRole('heading', { name: 'Så kommer du in nästa gång' }).waitFor();
    expect(newcomer.page.url()).not.toContain('#');
    expect(await newcomer.barriers()).toEqual([]);
    return newcomer;
  };
  const menu = { name: 'Huvudmeny' } as const;

  const one = await join(await linkFor('Yttre befäl', 'befal@exempel.example'));
  await one.page.getByRole('button', { name: 'Gör en passnyckel' }).press('Enter');
  await one.page.getByRole('navigation', menu).waitFor();
  await one.page.goto('/devices');
  const passkeys = one.page.getByRole('region', { name: 'Passnycklar' });
  await passkeys.getByRole('heading', { level: 3 }).waitFor();

  const other = await join(await linkFor('Kommunpolis', 'kommunpolis@exempel.example'));
  await other.page.getByRole('button', { name: 'Inte nu' }).press('Enter');
  await other.page.getByRole('navigation', menu).waitFor();
  for (const visitor of [inviter, one, other]) await visitor.close();
});

it('says so where no passkey was chosen', async () => {
  const visitor = await Visitor.open(browser, { origin: site() });
  await plugIn(visitor.page);
  await visitor.page.goto('/sign-in');
  await visitor.page.getByRole('button', { name: 'Logga in med passnyckel' }).press('Enter');
  await visitor.page.getByText('Ingen passnyckel valdes.').waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await visitor.close();
});

it.each(['/sign-in', `/invitation#${'a'.repeat(43)}`])(
  'says on %s that what passkeys need could not be fetched, and fetches it again',
  async (path) => {
    const visitor = await Visitor.open(browser, { origin: site() });
    const { page } = visitor;
    await page.route(LIBRARY, (route) => route.abort());
    await page.goto(path);
    await page.getByText('Servern går inte att nå just nu.').waitFor();
    await page.unroute(LIBRARY);
    await page.getByRole('button', { name: 'Försök igen' }).press('Enter');
    await page.getByText(/Logga in med passnyckel|Länken är redan använd/).waitFor();
    await visitor.close();
  },
);
