import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { noteAdd } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { tried, tries, within } from '../support/proof.js';
import { useServer, useWorld } from '../support/stage.js';

const OUTAGES = tries(1, { R10: 30 });
/** In which a process says several times who is there, also on a machine that is slow. */
const HEARTBEATS_MS = 60_000;

describe('a database that goes away and comes back', () => {
  const { database, server } = useServer();
  const world = useWorld(server);

  it(
    'K7 C3 is told as unavailable, and everything goes on by itself afterwards',
    async () => {
      const place = `/api/v1/partnerships/${world.partnershipId}/meetings/${world.meetingId}/board`;
      const cookie = await world.signIn('nattvandrarna');
      const police = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
      const volunteer = await LiveClient.at(server.origin, cookie, world);

      for (let times = 1; times <= OUTAGES; times += 1) {
        const command = noteAdd(world, world.agency.polisen);
        await database.shut();

        expect(await police.send(command)).toMatchObject({
          ok: false,
          problem: { code: 'unavailable' },
        });
        expect(await police.ask(null)).toMatchObject({
          ok: false,
          problem: { code: 'unavailable' },
        });
        const answer = await fetch(server.origin + place, { headers: { cookie } });
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
        const refused = new LiveClient(server.origin, cookie, world);
        const reason = new Promise((resolve) => refused.socket.once('connect_error', resolve));
        expect(await reason).toMatchObject({ message: 'unavailable' });

        const persisted = police.persist(command);
        await pause(200);
        await database.open();

        await persisted;
        for (const client of [police, volunteer, refused])
          await eventually(
            () => client.replica.board.notes.size === times,
            () => `the note; ${client.describeLink()}`,
          );
        expect(volunteer.digest).toBe(await volunteer.serverDigest());
        refused.close();
      }
      tried('R10', OUTAGES);
      for (const client of [police, volunteer]) client.close();
    },
    within(240_000),
  );

  it('P3 knows again who is there after a crash has emptied the table', async () => {
    const police = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
    // The line for hints may still be on its way back from the outage before: then a heartbeat tells.
    await eventually(() => police.presence.length === 1, 'oneself', HEARTBEATS_MS);

    await database.query('TRUNCATE presence');
    const volunteer = await LiveClient.at(
      server.origin,
      await world.signIn('nattvandrarna'),
      world,
    );

    await eventually(() => volunteer.presence.length === 2, 'both', HEARTBEATS_MS);
    police.close();
    volunteer.close();
  });
});
