// What the server takes from a connection, before and beside a meeting: plain clients of Socket.IO, as
// a stranger would write them.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { io, Manager, type Socket } from 'socket.io-client';
import type { Answer, ClientToServer, ServerToClient } from '../../src/contract/live.js';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import type { CommandOutcome } from '../../src/contract/commands.js';
import type { EventsFrame } from '../../src/contract/live.js';
import { CommandService } from '../../src/meetings/command.service.js';
import { noteAdd, version } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld } from '../support/meeting-world.js';
import { beginSession } from '../support/sign-in.js';
import { useTwoServers, useWorld } from '../support/stage.js';

const { one, other } = useTwoServers();
const world = useWorld(one);
let cookie: string;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  cookie = await world.signIn('polisen');
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Raw = Socket<ServerToClient, ClientToServer>;

/** A connection on its way, with any headers and any transport. */
function connect(
  headers: Record<string, string> = { Cookie: cookie },
  transport = 'websocket',
): Raw {
  const socket: Raw = io(one.origin, {
    transports: [transport],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  });
  closing.push(() => socket.close());
  return socket;
}

/** Why a connection does not come about; null when it does. */
async function refusal(socket: Raw): Promise<string | null> {
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(null));
    socket.on('connect_error', (error) => resolve(error.message));
  });
}

async function connected(): Promise<Raw> {
  const socket = connect();
  expect(await refusal(socket)).toBeNull();
  return socket;
}

/** The next time something is told of a connection, and with what. */
async function told(socket: Raw, what: 'connect' | 'disconnect'): Promise<unknown> {
  return new Promise((resolve) => socket.once(what, resolve));
}

/** Sends whatever it is given, as one who has not read the contract. */
async function say(socket: Raw, ...message: unknown[]): Promise<Answer<unknown>> {
  const anything = socket as unknown as Socket;
  const [name, ...rest] = message;
  return (await anything.timeout(30_000).emitWithAck(String(name), ...rest)) as Answer<unknown>;
}

const joinRequest = () => ({
  protocol: PROTOCOL_VERSION,
  partnershipId: world.partnershipId,
  meetingId: world.meetingId,
  known: null,
});
const refusedWith = (code: string) => ({ ok: false, problem: { code } });

async function follow(): Promise<LiveClient> {
  const client = await LiveClient.at(one.origin, cookie, world);
  closing.push(() => client.close());
  return client;
}

describe('connecting', () => {
  it('C1 is by WebSocket alone', async () => {
    expect(await refusal(connect())).toBeNull();
    expect(await refusal(connect({ Cookie: cookie }, 'polling'))).not.toBeNull();
  });

  it('C1 continues no session of the engine', async () => {
    const upgrade = httpRequest(`${one.origin}/socket.io/?EIO=4&transport=websocket&sid=guessed`, {
      headers: {
        Cookie: cookie,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': Buffer.from('0123456789abcdef').toString('base64'),
      },
    });
    const outcome = new Promise((resolve) => {
      upgrade.on('upgrade', () => resolve('taken'));
      upgrade.on('response', () => resolve('refused'));
      upgrade.on('error', () => resolve('refused'));
    });
    upgrade.end();
    closing.push(() => upgrade.destroy());
    expect(await outcome).toBe('refused');
  });

  it('C2 is refused to the pages of other sites', async () => {
    const foreign = [
      { Origin: 'https://example.com' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of foreign)
      expect(await refusal(connect({ Cookie: cookie, ...headers }))).not.toBeNull();
    const own = { Cookie: cookie, Origin: one.origin, 'Sec-Fetch-Site': 'same-origin' };
    expect(await refusal(connect(own))).toBeNull();
  });

  it('C3 needs a session that holds', async () => {
    const secret = cookie.split('=')[1] ?? '';
    for (const Cookie of ['', 'other=1', cookie.replace(secret, 'x'.repeat(secret.length))])
      expect(await refusal(connect({ Cookie }))).toBe('not-signed-in');
  });

  it('C3 makes every message the session’s own, whatever it says of its sender', async () => {
    const socket = await connected();
    const command = {
      partnershipId: world.partnershipId,
      meetingId: world.meetingId,
      commandId: randomUUID(),
      personId: world.person.samordnaren,
      command: { type: 'meeting.open' },
    };
    expect(await say(socket, 'command', command)).toMatchObject(refusedWith('invalid-input'));
  });

  it('C4 ends with the session, in every process', async () => {
    const socket = await connected();
    const ended = told(socket, 'disconnect');
    const answer = await fetch(`${other.origin}/api/v1/session`, {
      method: 'DELETE',
      headers: { Cookie: cookie },
    });
    expect(answer.status).toBe(204);
    expect(await ended).toBe('io server disconnect');
    expect(await refusal(connect())).toBe('not-signed-in');
  });

  it('C4 takes no command of a session that has ended, should the line be cut a moment later', async () => {
    const give = async (who: 'polisen' | 'kommunen', sessionId: string) =>
      one.app.get(CommandService).execute(
        { personId: world.person[who], opensClosed: true, sessionId },
        {
          partnershipId: world.partnershipId,
          meetingId: world.meetingId,
          commandId: randomUUID(),
          command: noteAdd(world, world.agency[who]),
        },
      );
    const mine = await beginSession(one.app, world.person.polisen);
    const theirs = await beginSession(one.app, world.person.kommunen);
    await give('polisen', mine.sessionId);
    const { status } = await fetch(`${other.origin}/api/v1/session`, {
      method: 'DELETE',
      headers: { Cookie: mine.cookie },
    });
    expect(status).toBe(204);
    // As long as the process remembers the rights as they were, and once it knows them as they are.
    for (let round = 0; round < 2; round += 1) {
      const [ended, held] = await Promise.allSettled([
        give('polisen', mine.sessionId),
        give('kommunen', theirs.sessionId),
      ]);
      expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'not-signed-in' } });
      expect(held.status).toBe('fulfilled');
      await expect(give('polisen', mine.sessionId)).rejects.toMatchObject({
        code: 'not-signed-in',
      });
    }
  });

  it('C6 brings nothing of an earlier connection along', async () => {
    const client = await follow();
    const { meetingId } = world;
    client.socket.disconnect().connect();
    await told(client.socket, 'connect');
    expect(await client.socket.emitWithAck('leave', { meetingId })).toMatchObject(
      refusedWith('not-found'),
    );
  });

  it('L4 is given up by the server when the client asks for nothing', async () => {
    const manager = new Manager(one.origin, {
      transports: ['websocket'],
      extraHeaders: { Cookie: cookie },
      reconnection: false,
      autoConnect: false,
    });
    closing.push(() => manager._close());
    const closed = new Promise((resolve) => manager.on('close', () => resolve('closed')));
    manager.open();
    expect(await closed).toBe('closed');
  });
});

