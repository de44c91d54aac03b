// The pages of those who look after a partnership, each worked by keyboard alone for what it is there for,
// in both languages.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { AdministeredWorld, done } from '../administration/administered-world.js';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { useServer } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';

const { server } = useServer();
let browser: Browser;
let at: AdministeredWorld;
let visitor: Visitor;
let page: Page;
let keys: Keyboard;

beforeAll(async () => {
  at = await AdministeredWorld.on(server);
  await done(at.change('brandförsvaret', { role: 'administrator' }));
  browser = await launchBrowser();
  const cookie = await at.cookieOf('samordnaren');
  visitor = await Visitor.open(browser, { origin: server.origin, cookie });
  page = visitor.page;
  keys = new Keyboard(page);
  await page.goto('/');
});
afterAll(async () => {
  await visitor.close();
  await browser.close();
});

/** Somebody else at the same machine. */
async function become(person: 'samordnaren' | 'brandförsvaret'): Promise<void> {
  const [name = '', value = ''] = (await at.cookieOf(person)).split('=');
  await page.context().addCookies([{ name, value, url: server.origin }]);
}

const open = (path: string) =>
  page.goto(`/partnerships/${at.world.partnershipId}/${path}`).then(() => undefined);
const says = (text: string) => page.getByText(text).first().waitFor();
const dialog = () => page.getByRole('dialog');
/** Gone from the page: one that was just closed has no role any more, and the page may not know of it yet. */
const dialogIsGone = () => page.locator('dialog').waitFor({ state: 'detached' });

const languages = {
  sv: {
    invite: 'Bjud in',
    name: 'Namn',
    email: 'E-postadress',
    agency: 'Aktör',
    send: 'Skicka inbjudan',
    invited: 'Vera är inbjuden.',
    withdraw: 'Dra tillbaka inbjudan till Vera',
    yes: 'Dra tillbaka',
    withdrawn: 'Inbjudan till Vera är tillbakadragen.',
    add: 'Lägg till',
    firstDay: 'Första dagen',
    added: 'Marknaden är tillagt.',
    remove: 'Ta bort Marknaden',
    removed: 'Marknaden är borttaget.',
    agreement: 'Lägg till överenskommelse',
    title: 'Rubrik',
    startsOn: 'Gäller från och med',
    endsOn: 'Gäller till och med',
    signedBy: 'Undertecknat för polisen av',
    save: 'Lägg till',
    what: 'Vad',
    sent: 'En inbjudan skickades',
    clear: 'Visa allt',
  },
  en: {
    invite: 'Invite',
    name: 'Name',
    email: 'E-mail address',
    agency: 'Agency',
    send: 'Send invitation',
    invited: 'Vera is invited.',
    withdraw: 'Withdraw the invitation to Vera',
    yes: 'Withdraw',
    withdrawn: 'The invitation to Vera is withdrawn.',
    add: 'Add',
    firstDay: 'First day',
    added: 'Marknaden has been added.',
    remove: 'Remove Marknaden',
    removed: 'Marknaden has been removed.',
    agreement: 'Add the next one',
    title: 'Title',
    startsOn: 'Holds from',
    endsOn: 'Holds until',
    signedBy: 'Signed for polisen by',
    save: 'Add',
    what: 'What',
    sent: 'An invitation was sent',
    clear: 'Show everything',
  },
};

describe.each(['sv', 'en'] as const)('by keyboard alone, in %s', (language) => {
  const w = languages[language];

  beforeAll(async () => {
    await become('samordnaren');
    await page.evaluate(`localStorage.setItem('language', '${language}')`);
  });

  it('somebody is invited, and the invitation is withdrawn after a second thought', async () => {
    await open('invitations');
    await keys.press(w.invite);
    await dialog().waitFor();
    await keys.write(w.name, 'Vera');
    await keys.write(w.email, 'vera@example.se');
    await keys.choose(w.agency, 'polisen');
    await keys.press(w.send);
    await says(w.invited);

    await keys.press(w.withdraw);
    await dialog().waitFor();
    await page.keyboard.press('Escape');
    await dialogIsGone();
    expect(await keys.focused()).toBe(w.withdraw);
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    await keys.press(new RegExp(`^${w.yes}$`));
    await says(w.withdrawn);
  });

  it('days are marked, and taken away', async () => {
    await open('local-days');
    await keys.press(w.add);
    await dialog().waitFor();
    await keys.write(w.name, 'Marknaden');
    await keys.write(w.firstDay, '2027-06-19');
    await page.keyboard.press('Enter');
    await says(w.added);
    await dialogIsGone();
    await keys.press(w.remove, 'Space');
    await says(w.removed);
  });

  it('an agreement is written down with whoever signed it', async () => {
    await open('admin');
    await keys.press(w.agreement);
    await dialog().waitFor();
    await keys.write(w.title, `Samverkan ${language}`);
    await keys.write(w.startsOn, language === 'sv' ? '2026-01-01' : '2028-01-01');
    await keys.write(w.endsOn, language === 'sv' ? '2027-12-31' : '2029-12-31');
    await keys.press('polisen', 'Space');
    await keys.write(w.signedBy, 'polismästaren');
    await keys.press(w.save);
    await dialogIsGone();
    await says(`Samverkan ${language}`);
    await says('polismästaren');
  });

  it('the audit is narrowed to one kind of record, and widened again', async () => {
    await become('brandförsvaret');
    await open('audit');
    await keys.choose(w.what, w.sent);
    const records = page.getByRole('main').getByRole('listitem');
    const others = records.filter({ hasNotText: w.sent });
    await others.first().waitFor({ state: 'detached' });
    await records.first().waitFor();
    await keys.press(w.clear);
    await others.first().waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});
