// S3 for what is said at a meeting: every command, on what everyone hears and on what is closed, and
// joining, by everyone, in every state of the meeting, against one policy.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { Audience } from '../../src/contract/audience.js';
import { Command, type CommandType } from '../../src/contract/commands.js';
import type { Answer, JoinAnswer, Snapshot } from '../../src/contract/live.js';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import { meetingStatuses, type MeetingStatus } from '../../src/contract/vocabulary.js';
import { TABLE } from '../../src/domain/meeting/audience.js';
import type { TestApp } from '../support/app.js';
import { actionPropose, agendaAdd, noteAdd, version } from '../support/commands.js';
import type { AgencyName, World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { commandPolicies, type Entries, type Part } from './command-policy.js';
import {
  atTheMeeting,
  Doors,
  insiders,
  isGuestHere,
  leaders,
  owners,
  principals,
  speakers,
  speakersOf,
  type Knocked,
  type Principal,
} from './principals.js';
import { startProduct } from './running-product.js';

const commandTypes = Object.keys(commandPolicies) as CommandType[];

/** Whom an entry of the owner's is for, and who hears it. */
interface Compartment {
  readonly audience: (world: World) => Audience;
  readonly heardBy: readonly Principal[];
  /** Those who would hear it, had they signed in more surely. */
  readonly tooWeak: readonly Principal[];
  /** A coordinator who hears it. */
  readonly plannedBy: Principal;
  /** Another agency that hears it. */
  readonly lead: AgencyName;
}

const compartments = {
  table: {
    audience: () => ({ kind: 'table' }),
    heardBy: atTheMeeting,
    tooWeak: [],
    plannedBy: 'coordinator',
    lead: 'fritidsgården',
  },
  authorities: {
    audience: () => ({ kind: 'authorities' }),
    heardBy: insiders,
    tooWeak: ['coordinator by link', 'owner by link', 'guest'],
    plannedBy: 'coordinator',
    lead: 'kommunen',
  },
  'two agencies': {
    audience: ({ agency }) => ({
      kind: 'agencies',
      agencyIds: [agency.polisen, agency.bostadsbolaget].sort(),
    }),
    heardBy: [
      ...['owner', 'owner by passkey', 'company'],
      ...['coordinator of a company', 'observer of a company'],
    ],
    tooWeak: ['owner by link', 'guest of a company'],
    plannedBy: 'coordinator of a company',
    lead: 'bostadsbolaget',
  },
} as const satisfies Record<string, Compartment>;

type CompartmentName = keyof typeof compartments;
const compartmentNames = Object.keys(compartments) as CompartmentName[];

const elsewhere = principals.filter((one) => !atTheMeeting.includes(one));
const closedNames = compartmentNames.filter((name) => name !== 'table');

function isTooWeakFor(principal: Principal, name: CompartmentName): boolean {
  const { tooWeak }: Compartment = compartments[name];
  return tooWeak.includes(principal);
}

function isHeardBy(principal: Principal, name: CompartmentName): boolean {
  const { heardBy }: Compartment = compartments[name];
  return heardBy.includes(principal);
}

/** Whose an entry is: the owner wrote it and leads it, or others did, each the one of these. */
type Hand = 'own' | 'shared';

interface Prepared {
  readonly meetingId: string;
  readonly entries: Record<CompartmentName, Record<Hand, Entries>>;
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
  server = await startProduct(database.url);
  doors = await Doors.of(server);
  for (const principal of principals) cookies.set(principal, await doors.cookieOf(principal));
  for (const status of meetingStatuses) meetings.set(status, await prepare(status));
});
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

/** A meeting in that state; each lies before the one planned before it, and so carries nothing over. */
async function plan(status: MeetingStatus): Promise<string> {
  const meetingId = await doors.world.planMeeting((days -= 1));
  await doors.bring(meetingId, status);
  return meetingId;
}

/** A meeting in that state, with what was written on it before. */
async function prepare(status: MeetingStatus): Promise<Prepared> {
  const meetingId = await doors.world.planMeeting((days -= 1));
  const entries = {} as Prepared['entries'];
  for (const name of compartmentNames) entries[name] = await write(meetingId, name);
  await doors.bring(meetingId, status);
  return { meetingId, entries, guests: await doors.guestsOf(meetingId) };
}

async function write(meetingId: string, name: CompartmentName): Promise<Record<Hand, Entries>> {
  const { world } = doors;
  const compartment: Compartment = compartments[name];
  const audience = compartment.audience(world);
  const own = world.agency.polisen;
  const make = (by: Principal, command: object) => carryOut(meetingId, by, command);
  const itemId = await make(compartment.plannedBy, { ...agendaAdd('Läget'), audience });
  const propose = (lead: AgencyName) =>
    make('owner', actionPropose(world, world.agency[lead], { audience }));
  return {
    own: {
      ...{ audience, itemId },
      noteId: await make('owner', noteAdd(world, own, { audience })),
      actionId: await propose('polisen'),
    },
    shared: {
      ...{ audience, itemId },
      noteId: await recordedNote(meetingId, audience),
      actionId: await propose(compartment.lead),
    },
  };
}