describe('a message', () => {
  it.each([
    ['nothing'],
    ['null', null],
    ['a text', 'hej'],
    ['a list', [1, 2]],
    ['another shape', { protocol: PROTOCOL_VERSION }],
  ])('C5 K1 of %s is answered with a problem', async (_what, ...message) => {
    const socket = await connected();
    for (const name of ['join', 'leave', 'command', 'editing'])
      expect(await say(socket, name, ...message)).toMatchObject(refusedWith('invalid-input'));
    expect(await say(socket, 'join', joinRequest())).toMatchObject({ ok: true });
  });

  it('C5 is carried out without an acknowledgement, too', async () => {
    const client = await follow();
    (client.socket as unknown as Socket).emit('command', {
      partnershipId: world.partnershipId,
      meetingId: world.meetingId,
      commandId: randomUUID(),
      command: noteAdd(world, world.agency.polisen),
    });
    await eventually(() => client.replica.board.notes.size === 1, 'the note');
  });

  it('L2 nested too deeply or with too many fields is not walked through', async () => {
    const socket = await connected();
    const nested: unknown = JSON.parse('['.repeat(1_000) + ']'.repeat(1_000));
    const wide = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [index, index]));
    for (const message of [nested, wide])
      expect(await say(socket, 'command', message)).toMatchObject(refusedWith('too-deep'));
  });

  it('L1 of more than 64 kB closes the connection', async () => {
    const socket = await connected();
    const ended = told(socket, 'disconnect');
    (socket as unknown as Socket).emit('command', 'x'.repeat(65 * 1024));
    await ended;
  });

  it('L3 beyond the rate is refused, and a flood closes the connection', async () => {
    const socket = await connected();
    const leave = () => say(socket, 'leave', { meetingId: world.meetingId });
    const answers = await Promise.all(Array.from({ length: 700 }, leave));
    const codes = new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code)));
    expect([...codes].sort()).toEqual(['not-found', 'too-many-requests']);

    const flooding = await connected();
    const ended = told(flooding, 'disconnect');
    for (let count = 0; count < 2_000; count += 1) (flooding as unknown as Socket).emit('flood');
    await ended;
  });
});

