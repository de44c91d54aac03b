// Rights that change while people are at the meeting.
import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { raiseRightsVersion } from '../../src/directory/directory.service.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { noteAdd } from '../support/commands.js';
import { eventually, type LiveClient } from '../support/live-client.js';
import type { PersonName } from '../support/meeting-world.js';
import { useClients, useServer, useWorld } from '../support/stage.js';

const { server } = useServer();
const world = useWorld(server);
const join = useClients(world, server);

async function showOut(person: PersonName): Promise<void> {
  const { partnershipId } = world;
  await server.app.get(DataSource).transaction(async (manager) => {
    await manager.delete(MembershipRow, { partnershipId, personId: world.person[person] });
    await raiseRightsVersion(manager, partnershipId);
  });
}

const toldOf = (client: LiveClient, text: string) => client.heard.join().includes(text);

const toldToRejoin = (client: LiveClient) =>
  client.heard.some((frame) => frame.startsWith('["rejoin"'));

it('J8 whoever has lost their rights hears nothing that is committed after it', async () => {
  const police = await join('polisen');
  const volunteer = await join('nattvandrarna');
  await police.send(noteAdd(world, world.agency.polisen, { text: 'före' }));
  await eventually(() => volunteer.replica.board.notes.size === 1, 'the note before');

  await showOut('nattvandrarna');
  await police.send(noteAdd(world, world.agency.polisen, { text: 'därefter' }));

  await eventually(() => toldToRejoin(volunteer), 'the word to join again');
  await eventually(() => police.replica.board.notes.size === 2, 'the note after');
  expect(volunteer.heard.join()).not.toContain('därefter');
  expect(await volunteer.ask(null)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
  expect(await volunteer.send(noteAdd(world, world.agency.nattvandrarna))).toMatchObject({
    ok: false,
    problem: { code: 'not-found' },
  });
});

it('J8 whoever has lost their rights is out of the meeting though nothing happens there', async () => {
  const police = await join('polisen');
  const volunteer = await join('nattvandrarna');
  await eventually(() => police.presence.length === 2, 'both agencies');

  await showOut('nattvandrarna');

  await eventually(() => toldToRejoin(volunteer), 'the word to join again');
  await eventually(() => police.presence.length === 1, 'the departure');
  await police.send(noteAdd(world, world.agency.polisen));
  await eventually(() => police.replica.board.notes.size === 1, 'a note to those who are left');
  expect(police.digest).toBe(await police.serverDigest());
});

it('J7 J8 A3 whoever joins again under other rights keeps nothing of what the former ones opened', async () => {
  const police = await join('polisen');
  const fire = await join('brandförsvaret');
  const among = (text: string) =>
    noteAdd(world, world.agency.polisen, { text, audience: { kind: 'authorities' } });
  await police.send(among('bland myndigheter'));
  await eventually(() => toldOf(fire, 'bland myndigheter'), 'the note among authorities');

  const { partnershipId, agency, person } = world;
  await server.app.get(DataSource).transaction(async (manager) => {
    const member = { partnershipId, personId: person.brandförsvaret };
    await manager.update(MembershipRow, member, { agencyId: agency.nattvandrarna });
    await raiseRightsVersion(manager, partnershipId);
  });
  // By the same line, before any look has found that the rights are others.
  await fire.join();
  await police.send(among('inte för föreningar'));
  await police.send(noteAdd(world, world.agency.polisen, { text: 'för alla' }));

  await eventually(() => toldOf(fire, 'för alla'), 'the note to everyone');
  await eventually(() => police.digest.includes('inte för föreningar'), 'the closed note');
  expect(toldOf(fire, 'inte för föreningar')).toBe(false);
});
