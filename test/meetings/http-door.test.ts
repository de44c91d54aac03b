// The door by HTTP: the same commands and the same board as over the socket.
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { Command } from '../../src/contract/commands.js';
import { Snapshot } from '../../src/contract/live.js';
import { problemStatus, type ProblemCode } from '../../src/contract/problems.js';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import { createWorld, type PersonName } from '../support/meeting-world.js';
import { useServer, useWorld } from '../support/stage.js';

const { server } = useServer();
const world = useWorld(server);

/** A person's hands on the HTTP interface. */
async function as(person: PersonName) {
  const cookie = await world.signIn(person);
  const meetings = `/api/v1/partnerships/${world.partnershipId}/meetings`;
  return {
    cookie,
    board: (etag?: string, meetingId = world.meetingId) =>
      request(server.origin)
        .get(`${meetings}/${meetingId}/board`)
        .set({ Cookie: cookie, ...(etag === undefined ? {} : { 'If-None-Match': etag }) }),
    give: (command: Command, meetingId = world.meetingId, commandId: string = randomUUID()) =>
      request(server.origin)
        .post(`${meetings}/${meetingId}/commands`)
        .set('Cookie', cookie)
        .send({ commandId, command }),
  };
}

const entryOf = (response: { body: unknown }) => (response.body as { entryId: string }).entryId;
const etagOf = (response: { headers: Record<string, string> }) => response.headers.etag ?? '';

describe('a command by HTTP', () => {
  it('H1 K2 has the answer it had on the socket, and happens once', async () => {
    const police = await as('polisen');
    const live = await LiveClient.at(server.origin, police.cookie, world);
    const commandId = randomUUID();
    const command = noteAdd(world, world.agency.polisen);

    const first = await live.send(command, commandId);
    const again = await police.give(command, world.meetingId, commandId).expect(200);
    live.close();

    expect(first).toEqual({ ok: true, value: again.body as unknown });
    const board = Snapshot.parse((await police.board()).body);
    expect(
      board.compartments.map(({ revision, entries }) => [revision, entries.notes.length]),
    ).toEqual([[1, 1]]);
  });

  it('H3 is refused with the same code, as application/problem+json with its status', async () => {
    const volunteer = await as('nattvandrarna');
    const live = await LiveClient.at(server.origin, volunteer.cookie, world);
    const refused: [Command, ProblemCode][] = [
      [{ type: 'meeting.open' }, 'not-allowed'],
      [{ type: 'note.remove', noteId: randomUUID(), basedOn: version(1) }, 'not-found'],
      [noteAdd(world, world.agency.nattvandrarna, { placeId: randomUUID() }), 'unknown-reference'],
      [noteAdd(world, world.agency.nattvandrarna, { text: '' }), 'invalid-input'],
    ];
    for (const [command, code] of refused) {
      const response = await volunteer.give(command).expect(problemStatus[code]);
      expect(response.headers['content-type']).toMatch('application/problem+json');
      expect(response.body).toMatchObject({ code, status: problemStatus[code] });
      expect(await live.send(command)).toMatchObject({ ok: false, problem: { code } });
    }
    live.close();
  });

  it('K8 edits an item of the agenda as it was planned, once', async () => {
    const coordinator = await as('samordnaren');
    const planned = Snapshot.parse((await coordinator.board()).body);
    const item = planned.compartments[0]?.entries.agenda.find(({ title }) => title === 'Upprop');
    if (!item) throw new Error('The meeting has no agenda.');
    const { id: itemId, minutes } = item;
    const edit = { type: 'agenda.edit', itemId, basedOn: version(item.revision), minutes } as const;

    await coordinator.give({ ...edit, title: 'Upprop och närvaro' }).expect(200);
    const late = await coordinator.give({ ...edit, title: 'Närvaro' }).expect(problemStatus.stale);
    expect(late.body).toMatchObject({ current: { title: 'Upprop och närvaro', revision: 1 } });
  });

  it('A3 K4 removes a note though a closed action went on to a later meeting from it', async () => {
    const volunteer = await as('nattvandrarna');
    const police = await as('polisen');
    const coordinator = await as('samordnaren');
    const noteId = entryOf(await volunteer.give(noteAdd(world, world.agency.nattvandrarna)));
    const proposal = actionPropose(world, world.agency.polisen, {
      audience: { kind: 'authorities' },
      noteId,
    });
    await police.give(proposal).expect(200);
    const next = await world.planMeeting(21);
    await coordinator.give({ type: 'meeting.open' }, next).expect(200);

    await volunteer.give({ type: 'note.remove', noteId, basedOn: version(1) }).expect(200);

    const later = Snapshot.parse((await police.board(undefined, next)).body);
    const links = later.compartments.flatMap(({ entries }) => entries.links);
    expect(links).toMatchObject([{ noteId, noteMeetingId: world.meetingId }]);
  });
});

describe('the board by HTTP', () => {
  it('H2 J5 is what a join would give', async () => {
    const police = await as('polisen');
    await police.give(noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' } }));
    const live = await LiveClient.at(server.origin, police.cookie, world);
    const joined = await live.ask(null);
    live.close();

    // What is closed is kept in no browser, which others may sit at next.
    const response = await police.board().expect('Cache-Control', 'no-store').expect(200);
    const board = Snapshot.parse(response.body);

    expect(joined).toEqual({ ok: true, value: { kind: 'snapshot', snapshot: board } });
    expect(board.compartments.map(({ stream }) => stream)).toEqual(['table', 'authorities']);
  });

  it('H2 A3 has an ETag that changes with what the reader hears and with nothing else', async () => {
    const police = await as('polisen');
    const volunteer = await as('nattvandrarna');
    const before = { police: await police.board(), volunteer: await volunteer.board() };
    await volunteer.board(etagOf(before.volunteer)).expect(304);

    await police.give(noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' } }));

    await police.board(etagOf(before.police)).expect(200);
    await volunteer.board(etagOf(before.volunteer)).expect(304);
    expect((await volunteer.board()).text).toBe(before.volunteer.text);

    await police.give(noteAdd(world, world.agency.polisen));
    await volunteer.board(etagOf(before.volunteer)).expect(200);
  });

  it('J2 does not exist for those who are no members, nor where there is no meeting', async () => {
    const home = await as('polisen');
    const nowhere = await home.board(undefined, randomUUID()).expect(404);
    const strange = await createWorld(server.app);
    const stranger = await home.board(undefined, strange.meetingId).expect(404);
    const foreign = await request(server.origin)
      .get(`/api/v1/partnerships/${strange.partnershipId}/meetings/${strange.meetingId}/board`)
      .set('Cookie', home.cookie)
      .expect(404);
    expect(new Set([nowhere.text, stranger.text, foreign.text]).size).toBe(1);
  });
});