/** A note that the coordinator wrote down for the owner, openly; the owner has moved it since. */
async function recordedNote(meetingId: string, audience: Audience): Promise<string> {
  const { world } = doors;
  const noteId = await carryOut(meetingId, 'coordinator', noteAdd(world, world.agency.polisen));
  if (audience.kind === 'table') return noteId;
  const path = `/api/v1/partnerships/${world.partnershipId}/meetings/${meetingId}/board`;
  const { body } = await doors.knock('GET', path, cookieOf('owner', meetingId));
  const { compartments } = JSON.parse(body) as Snapshot;
  // It is the last that the table was told.
  const { revision = 0 } = compartments.find(({ stream }) => stream === TABLE) ?? {};
  const basedOn = version(revision);
  return carryOut(meetingId, 'owner', { type: 'note.readdress', noteId, basedOn, audience });
}

interface Try {
  readonly type: CommandType;
  readonly principal: Principal;
  readonly status: MeetingStatus;
  readonly compartment: CompartmentName;
  readonly hand: Hand;
}

async function answerTo(one: Try): Promise<Knocked> {
  const { type, principal, status, compartment, hand } = one;
  const { takesEffect = false, seeksMore = false, fields } = commandPolicies[type];
  const isLetThrough = wanted(one) === 'let through';
  const { meetingId, entries } = meetings.get(status)!;
  const given = entries[compartment][hand];
  const tried = seeksMore && isLetThrough ? { ...given, itemId: randomUUID() } : given;
  cells += 1;
  return give(takesEffect && isLetThrough ? await plan(status) : meetingId, principal, {
    ...fields(doors.world, tried),
    type,
  });
}

function wanted({ type, principal, status, compartment, hand }: Try): string {
  const { by, openlyBy = [], during, about = 'entry' } = commandPolicies[type];
  const hears = isHeardBy(principal, compartment);
  const parts = compartment === 'table' ? [...by, ...openlyBy] : by;
  if (principal === 'nobody') return 'not-signed-in';
  if (!atTheMeeting.includes(principal) || (about === 'entry' && !hears)) return 'not-found';
  if (!parts.some((part) => whoAre(part, compartment, hand).includes(principal)))
    return 'not-allowed';
  if (!during.includes(status)) return 'wrong-state';
  if (hears) return 'let through';
  if (about === 'item') return 'not-found';
  return isTooWeakFor(principal, compartment) ? 'sign-in-too-weak' : 'audience-mismatch';
}

function whoAre(part: Part, compartment: CompartmentName, hand: Hand): readonly Principal[] {
  if (part === 'coordinator') return leaders;
  if (part === 'speaker') return speakers;
  if (part === 'owner') return owners;
  if (part === 'recorder') return hand === 'shared' ? ['coordinator', 'coordinator by link'] : [];
  return hand === 'shared' ? speakersOf(compartments[compartment].lead) : owners;
}

/** What comes after rights, states and audiences is no matter of access. */
function readingOf({ code, body }: Knocked, try_: Try, notFound: Knocked): string {
  const { type, status } = try_;
  const { seeksMore = false, about, during } = commandPolicies[type];
  if (code === 'not-signed-in' || code === 'not-allowed') return code;
  if (code === 'wrong-state' && !during.includes(status)) return code;
  if (about === 'new' && (code === 'audience-mismatch' || code === 'sign-in-too-weak')) return code;
  if (code === 'invalid-input' || code === 'internal' || code === 'unavailable') return body;
  const isMoreSought = seeksMore || about === 'new';
  if (code === 'not-found' && !(isMoreSought && wanted(try_) === 'let through'))
    return body === notFound.body ? 'not-found' : body;
  return 'let through';
}

function triesOf(type: CommandType): Try[] {
  const { about } = commandPolicies[type];
  const across = (
    whom: readonly Principal[],
    states: readonly MeetingStatus[],
    names: readonly CompartmentName[],
    hand: Hand,
  ): Try[] =>
    whom.flatMap((principal) =>
      states.flatMap((status) =>
        names.map((compartment) => ({ type, principal, status, compartment, hand })),
      ),
    );
  const open = across(principals, meetingStatuses, ['table'], 'own');
  if (about === undefined) return open;
  if (about === 'item') return [...open, ...across(atTheMeeting, ['open'], closedNames, 'own')];
  const closed = across(atTheMeeting, meetingStatuses, closedNames, 'own');
  if (about === 'new') return [...open, ...closed];
  return [
    ...open,
    ...closed,
    ...across(elsewhere, ['open'], closedNames, 'own'),
    ...across(atTheMeeting, ['open', 'closed'], ['table'], 'shared'),
    ...across(atTheMeeting, ['open'], closedNames, 'shared'),
  ];
}

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
  });

  it('lets people into the rooms they may hear, and none but attendees into any', async () => {
    const wrong: string[] = [];
    for (const [status, { meetingId }] of meetings)
      await Promise.all(
        principals.map(async (principal) => {
          const heard = await roomsOf(principal, meetingId);
          const right = roomsFor(principal);
          if (heard !== right) wrong.push(`${principal}, ${status}: ${heard}, not ${right}`);
        }),
      );
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
