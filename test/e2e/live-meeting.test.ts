// Two people in front of real browsers and one raw client at the same meeting.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { usualInitialAudiences } from '../../src/domain/meeting/initial-audience.js';
import { versionOf } from '../../src/domain/meeting/version.js';
import { launchBrowser } from '../support/browser.js';
import { noteAdd } from '../support/commands.js';
import { eventually } from '../support/live-client.js';
import type { PersonName } from '../support/meeting-world.js';
import { useClients, useServer, useWorld } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';

const { server } = useServer();
const world = useWorld(server);
const join = useClients(world, server);
let browser: Browser;
const visitors: Visitor[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => Promise.all(visitors.splice(0).map((visitor) => visitor.close())));

/** Opens the meeting's board as someone, and waits until it is live. */
async function visit(person: PersonName, size: 'laptop' | 'phone' = 'laptop'): Promise<Visitor> {
  const visitor = await Visitor.open(browser, {
    origin: server.origin,
    cookie: await world.signIn(person),
    size,
    listens: true,
  });
  visitors.push(visitor);
  await visitor.page.goto(`/partnerships/${world.partnershipId}/meetings/${world.meetingId}`);
  await visitor.page.getByText('Live', { exact: true }).waitFor();
  return visitor;
}

const noteForm = (page: Page): Locator => page.getByRole('form', { name: 'Ny notering' });

async function fillNote(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Ny notering', exact: true }).first().click();
  const form = noteForm(page);
  await form.getByLabel('Tema').selectOption({ label: 'Unga' });
  await form.getByLabel('Plats').selectOption({ label: 'stationen' });
  await form.getByText('Orange', { exact: true }).click();
  await form.getByLabel('Vad har ni sett?').fill(text);
}

