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
