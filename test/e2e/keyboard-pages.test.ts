// The pages of those who look after a partnership, each worked by keyboard alone for what it is there for,
// in both languages.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { AdministeredWorld, done } from '../administration/administered-world.js';
import { settingsOf } from '../identity/oidc/provider-visit.js';
import { launchBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { useServer } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';
import { pageWords } from './page-words.js';

const PROVIDER = 'konto';
const { server } = useServer({
  environment: { OIDC_PROVIDERS: settingsOf({ [PROVIDER]: { issuer: 'http://127.0.0.1:9' } }) },
});
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

/** One is at its top then. */
const open = (path: string) =>
  page.goto(`/partnerships/${at.world.partnershipId}/${path}`).then(() => undefined);
const says = (text: string) => page.getByText(text).first().waitFor();
const dialog = () => page.getByRole('dialog');
/** Gone from the page: one that was just closed has no role any more, and the page may not know of it yet. */
const dialogIsGone = () => page.locator('dialog').waitFor({ state: 'detached' });
const row = (name: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: name });
const exactly = (words: string) => new RegExp(`^${words}$`);

/** Opens what a button leads to. */
async function openDialog(button: string): Promise<void> {
  await keys.press(button);
  await dialog().waitFor();
}

/** Chooses in the menu of a row. */
async function chooseFrom(menu: string, choice: string): Promise<void> {
  await keys.press(menu);
  await keys.press(exactly(choice));
}

