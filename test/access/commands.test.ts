// S3 for what is said at a meeting: every command, on what everyone hears and on what is closed, and
// joining, by everyone, in every state of the meeting, against one policy.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { Audience } from '../../src/contract/audience.js';
import { Command, type CommandType } from '../../src/contract/commands.js';
import type { Answer, JoinAnswer } from '../../src/contract/live.js';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import { meetingStatuses, type MeetingStatus } from '../../src/contract/vocabulary.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import type { World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { commandPolicies, type Entries } from './command-policy.js';
import {
  atTheMeeting,
  Doors,
  insiders,
  isGuestHere,
  principals,
  type Knocked,
  type Principal,
} from './principals.js';

const commandTypes = Object.keys(commandPolicies) as CommandType[];

/** Whom an entry of the owner's is for, and who hears it. */
interface Compartment {
  readonly audience: (world: World) => Audience;
  readonly heardBy: readonly Principal[];
}

const compartments = {
  table: { audience: () => ({ kind: 'table' }), heardBy: atTheMeeting },
  authorities: { audience: () => ({ kind: 'authorities' }), heardBy: insiders },
  'two agencies': {
    audience: ({ agency }) => ({
      kind: 'agencies',
      agencyIds: [agency.polisen, agency.bostadsbolaget].sort(),
    }),
    heardBy: [
      ...['owner', 'owner by passkey', 'company'],
      ...['coordinator of a company', 'observer of a company'],
    ],
  },
} as const satisfies Record<string, Compartment>;

type CompartmentName = keyof typeof compartments;
const compartmentNames = Object.keys(compartments) as CompartmentName[];

function isHeardBy(principal: Principal, name: CompartmentName): boolean {
  const { heardBy }: Compartment = compartments[name];
  return heardBy.includes(principal);
}

interface Prepared {
  readonly meetingId: string;
  readonly entries: Record<CompartmentName, Entries>;
  readonly guests: ReadonlyMap<Principal, string>;
}

let database: TestDatabase;
let server: TestApp;
let doors: Doors;
let days = 0;
let cells = 0;
const cookies = new Map<Principal, string>();
const meetings = new Map<MeetingStatus, Prepared>();

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({ databaseUrl: database.url });
  doors = await Doors.of(server);
  for (const principal of principals) cookies.set(principal, await doors.cookieOf(principal));
  for (const status of meetingStatuses) meetings.set(status, await prepare(status));
}, 60_000);
afterAll(async () => {
  console.info(`S3: ${cells} cells of commands and joins`);
  await server.close();
  await database.drop();
});

/** Everyone comes to every meeting but the guests, who are of one. */
function cookieOf(principal: Principal, meetingId: string): string {
  const prepared = [...meetings.values()].find((one) => one.meetingId === meetingId);
  return (
    prepared?.guests.get(principal) ?? (isGuestHere(principal) ? '' : cookies.get(principal)) ?? ''
  );
}

function give(meetingId: string, principal: Principal, command: object): Promise<Knocked> {
  return doors.knock(
    'POST',
    `/api/v1/partnerships/${doors.world.partnershipId}/meetings/${meetingId}/commands`,
    cookieOf(principal, meetingId),
    { commandId: randomUUID(), command },
  );
}

async function carryOut(meetingId: string, by: Principal, command: object): Promise<string> {
  const { status, body } = await give(meetingId, by, command);
  if (status !== 200) throw new Error(body);
  return (JSON.parse(body) as { entryId: string | null }).entryId ?? '';
}

/** A meeting in that state, with what the owner has written on it before. */
async function prepare(status: MeetingStatus): Promise<Prepared> {
  const { world } = doors;
  // Each lies before the one prepared before it, so none carries over what another shall be tried on.
  const meetingId = await world.planMeeting((days -= 1));
  const entries = {} as Prepared['entries'];
  for (const name of compartmentNames) {
    const audience = compartments[name].audience(world);
    const own = world.agency.polisen;
    entries[name] = {
      noteId: await carryOut(meetingId, 'owner', noteAdd(world, own, { audience })),
      actionId: await carryOut(meetingId, 'owner', actionPropose(world, own, { audience })),
    };
  }
  await doors.bring(meetingId, status);
  return { meetingId, entries, guests: await doors.guestsOf(meetingId) };
}

interface Try {
  readonly type: CommandType;
  readonly principal: Principal;
  readonly status: MeetingStatus;
  readonly compartment: CompartmentName;
}