describe('joining', () => {
  it('J1 is refused to those who speak another version', async () => {
    const socket = await connected();
    for (const protocol of [PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1])
      expect(await say(socket, 'join', { ...joinRequest(), protocol })).toMatchObject(
        refusedWith('protocol-outdated'),
      );
  });

  it('J2 tells nobody whether there is what they may not join', async () => {
    const socket = await connected();
    const stranger = await createWorld(one.app);
    const { partnershipId, meetingId } = stranger;
    const answers = [
      await say(socket, 'join', { ...joinRequest(), meetingId: randomUUID() }),
      await say(socket, 'join', { ...joinRequest(), meetingId }),
      await say(socket, 'join', { ...joinRequest(), partnershipId, meetingId }),
      await say(socket, 'join', { ...joinRequest(), partnershipId: randomUUID() }),
    ];
    expect(answers[0]).toMatchObject(refusedWith('not-found'));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('J7 is of one meeting at a time or several, until one leaves', async () => {
    const police = await follow();
    const listener = await follow();
    const later = await world.planMeeting(21);
    const { meetingId } = world;
    expect(
      await say(listener.socket, 'join', { ...joinRequest(), meetingId: later }),
    ).toMatchObject({ ok: true });

    expect(await say(listener.socket, 'leave', { meetingId })).toEqual({ ok: true, value: null });
    expect(await say(listener.socket, 'leave', { meetingId })).toMatchObject(
      refusedWith('not-found'),
    );
    await police.send(noteAdd(world, world.agency.polisen));
    await say(police.socket, 'command', {
      partnershipId: world.partnershipId,
      meetingId: later,
      commandId: randomUUID(),
      command: noteAdd(world, world.agency.polisen),
    });

    const hears = (meeting: string) =>
      listener.heard.some((frame) => frame.startsWith('["events"') && frame.includes(meeting));
    await eventually(() => hears(later), 'the other meeting’s event');
    expect(hears(meetingId)).toBe(false);
  });
});

describe('commands of one connection', () => {
  it('K5 F5 are carried out in the order they are sent, and told stream by stream', async () => {
    const police = await follow();
    const frames: EventsFrame[] = [];
    police.socket.on('events', (frame) => frames.push(frame));
    const texts = Array.from({ length: 40 }, (_, index) => `notering ${index}`);

    const answers: Answer<CommandOutcome>[] = await Promise.all(
      texts.map((text, index) =>
        police.send(
          noteAdd(world, world.agency.polisen, {
            text,
            audience: { kind: index % 2 === 0 ? 'table' : 'authorities' },
          }),
        ),
      ),
    );
    await eventually(() => police.replica.board.notes.size === 40, 'all notes');

    expect(answers.every(({ ok }) => ok)).toBe(true);
    for (const { events } of frames)
      expect(new Set(events.map(({ stream }) => stream)).size).toBe(1);
    for (const [stream, first] of [
      ['table', 0],
      ['authorities', 1],
    ] as const) {
      const told = frames.flatMap(({ events }) => events.filter((one) => one.stream === stream));
      expect(told.map(({ revision }) => revision)).toEqual(told.map((_, index) => index + 1));
      expect(
        told.flatMap(({ changes }) =>
          changes.map((change) => (change.entry === 'note' ? change.put.text : '')),
        ),
      ).toEqual(texts.filter((_, index) => index % 2 === first));
    }
  });
});

it('L5 whoever does not read is shown out, comes back current, and holds up nobody', async () => {
  const police = await follow();
  const volunteer = await LiveClient.at(one.origin, await world.signIn('nattvandrarna'), world);
  closing.push(() => volunteer.close());
  const { agencyId, audience, ...fields } = noteAdd(world, world.agency.polisen);
  const added = await police.send({ ...fields, agencyId, audience });
  const noteId = (added.ok && added.value.entryId) || '';
  await eventually(() => police.presence.length === 2, 'both agencies');
  const line = wireOf(volunteer);

  line.pause();
  const commands = one.app.get(CommandService);
  const edit = (revision: number) =>
    commands.execute(
      { personId: world.person.polisen, opensClosed: true, sessionId: null },
      {
        partnershipId: world.partnershipId,
        meetingId: world.meetingId,
        commandId: randomUUID(),
        command: {
          ...fields,
          type: 'note.edit',
          noteId,
          basedOn: version(revision),
          text: `${revision} `.padEnd(2_000, '語'),
        },
      },
    );
  const batch = 64;
  for (let done = 0; done < 30 * batch; done += batch)
    await Promise.all(Array.from({ length: batch }, (_, index) => edit(done + index + 1)));

  await eventually(() => police.presence.length === 1, 'the departure');
  const revision = () => police.replica.streams.get('table')?.revision;
  await eventually(() => revision() === 30 * batch + 1, 'every edit');
  line.resume();
  await eventually(() => volunteer.digest === police.digest, 'the return');
});

/** The bare line under a client, to stop reading from it. */
function wireOf({ socket }: LiveClient): { pause(): void; resume(): void } {
  const { transport } = socket.io.engine as unknown as {
    transport: { ws: { _socket: { pause(): void; resume(): void } } };
  };
  return transport.ws._socket;
}