describe.each(['sv', 'en'] as const)('by keyboard alone, in %s', (language) => {
  const { common, vocabulary, admin, audit, calendars, localDays, invitations, timing } =
    pageWords[language];
  const editOf = (name: string) => `${common.edit}: ${name}`;

  beforeAll(async () => {
    await become('samordnaren');
    await page.evaluate(`localStorage.setItem('language', '${language}')`);
  });

  it('somebody is invited, and the invitation is withdrawn after a second thought', async () => {
    await open('invitations');
    await openDialog(invitations.invite);
    await keys.write(invitations.name, 'Vera');
    await keys.write(invitations.email, 'vera@example.se');
    await keys.choose(invitations.agency, 'polisen');
    await keys.press(invitations.send);
    await says(invitations.invited('Vera'));

    await openDialog(invitations.withdrawNamed('Vera'));
    await page.keyboard.press('Escape');
    await dialogIsGone();
    expect(await keys.focused()).toBe(invitations.withdrawNamed('Vera'));
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    await keys.press(exactly(invitations.withdraw));
    await says(invitations.withdrawn('Vera'));
  });

  it('days are marked, brought in from a list, and taken away', async () => {
    await open('local-days');
    await openDialog(localDays.add);
    await keys.write(localDays.name, 'Marknaden');
    await keys.write(localDays.from, '2027-06-19');
    await page.keyboard.press('Enter');
    await says(localDays.added('Marknaden'));
    await dialogIsGone();

    await openDialog(localDays.import);
    await keys.write(localDays.paste, 'Namn;Från;Till\nKulturnatten;2027-09-18;2027-09-18');
    await keys.press(localDays.preview);
    await says(localDays.sum(1, 0, 0));
    await keys.press(exactly(localDays.confirm(1)));
    await says(localDays.imported(1));
    await dialogIsGone();
    for (const name of ['Marknaden', 'Kulturnatten']) {
      await keys.press(localDays.removeNamed(name), 'Space');
      await says(localDays.removed(name));
    }
  });

  it('an agreement is written down with whoever signed it', async () => {
    await open('admin');
    await openDialog(language === 'sv' ? admin.agreement.add : admin.agreement.addNext);
    await keys.write(admin.agreement.name, `Samverkan ${language}`);
    await keys.write(admin.agreement.startsOn, language === 'sv' ? '2026-01-01' : '2028-01-01');
    await keys.write(admin.agreement.endsOn, language === 'sv' ? '2027-12-31' : '2029-12-31');
    await keys.press('polisen', 'Space');
    await keys.write(admin.agreement.signedBy('polisen'), 'polismästaren');
    await keys.press(common.add);
    await dialogIsGone();
    await says(`Samverkan ${language}`);
    await says('polismästaren');
  });

  it('what is known of the partnership is changed', async () => {
    await open('admin');
    await openDialog(admin.facts.edit);
    await keys.write(admin.facts.name, `Samverkan på ${language}`);
    await page.keyboard.press('Enter');
    await dialogIsGone();
    await page
      .getByRole('definition')
      .filter({ hasText: `Samverkan på ${language}` })
      .waitFor();
  });

  it('an agency is added, bound to its provider, leaves and is taken back', async () => {
    const name = `Väktarna ${language}`;
    await open('admin/agencies');
    await openDialog(admin.agency.add);
    await keys.write(admin.name, name);
    await keys.choose(admin.kind, admin.kindOf.company);
    await keys.press(exactly(common.add));
    await dialogIsGone();
    await row(name).filter({ hasText: admin.kindOf.company }).waitFor();

    await openDialog(editOf(name));
    await keys.write(admin.agency.shortName, 'Vakt');
    await keys.write(`${admin.agency.signIn}: ${PROVIDER}`, `vakt-${language}`);
    await keys.press(exactly(common.save));
    await dialogIsGone();
    await row(name).filter({ hasText: admin.agency.bound }).waitFor();

    await chooseFrom(admin.more(name), admin.agency.retire);
    await dialog().waitFor();
    await keys.press(exactly(admin.agency.retireYes));
    await page.getByRole('heading', { name: admin.agency.retired }).waitFor();
    await dialogIsGone();
    await chooseFrom(admin.more(name), admin.agency.restore);
    await page.getByRole('heading', { name: admin.agency.retired }).waitFor({ state: 'detached' });
    await row(name).waitFor();
  });

  it('a person is added, given another role, and taken away', async () => {
    await open('admin/people');
    await openDialog(admin.person.add);
    await keys.write(admin.name, 'Uno');
    await keys.write(admin.person.email, `uno-${language}@example.se`);
    await keys.choose(admin.person.agency, 'polisen');
    await keys.press(exactly(common.add));
    await dialogIsGone();
    await row('Uno').waitFor();

    await openDialog(editOf('Uno'));
    await keys.choose(admin.person.role, vocabulary.role.observer);
    await keys.press(admin.person.isDeputy, 'Space');
    await keys.press(exactly(common.save));
    await dialogIsGone();
    await row('Uno')
      .filter({ hasText: vocabulary.role.observer })
      .filter({ hasText: admin.person.deputy })
      .waitFor();

    await chooseFrom(admin.more('Uno'), admin.person.end);
    await dialog().waitFor();
    await keys.press(exactly(admin.person.endYes));
    await row('Uno').waitFor({ state: 'detached' });
  });

  it('a place is added, moved up, renamed and used no longer', async () => {
    await open('admin/places');
    await openDialog(admin.place.add);
    await keys.write(admin.name, `Torget ${language}`);
    await keys.press(exactly(common.add));
    await dialogIsGone();
    await row(`Torget ${language}`).waitFor();
    await openDialog(editOf(`Torget ${language}`));
    await keys.write(admin.name, `Stora torget ${language}`);
    await keys.press(exactly(common.save));
    await dialogIsGone();
    await row(`Stora torget ${language}`).waitFor();
    const before = row('väg 225').filter({ visible: true });
    await before.first().waitFor();
    await chooseFrom(admin.more(`Stora torget ${language}`), admin.up);
    await page
      .getByRole('main')
      .locator('li', { hasText: `Stora torget ${language}` })
      .locator('xpath=following-sibling::li', { hasText: 'väg 225' })
      .waitFor();
    await chooseFrom(admin.more(`Stora torget ${language}`), admin.place.retire);
    await page.getByRole('heading', { name: admin.place.retired }).waitFor();
  });

  it('a calendar’s address is made, renewed and taken away', async () => {
    const name = calendars.scopes.agency;
    await open('calendars');
    await keys.choose(calendars.which, calendars.ofAgency('kommunen'));
    await keys.press(calendars.make);
    await says(calendars.madeTitle);
    await keys.press(exactly(calendars.done));
    await openDialog(calendars.renewNamed(name));
    await keys.press(exactly(calendars.renew));
    await says(calendars.madeTitle);
    await dialogIsGone();
    await openDialog(calendars.endNamed(name));
    await keys.press(exactly(calendars.end));
    await says(calendars.ended);
  });

  it('it is chosen when reports are asked for', async () => {
    await open('series');
    await keys.tabTo(timing.asked);
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown'])
      await page.keyboard.press(key);
    const chosen = await page.getByLabel(timing.asked).inputValue();
    await says(timing.saved);
    await page
      .getByText(timing.days(Number(chosen)))
      .first()
      .waitFor();
    expect(await page.getByText(timing.overtaken).count()).toBe(0);
  });

  it('the audit is narrowed to one kind of record, and widened again', async () => {
    const sent = audit.kinds['invitation.sent'];
    await become('brandförsvaret');
    await open('audit');
    await keys.choose(audit.kind, sent);
    const records = page.getByRole('main').getByRole('listitem');
    const others = records.filter({ hasNotText: sent });
    await others.first().waitFor({ state: 'detached' });
    await records.first().waitFor();
    await keys.press(audit.clear);
    await others.first().waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});
