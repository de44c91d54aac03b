import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { eventually } from '../support/live-client.js';
import { useClients, useTwoServers, useWorld } from '../support/stage.js';

const { database, one, other } = useTwoServers();
const world = useWorld(one);
const join = useClients(world, one);

describe('a live meeting', () => {
  it('F6 F7 shows everyone at the table what one of them writes, over two server processes', async () => {
    const police = await join('polisen');
    const volunteer = await join('nattvandrarna', { at: other });

    const answer = await police.send(noteAdd(world, world.agency.polisen));

    expect(answer).toMatchObject({ ok: true });
    await eventually(() => volunteer.replica.board.notes.size === 1, 'the note');
    await eventually(() => police.replica.board.notes.size === 1, 'one’s own note');
    expect(volunteer.digest).toBe(await volunteer.serverDigest());
    expect(police.digest).toBe(await police.serverDigest());
  });

  it('A2 A3 A9 keeps a note for authorities from all others, and gives it to authorities', async () => {
    const secret = `token-${randomUUID()}`;
    const police = await join('polisen');
    const fire = await join('brandförsvaret', { at: other });
    const volunteer = await join('nattvandrarna', { at: other });

    await police.send(
      noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' }, text: secret }),
    );
    await police.send(noteAdd(world, world.agency.polisen, { text: 'öppen' }));

    await eventually(() => fire.replica.board.notes.size === 2, 'both notes');
    await eventually(() => volunteer.replica.board.notes.size === 1, 'the open note');
    expect(volunteer.heard.join()).not.toContain(secret);
    expect(volunteer.heard.join()).not.toContain('authorities');
    expect(await volunteer.serverDigest()).not.toContain('authorities');
    expect(volunteer.replica.streams.get('table')?.revision).toBe(1);
  });

  it('K2 answers a repeated command with its first outcome and does nothing more', async () => {
    const police = await join('polisen');
    const commandId = randomUUID();
    const command = noteAdd(world, world.agency.polisen);

    const answers = await Promise.all([1, 2, 3].map(() => police.send(command, commandId)));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await eventually(() => police.replica.board.notes.size === 1, 'the note');
    const rows = await database.query('SELECT FROM situation_note WHERE meeting_id = $1', [
      world.meetingId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('K3 refuses a command id that already stands for something else', async () => {
    const police = await join('polisen');
    const commandId = randomUUID();
    await police.send(noteAdd(world, world.agency.polisen), commandId);

    const answer = await police.send(
      noteAdd(world, world.agency.polisen, { text: 'annat' }),
      commandId,
    );

    expect(answer).toMatchObject({ ok: false, problem: { code: 'command-id-reused' } });
  });

  it('K8 answers an outdated edit with what is stored now', async () => {
    const police = await join('polisen');
    const added = await police.send(noteAdd(world, world.agency.polisen));
    const noteId = (added.ok && added.value.entryId) || '';
    const { agencyId: _agency, audience: _audience, ...fields } = noteAdd(world, '');
    const edit = { ...fields, type: 'note.edit' as const, noteId, basedOn: version(1) };
    await police.send({ ...edit, text: 'först' });

    const answer = await police.send({ ...edit, text: 'sedan' });

    expect(answer).toMatchObject({
      ok: false,
      problem: { code: 'stale', current: { text: 'först', revision: 2 } },
    });
  });

  it('A5 moves a note between audiences without a trace across', async () => {
    const police = await join('polisen');
    const volunteer = await join('nattvandrarna');
    const added = await police.send(noteAdd(world, world.agency.polisen));
    const noteId = (added.ok && added.value.entryId) || '';

    await police.send({
      type: 'note.readdress',
      noteId,
      basedOn: version(1),
      audience: { kind: 'agencies', agencyIds: [world.agency.polisen, world.agency.kommunen] },
    });

    await eventually(() => volunteer.replica.streams.get('table')?.revision === 2, 'both events');
    expect(volunteer.replica.board.notes.size).toBe(0);
    await eventually(
      () => [...police.replica.board.notes.values()][0]?.audience.kind === 'agencies',
      'the new audience',
    );
    expect(volunteer.digest).toBe(await volunteer.serverDigest());
    expect(police.digest).toBe(await police.serverDigest());
  });

  it('A8 carries open actions over to the next meeting that opens', async () => {
    const coordinator = await join('samordnaren');
    await coordinator.send({ type: 'meeting.open' });
    const proposed = await coordinator.send(actionPropose(world, world.agency.polisen));
    const actionId = (proposed.ok && proposed.value.entryId) || '';
    await coordinator.send({ type: 'action.agree', actionId });
    await coordinator.send({ type: 'meeting.close' });
    const leader = await join('samordnaren', { meetingId: await world.planMeeting(21) });

    await leader.send({ type: 'meeting.open' });

    await eventually(() => leader.replica.board.actions.size === 1, 'the carried action');
    const [carried] = leader.replica.board.actions.values();
    expect(carried).toMatchObject({
      state: 'agreed',
      carriedCount: 1,
      carriedFrom: { meetingId: world.meetingId, actionId },
    });
    await eventually(
      () => coordinator.replica.board.actions.get(actionId)?.carriedTo?.actionId === carried?.id,
      'where it went',
    );
    expect(leader.digest).toBe(await leader.serverDigest());
    expect(coordinator.digest).toBe(await coordinator.serverDigest());
  });

  it('J4 J6 J9 catches up after an absence, with events or with a snapshot', async () => {
    const police = await join('polisen');
    const fire = await join('brandförsvaret');
    const known = fire.replica.beginJoin();
    fire.replica.leave();
    for (const text of ['ett', 'två'])
      await police.send(noteAdd(world, world.agency.polisen, { text }));

    const near = await fire.ask(known);
    const foreign = await fire.ask(known && { ...known, epoch: randomUUID() });
    const future = await fire.ask(known && { ...known, cursors: { table: 99 } });

    expect(near).toMatchObject({ ok: true, value: { kind: 'catch-up', events: [{}, {}] } });
    expect(foreign).toMatchObject({ ok: true, value: { kind: 'snapshot' } });
    expect(future).toMatchObject({ ok: true, value: { kind: 'snapshot' } });
  });

  it('P1 P2 P3 tells who is there, over all processes, and who writes in what', async () => {
    const police = await join('polisen');
    const fire = await join('brandförsvaret', { at: other });
    await eventually(() => police.presence.length === 2, 'two agencies');
    const added = await police.send(noteAdd(world, world.agency.polisen));
    const entryId = (added.ok && added.value.entryId) || '';

    await police.socket.emitWithAck('editing', { meetingId: world.meetingId, entryId });

    await eventually(() => fire.editing?.editing.length === 1, 'the mark');
    expect(fire.editing?.editing[0]).toEqual({ entryId, agencyId: world.agency.polisen });
    police.close();
    await eventually(() => fire.presence.length === 1, 'one agency');
    await eventually(() => fire.editing?.editing.length === 0, 'no mark');
  });
});
