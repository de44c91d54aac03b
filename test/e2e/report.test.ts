// An agency's report on a phone before the meeting: written, filed, and at hand when the meeting is open.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { PersonName } from '../support/meeting-world.js';
import { launchBrowser } from '../support/browser.js';
import { useServer, useWorld } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';

const { server } = useServer();
const world = useWorld(server);
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function visit(person: PersonName, part: '' | '/report'): Promise<Visitor> {
  const visitor = await Visitor.open(browser, {
    origin: server.origin,
    cookie: await world.signIn(person),
    size: part ? 'phone' : 'laptop',
  });
  const { partnershipId, meetingId } = world;
  await visitor.page.goto(`/partnerships/${partnershipId}/meetings/${meetingId}${part}`);
  return visitor;
}

async function open(): Promise<void> {
  const { partnershipId, meetingId } = world;
  const answer = await fetch(
    `${server.origin}/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/commands`,
    {
      method: 'POST',
      headers: {
        cookie: await world.signIn('samordnaren'),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ commandId: randomUUID(), command: { type: 'meeting.open' } }),
    },
  );
  expect(answer.status).toBe(200);
}

it('is filed once everything written is saved, and told when the meeting is open', async () => {
  const centre = await visit('fritidsgården', '/report');
  const { page } = centre;
  await page.getByRole('button', { name: 'Ny notering', exact: true }).click();
  const form = page.getByRole('form', { name: 'Ny notering' });
  await form.getByLabel('Tema').selectOption({ label: 'Unga' });
  await form.getByLabel('Plats').selectOption({ label: 'stationen' });
  await form.getByText('Gul', { exact: true }).click();
  await form.getByLabel('Vad har ni sett?').fill('Fler än vanligt efter sista tåget');
  const file = page.getByRole('button', { name: 'Klart – lämna in' });
  await file.click();
  await page.getByText('Du har en notering som inte är sparad.').waitFor();
  await form.getByRole('button', { name: 'Spara' }).click();
  await page.getByRole('article').getByText('Fler än vanligt efter sista tåget').waitFor();
  await file.click();
  await page.getByText('Tack! Rapporten är lämnad.').waitFor();
  expect(await centre.barriers()).toEqual([]);

  const volunteer = await visit('nattvandrarna', '/report');
  await volunteer.page.getByRole('button', { name: 'Inget att rapportera' }).click();
  await volunteer.page.getByText('Tack! Ni har inget att rapportera.').waitFor();

  await open();
  await page.getByText('Mötet är inte planerat längre').waitFor();
  const police = await visit('polisen', '');
  await police.page.getByText('I förväg: rapport från fritidsgården').waitFor();
  await police.page.getByText('Inget att rapportera: nattvandrarna').waitFor();
  for (const visitor of [centre, volunteer, police]) {
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  }
});
