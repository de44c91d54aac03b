import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { JoinRequest } from '../../src/contract/live.js';
import { CommandService } from '../../src/meetings/command.service.js';
import { noteAdd } from '../support/commands.js';
import { eventually, type LiveClient } from '../support/live-client.js';
import { useClients, useTwoServers, useWorld } from '../support/stage.js';

const { database, one, other } = useTwoServers();
const world = useWorld(one);
const join = useClients(world, one);
/** Fewer than may wait of one person. */
const AT_ONCE = 250;

/** So many events in the stream `table`, as fast as they can be written. */
async function happen(events: number): Promise<void> {
  for (let left = events; left > 0; left -= AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, (_, index) => set(index)));
}

function set(index: number) {
  const { partnershipId, meetingId } = world;
  return one.app.get(CommandService).execute(
    { personId: world.person.samordnaren, opensClosed: true, sessionId: null },
    {
      partnershipId,
      meetingId,
      commandId: randomUUID(),
      command: {
        type: 'attendance.set',
        agencyId: world.agency.polisen,
        state: index % 2 === 0 ? 'present' : 'absent',
      },
    },
  );
}

async function answerTo(client: LiveClient, known: JoinRequest['known']) {
  const answer = await client.ask(known);
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.value;
}

describe('coming back to a meeting', () => {
  it('J4 J6 is answered at once with what was missed, up to 500 events, else with the whole', async () => {
    const client = await join('brandförsvaret');
    const known = client.replica.beginJoin();
    if (!known) throw new Error('The client holds nothing.');
    await happen(503);
    const since = (table: number) => answerTo(client, { ...known, cursors: { table } });
    const missed = async (table: number) => {
      const answer = await since(table);
      return answer.kind === 'catch-up' ? answer.events.map(({ revision }) => revision) : answer;
    };

    expect(await missed(503)).toEqual([]);
    expect(await missed(500)).toEqual([501, 502, 503]);
    expect(await missed(3)).toEqual(Array.from({ length: 500 }, (_, index) => index + 4));
    expect(await since(2)).toMatchObject({
      kind: 'snapshot',
      snapshot: { compartments: [{ stream: 'table', revision: 503 }] },
    });
  });

  it.each([
    ['a cursor from a future that never came', { cursors: { table: 9 } }],
    ['a stream that is not there', { cursors: { table: 2, authorities: 1 } }],
    ['no cursor for the table', { cursors: {} }],
    ['another epoch', { epoch: randomUUID() }],
  ])('J4 is answered with the whole to %s', async (_case, differing) => {
    const client = await join('brandförsvaret');
    await happen(2);
    await eventually(() => client.replica.streams.get('table')?.revision === 2, 'both');
    const known = client.replica.beginJoin();
    if (!known) throw new Error('The client holds nothing.');

    expect(await answerTo(client, known)).toEqual({ kind: 'catch-up', events: [] });
    expect(await answerTo(client, { ...known, ...differing })).toMatchObject({ kind: 'snapshot' });
  });

  it('J4 is answered with the whole to a cursor in a stream one no longer hears', async () => {
    const police = await join('polisen');
    await police.persist(
      noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' } }),
    );
    const volunteer = await join('nattvandrarna');
    const known = volunteer.replica.beginJoin();
    if (!known) throw new Error('The client holds nothing.');

    const answer = await answerTo(volunteer, { ...known, cursors: { table: 0, authorities: 1 } });

    expect(answer).toMatchObject({
      kind: 'snapshot',
      snapshot: { compartments: [{ stream: 'table' }] },
    });
  });

  it('J9 begins anew when a backup was restored, and mixes nothing of before with what came after', async () => {
    const police = await join('polisen');
    const volunteer = await join('nattvandrarna', { at: other });
    const write = (text: string) => police.persist(noteAdd(world, world.agency.polisen, { text }));
    const texts = (client: LiveClient) =>
      [...client.replica.board.notes.values()].map(({ text }) => text).sort();
    const kept = await write('i säkerhetskopian');
    const forgotten = await write('efter säkerhetskopian');
    await eventually(() => texts(volunteer).length === 2, 'both notes');

    // What restoring yesterday's backup under running processes leaves behind.
    await database.query(`
      ALTER TABLE meeting_event DISABLE TRIGGER USER;
      ALTER TABLE meeting_command DISABLE TRIGGER USER;
      DELETE FROM meeting_event WHERE meeting_id = '${world.meetingId}' AND revision > 1;
      DELETE FROM meeting_command WHERE entry_id = '${forgotten.entryId}';
      DELETE FROM situation_note WHERE id = '${forgotten.entryId}';
      UPDATE meeting SET cursors = '{"table": 1}' WHERE id = '${world.meetingId}';
      UPDATE installation SET epoch = gen_random_uuid();
      ALTER TABLE meeting_event ENABLE TRIGGER USER;
      ALTER TABLE meeting_command ENABLE TRIGGER USER;
    `);
    // Whoever comes in the moment at which the process notices has to come again, as the page does.
    const come = () => join('brandförsvaret', { at: other });
    const fire = await come().catch(come);
    // Brings the log to where it stood before, by another process than the one that remembers.
    await fire.persist(noteAdd(world, world.agency.brandförsvaret, { text: 'ny två' }));
    await write('ny tre');

    const now = ['i säkerhetskopian', 'ny tre', 'ny två'];
    for (const client of [police, volunteer, fire]) {
      await eventually(
        () => texts(client).join() === now.join(),
        () => `the new life; ${texts(client).join()} ${client.describeLink()}`,
      );
      expect(client.digest).toBe(await client.serverDigest());
      expect(client.replica.board.notes.has(kept.entryId ?? '')).toBe(true);
    }
  });
});
