// What a sign-in is good for: the same person, once with the agency's own account and once by a link.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Command } from '../../src/contract/commands.js';
import type { Answer } from '../../src/contract/live.js';
import type { Session } from '../../src/contract/session.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let server: TestApp;
let world: World;
let strong: LiveClient;
let weak: LiveClient;
let weakCookie: string;
const closed = { audience: { kind: 'authorities' } } as const;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({ databaseUrl: database.url });
  world = await createWorld(server.app);
  weakCookie = await world.signIn('polisen', 'link');
  strong = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
  weak = await LiveClient.at(server.origin, weakCookie, world);
});
afterAll(async () => {
  strong.close();
  weak.close();
  await server.close();
  await database.drop();
});

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'done' : answer.problem.code);

async function read<Value>(path: string, cookie = weakCookie): Promise<Value> {
  const response = await fetch(`${server.origin}/api/v1/${path}`, { headers: { cookie } });
  return (await response.json()) as Value;
}

it('A10 opens the table alone by a link: the session says so, and the board, the list and the rooms', async () => {
  const noteId = (await strong.persist(noteAdd(world, world.agency.polisen, closed))).entryId ?? '';
  await strong.persist(actionPropose(world, world.agency.polisen, closed));
  const open = await strong.persist(actionPropose(world, world.agency.polisen));
  await eventually(() => weak.replica.board.actions.has(open.entryId ?? ''), 'what is open');
  // Who hears a closed stream for the first time hears it once that is recorded, later than the table's.
  await eventually(() => strong.replica.board.notes.has(noteId), 'what is closed');

  expect([...weak.replica.streams.keys()]).toEqual(['table']);
  expect(weak.digest).toBe(await weak.serverDigest());
  expect((await read<Session>('session')).opensClosed).toBe(false);
  const { actions } = await read<{ actions: { action: { id: string } }[] }>(
    `partnerships/${world.partnershipId}/actions`,
  );
  expect(actions.map(({ action }) => action.id)).toEqual([open.entryId]);
});

it('A10 judges each command by the session it came from, also those decided together', async () => {
  const command = () => noteAdd(world, world.agency.polisen, closed);
  const answers = await Promise.all(
    [strong, weak, strong, weak, weak, strong].map((client) => client.send(command())),
  );
  expect(answers.map(codeOf)).toEqual([
    'done',
    'sign-in-too-weak',
    'done',
    'sign-in-too-weak',
    'sign-in-too-weak',
    'done',
  ]);
});

it('A10 H1 refuses the same over HTTP', async () => {
  const give = async (command: Command) => {
    const { partnershipId, meetingId } = world;
    const response = await fetch(
      `${server.origin}/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/commands`,
      {
        method: 'POST',
        headers: { cookie: weakCookie, 'content-type': 'application/json' },
        body: JSON.stringify({ commandId: randomUUID(), command }),
      },
    );
    return [response.status, ((await response.json()) as { code?: string }).code];
  };
  const { entryId } = await strong.persist(noteAdd(world, world.agency.polisen, closed));
  expect(await give(noteAdd(world, world.agency.polisen, closed))).toEqual([
    403,
    'sign-in-too-weak',
  ]);
  const remove = { type: 'note.remove', noteId: entryId ?? '', basedOn: version(1) } as const;
  expect(await give(remove)).toEqual([404, 'not-found']);
});

it('A10 K2 answers a repeat of what was done in a stronger session as it did then', async () => {
  const commandId = randomUUID();
  const command = noteAdd(world, world.agency.polisen, closed);
  const first = await strong.send(command, commandId);
  expect(await weak.send(command, commandId)).toEqual(first);
  expect(codeOf(await weak.send(command, randomUUID()))).toBe('sign-in-too-weak');
});