async function answerTo(one: Try): Promise<Knocked> {
  const { type, principal, status, compartment } = one;
  const policy = commandPolicies[type];
  const { meetingId, entries } =
    policy.takesEffect && wanted(one) === 'let through'
      ? await prepare(status)
      : meetings.get(status)!;
  cells += 1;
  return give(meetingId, principal, { ...policy.fields(doors.world, entries[compartment]), type });
}

function wanted({ type, principal, status, compartment }: Try): string {
  const { by, during } = commandPolicies[type];
  if (principal === 'nobody') return 'not-signed-in';
  if (!isHeardBy(principal, compartment)) return 'not-found';
  if (!by.includes(principal)) return 'not-allowed';
  return during.includes(status) ? 'let through' : 'wrong-state';
}

/** What comes after rights and states is no matter of access. */
function readingOf({ code, body }: Knocked, try_: Try, notFound: Knocked): string {
  const { type, status } = try_;
  const isAllowedNow = commandPolicies[type].during.includes(status);
  if (code === 'not-signed-in' || code === 'not-allowed') return code;
  if (code === 'wrong-state' && !isAllowedNow) return code;
  if (code === 'invalid-input' || code === 'internal' || code === 'unavailable') return body;
  const { seeksMore = false } = commandPolicies[type];
  if (code === 'not-found' && !(seeksMore && wanted(try_) === 'let through'))
    return body === notFound.body ? 'not-found' : body;
  return 'let through';
}

const triesOf = (type: CommandType): Try[] =>
  principals.flatMap((principal) =>
    meetingStatuses.flatMap((status) =>
      compartmentNames
        .filter((name) => name === 'table' || commandPolicies[type].onEntry === true)
        .map((compartment) => ({ type, principal, status, compartment })),
    ),
  );

describe('S3 the access matrix of commands', () => {
  it('has a line for every command of the contract', () => {
    const known = Command.options.map(({ shape }) => shape.type.value);
    const advice = 'Say in test/access/command-policy.ts who may give it, and when.';
    expect({ commands: commandTypes.toSorted(), advice }).toEqual({
      commands: known.toSorted(),
      advice,
    });
  });

  it('lets each command through for those whom its line names, in the states it names', async () => {
    const unknown = await give(randomUUID(), 'coordinator', { type: 'meeting.open' });
    expect(unknown.code).toBe('not-found');
    const wrong: string[] = [];
    for (const type of commandTypes)
      await Promise.all(
        triesOf(type).map(async (one) => {
          const reading = readingOf(await answerTo(one), one, unknown);
          if (reading !== wanted(one))
            wrong.push(`${Object.values(one).join(', ')}: ${reading}, not ${wanted(one)}`);
        }),
      );
    expect(wrong).toEqual([]);
  }, 90_000);

  it('lets people into the rooms they may hear, and none but attendees into any', async () => {
    const wrong: string[] = [];
    for (const principal of principals)
      for (const [status, { meetingId }] of meetings) {
        const heard = await roomsOf(principal, meetingId);
        const right = roomsFor(principal);
        if (heard !== right) wrong.push(`${principal}, ${status}: ${heard}, not ${right}`);
      }
    expect(wrong).toEqual([]);
  });

  function roomsFor(principal: Principal): string {
    if (principal === 'nobody') return 'not-signed-in';
    const rooms = compartmentNames.filter((name) => isHeardBy(principal, name));
    return rooms.toSorted().join(', ') || 'not-found';
  }

  async function roomsOf(principal: Principal, meetingId: string): Promise<string> {
    cells += 1;
    const socket = io(server.origin, {
      transports: ['websocket'],
      extraHeaders: { Cookie: cookieOf(principal, meetingId) },
      reconnection: false,
      forceNew: true,
    });
    try {
      const refused = await new Promise<string | null>((resolve) => {
        socket.on('connect', () => resolve(null));
        socket.on('connect_error', ({ message }) => resolve(message));
      });
      return refused ?? (await join(socket, meetingId));
    } finally {
      socket.close();
    }
  }

  async function join(socket: Socket, meetingId: string): Promise<string> {
    const { partnershipId } = doors.world;
    const request = { protocol: PROTOCOL_VERSION, partnershipId, meetingId, known: null };
    const answer = (await socket.emitWithAck('join', request)) as Answer<JoinAnswer>;
    if (!answer.ok) return answer.problem.code;
    if (answer.value.kind !== 'snapshot') return answer.value.kind;
    return answer.value.snapshot.compartments
      .map(({ stream }) => (stream.startsWith('agencies:') ? 'two agencies' : stream))
      .sort()
      .join(', ');
  }
});