describe('two browsers and a raw client at one meeting', () => {
  it('show each other’s notes in place', async () => {
    const police = await visit('polisen');
    const volunteer = await visit('nattvandrarna');
    const raw = await join('fritidsgården');

    await fillNote(police.page, 'Samlingar efter sista tåget');
    await noteForm(police.page).getByText('Alla vid bordet', { exact: true }).click();
    await noteForm(police.page).getByRole('button', { name: 'Spara' }).click();

    await volunteer.page.getByText('Samlingar efter sista tåget').first().waitFor();
    await eventually(() => raw.replica.board.notes.size === 1, 'the note at the raw client');
    expect(raw.digest).toBe(await raw.serverDigest());

    await raw.send(noteAdd(world, world.agency.fritidsgården, { text: 'Lugnt på fritidsgården' }));
    await police.page.getByText('Lugnt på fritidsgården').first().waitFor();
    await volunteer.page.getByText('Lugnt på fritidsgården').first().waitFor();
    expect([...police.complaints, ...volunteer.complaints]).toEqual([]);
  });

  it('begin a note as is set for the kind of agency, and say who will see it before it is saved', async () => {
    const police = await visit('polisen');
    const form = noteForm(police.page);
    const isChosen = (audience: string) => form.getByRole('radio', { name: audience }).isChecked();
    await fillNote(police.page, 'Tips om hamnen');
    expect(await isChosen('Endast myndigheter')).toBe(true);
    await form
      .getByText(
        'kommunen, polisen och brandförsvaret ser detta; fritidsgården, bostadsbolaget och nattvandrarna ser det inte.',
      )
      .waitFor();

    const partnership = `${server.origin}/api/v1/partnerships/${world.partnershipId}`;
    const set = await fetch(`${partnership}/initial-audiences`, {
      method: 'PUT',
      headers: {
        cookie: await world.signIn('samordnaren'),
        'content-type': 'application/json',
        'if-match': '"1"',
      },
      body: JSON.stringify({ ...usualInitialAudiences, authority: 'table' }),
    });
    expect(set.status).toBe(200);
    const raw = await join('nattvandrarna');
    await raw.send(noteAdd(world, world.agency.nattvandrarna, { text: 'Efteråt' }));
    await police.page.getByText('Efteråt').first().waitFor();
    // What is under way is left as it is.
    expect(await isChosen('Endast myndigheter')).toBe(true);
    await form.getByRole('button', { name: 'Spara' }).click();
    await form.waitFor({ state: 'detached' });

    await police.page.reload();
    await fillNote(police.page, 'Samlingar vid hamnen');
    expect(await isChosen('Alla vid bordet')).toBe(true);
    await form.getByText('Alla vid bordet ser detta.').waitFor();
  });

  it('leave what one is typing, and where one types it, as it is', async () => {
    const volunteer = await visit('nattvandrarna');
    const raw = await join('polisen');
    await fillNote(volunteer.page, 'Vi såg');
    const text = noteForm(volunteer.page).getByLabel('Vad har ni sett?');
    await text.focus();
    // Its own letters are there, and nothing moves any more because of them.
    await volunteer.page.evaluate('document.fonts.ready.then(() => undefined)');
    const before = await text.boundingBox();

    for (const heard of ['Ett', 'Två', 'Tre']) {
      await raw.send(noteAdd(world, world.agency.polisen, { text: heard, level: 'red' }));
      await volunteer.page.getByText(heard, { exact: true }).first().waitFor();
    }
    await volunteer.page.keyboard.type(' ungdomar');

    expect(await text.inputValue()).toBe('Vi såg ungdomar');
    expect((await text.boundingBox())?.y).toBe(before?.y);
  });

  it('keep a note for authorities from the volunteer’s browser by every frame and body', async () => {
    const token = `hemligt-${randomUUID()}`;
    const volunteer = await visit('nattvandrarna');
    const coordinator = await visit('samordnaren');
    const police = await visit('polisen');

    await fillNote(police.page, token);
    await noteForm(police.page).getByText('Endast myndigheter', { exact: true }).click();
    await noteForm(police.page).getByRole('button', { name: 'Spara' }).click();
    await coordinator.page.getByText(token).first().waitFor();
    // What comes after it on the same socket has passed it by then.
    const raw = await join('kommunen');
    await raw.send(noteAdd(world, world.agency.kommunen, { text: 'Efteråt' }));
    await volunteer.page.getByText('Efteråt').first().waitFor();
    await volunteer.page.reload();
    await volunteer.page.getByText('Efteråt').first().waitFor();
    await volunteer.page.goto(`/partnerships/${world.partnershipId}/actions`);
    await volunteer.page.getByRole('heading', { name: 'Uppföljning' }).waitFor();

    expect(await volunteer.everythingHeard()).not.toContain(token);
    // The same ear hears it where it may be heard.
    expect(await coordinator.everythingHeard()).toContain(token);
  });

  it('shows both texts when someone else was faster, and loses neither', async () => {
    const raw = await join('polisen');
    await raw.send(noteAdd(world, world.agency.polisen, { text: 'Från början' }));
    const police = await visit('polisen');
    await police.page.getByRole('button', { name: /^Mer om noteringen/ }).click();
    await police.page.getByRole('button', { name: 'Ändra', exact: true }).click();
    const text = police.page.getByLabel('Vad har ni sett?');
    await text.fill('Min text');

    await eventually(() => raw.replica.board.notes.size === 1, 'the note');
    const [note] = raw.replica.board.notes.values();
    if (!note) throw new Error('The note is missing.');
    await raw.send({
      ...noteAdd(world, world.agency.polisen, { text: 'Deras text' }),
      ...{ type: 'note.edit', noteId: note.id, basedOn: versionOf(note) },
      ...{ agencyId: undefined, audience: undefined },
    } as never);
    await police.page.getByText('Deras text').first().waitFor();
    expect(await text.inputValue()).toBe('Min text');

    await police.page.getByRole('button', { name: 'Spara min text' }).click();
    await eventually(
      () => [...raw.replica.board.notes.values()][0]?.text === 'Min text',
      'my text at the others',
    );
  });

  it('says when it is away, keeps what is written meanwhile, and sends it once', async () => {
    const volunteer = await visit('nattvandrarna', 'phone');
    const raw = await join('polisen');
    await volunteer.page.context().setOffline(true);
    await volunteer.page
      .getByText(/^Frånkopplad/)
      .first()
      .waitFor();

    await fillNote(volunteer.page, 'Skrivet utan nät');
    await noteForm(volunteer.page).getByRole('button', { name: 'Spara' }).click();
    await volunteer.page.getByText('1 ändring väntar').first().waitFor();
    expect(raw.replica.board.notes.size).toBe(0);

    await volunteer.page.context().setOffline(false);
    await volunteer.page.getByText('Live', { exact: true }).waitFor();
    await eventually(() => raw.replica.board.notes.size === 1, 'the note, once');
    expect(raw.digest).toBe(await raw.serverDigest());
  });

  it('are emptied when the session is ended from elsewhere, but for what one has typed', async () => {
    const raw = await join('kommunen');
    await raw.send(noteAdd(world, world.agency.kommunen, { text: 'Bara för bordet' }));
    const lost = await visit('polisen', 'phone');
    await fillNote(lost.page, 'Hann inte spara');
    await lost.page.getByText('Bara för bordet').first().waitFor();

    const ended = await fetch(`${server.origin}/api/v1/sessions`, {
      method: 'DELETE',
      headers: { cookie: await world.signIn('polisen') },
    });
    expect(ended.status).toBe(204);
    await lost.page.getByText('Du är inte inloggad längre.').waitFor();
    await lost.page.getByText('Hann inte spara').waitFor();
    expect(await lost.page.getByText('Bara för bordet').count()).toBe(0);
    expect(await lost.barriers()).toEqual([]);
  });
});
