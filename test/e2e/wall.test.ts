// The wall of a meeting room, in a real browser: it follows the meeting, and folds away what someone
// who comes in may not see.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { actionPropose, agendaAdd, noteAdd } from '../support/commands.js';
import { useClients, useServer, useWorld } from '../support/stage.js';
import { Visitor } from '../support/visitor.js';

const { server } = useServer();
const world = useWorld(server);
const join = useClients(world, server);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('shows what everyone who is there may see, and nothing when it cannot know who is', async () => {
  const audience = { kind: 'authorities' } as const;
  const police = await join('polisen');
  const { polisen } = world.agency;
  await police.persist(actionPropose(world, polisen, { audience, what: 'Dold kontroll' }));
  await police.persist(actionPropose(world, polisen, { what: 'Synlig närvaro' }));
  await police.persist(
    noteAdd(world, polisen, { audience, placeId: world.place['väg 225'], level: 'red' }),
  );
  const lead = await join('samordnaren');
  await lead.persist({ type: 'meeting.open' });
  const { entryId } = await lead.persist({ ...agendaAdd('Dold punkt'), audience });
  await lead.persist({ type: 'agenda.start', itemId: entryId ?? '' });
  lead.close();
  const cookie = await world.signIn('samordnaren');
  const visitor = await Visitor.open(browser, { origin: server.origin, cookie, size: 'wall' });
  const { page } = visitor;
  await page.goto(`/partnerships/${world.partnershipId}/meetings/${world.meetingId}`);
  await page.getByRole('button', { name: 'Mer om mötet' }).press('Enter');
  await page.getByRole('link', { name: 'Visa på väggen' }).press('Enter');
  const closed = page.getByText('Dold kontroll');
  await closed.waitFor();
  await page.getByText('Röd').waitFor();
  const item = page.getByText('Dold punkt');
  await item.waitFor();
  expect(await visitor.barriers()).toEqual([]);

  const walkers = await join('nattvandrarna');
  await page.getByText(/^Här: .*nattvandrarna/).waitFor();
  expect([await closed.count(), await page.getByText('Röd').count(), await item.count()]).toEqual([
    0, 0, 0,
  ]);
  await page.getByText('Synlig närvaro').waitFor();
  walkers.close();
  await closed.waitFor();
  // Of an authority, but by a link, which opens no more than a guest's pass does.
  const guest = await join('brandförsvaret', { method: 'link' });
  await page.getByText(/^Här: .*brandförsvaret/).waitFor();
  expect([await closed.count(), await page.getByText('Röd').count()]).toEqual([0, 0]);
  guest.close();
  await closed.waitFor();

  await page.context().setOffline(true);
  await closed.waitFor({ state: 'detached' });
  await page.getByText('Synlig närvaro').waitFor();
  await page.context().setOffline(false);
  await closed.waitFor();
  await visitor.close();
});
