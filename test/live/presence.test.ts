import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { PresenceService } from '../../src/live/presence.service.js';
import type { LiveClient } from '../support/live-client.js';
import { useClients, useTwoServers, useWorld } from '../support/stage.js';

const STORED_WITHIN_MS = 10_000;

const { database, one, other } = useTwoServers();
const world = useWorld(one);
const join = useClients(world, one);

const idsThere = async () =>
  (await database.query<{ id: string }>('SELECT connection_id AS id FROM presence')).map(
    ({ id }) => id,
  );
async function areThere(...clients: LiveClient[]): Promise<void> {
  const until = Date.now() + STORED_WITHIN_MS;
  while ((await idsThere()).length !== clients.length) {
    if (Date.now() > until) throw new Error(`${clients.length} never stood in the table.`);
    await pause(10);
  }
}

describe('who is there', () => {
  it('P3 stays while their process lives, whichever of its people leaves', async () => {
    const clients = [
      await join('polisen'),
      await join('nattvandrarna'),
      await join('brandförsvaret'),
    ];
    await areThere(...clients);
    // As after an hour in which nobody came or wrote.
    await database.query(`UPDATE presence SET seen_at = now() - interval '1 hour'`);
    await one.app.get(PresenceService).beat();
    while (clients.length > 1) {
      const [alive] = await database.query<{ id: string }>(
        'SELECT connection_id AS id FROM presence ORDER BY seen_at DESC LIMIT 1',
      );
      const leaving = clients.findIndex(({ socket }) => socket.id === alive?.id);
      clients.splice(leaving, 1)[0]?.close();
      await areThere(...clients);

      await other.app.get(PresenceService).beat();
      expect(await idsThere()).toHaveLength(clients.length);
    }
  });

  it.each([
    ['agency_id', 'gen_random_uuid()'],
    ['person_id', 'gen_random_uuid()'],
    ['opens_closed', 'NOT opens_closed'],
    ['editing_entry_id', 'gen_random_uuid()'],
    ['meeting_id', 'gen_random_uuid()'],
  ])('P3 is said again where the table has a wrong %s', async (column, wrong) => {
    await areThere(await join('polisen'));
    const rows = () =>
      database.query(
        `SELECT meeting_id, connection_id, agency_id, person_id, opens_closed, editing_stream,
           editing_entry_id FROM presence`,
      );
    const right = await rows();
    await database.query(`UPDATE presence SET ${column} = ${wrong}`);
    expect(await rows()).not.toEqual(right);
    await one.app.get(PresenceService).beat();
    expect(await rows()).toEqual(right);
  });
});
