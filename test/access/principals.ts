// Everyone who may stand at a door: each role, each kind of agency, each strength of signing in, someone
// from elsewhere and nobody at all.
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Command } from '../../src/contract/commands.js';
import type { MeetingStatus, Role, SignInMethod } from '../../src/contract/vocabulary.js';
import { raiseRightsVersion } from '../../src/directory/directory.service.js';
import { GuestPassRow } from '../../src/directory/rows/guest-pass-row.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { PersonRow } from '../../src/directory/rows/person-row.js';
import { AdministeredWorld, done } from '../administration/administered-world.js';
import type { TestApp } from '../support/app.js';
import {
  createWorld,
  type AgencyName,
  type PersonName,
  type World,
} from '../support/meeting-world.js';
import { plainRequest } from '../support/plain-request.js';
import { beginSession } from '../support/sign-in.js';

const OTHER_MEETING_DAYS_LATER = 21;
const PASS_LASTS_MS = 60 * 60 * 1000;

const signedIn = {
  coordinator: ['samordnaren', 'oidc'],
  'coordinator by link': ['samordnaren', 'link'],
  authority: ['kommunen', 'oidc'],
  owner: ['polisen', 'oidc'],
  'owner by passkey': ['polisen', 'passkey'],
  'owner by link': ['polisen', 'link'],
  service: ['fritidsgården', 'oidc'],
  company: ['bostadsbolaget', 'oidc'],
  association: ['nattvandrarna', 'oidc'],
  observer: ['chefen', 'oidc'],
  administrator: ['brandförsvaret', 'oidc'],
  'administrator by link': ['brandförsvaret', 'link'],
} as const satisfies Record<string, readonly [PersonName, SignInMethod]>;

/** The kinds of agency that are no authority; the roles above but attending are held by people of authorities. */
const otherAgencies = {
  'a municipal service': 'fritidsgården',
  'a company': 'bostadsbolaget',
  'an association': 'nattvandrarna',
} as const satisfies Record<string, AgencyName>;
type OtherKind = keyof typeof otherAgencies;
const otherKinds = Object.keys(otherAgencies) as OtherKind[];

type Newcomer = `${'coordinator' | 'observer' | 'administrator'} of ${OtherKind}`;
/** Whom the world has not, by where they are to be. */
const newcomers = Object.fromEntries(
  otherKinds.flatMap((kind) =>
    (['coordinator', 'observer', 'administrator'] as const).map((role) => [
      `${role} of ${kind}`,
      { role, agency: otherAgencies[kind] },
    ]),
  ),
) as Record<Newcomer, { role: Role; agency: AgencyName }>;

/** At the meeting, of an authority and of each other kind, and signed in as surely as anyone. */
export const guestsHere = [
  'guest',
  ...otherKinds.map((kind) => `guest of ${kind}` as const),
] as const;
export const guests = [...guestsHere, 'guest of another meeting'] as const;
type Guest = (typeof guests)[number];

type Member = keyof typeof signedIn | Newcomer;
export type Principal = Member | Guest | 'stranger' | 'coordinator elsewhere' | 'nobody';

export const members = Object.keys({ ...signedIn, ...newcomers }) as Member[];
export const principals: readonly Principal[] = [
  ...members,
  ...guests,
  'stranger',
  'coordinator elsewhere',
  'nobody',
];

export const leaders: readonly Principal[] = members.filter((one) => one.startsWith('coordinator'));
export const owners: readonly Principal[] = ['owner', 'owner by passkey', 'owner by link'];
export const attendees: readonly Principal[] = members.filter(
  (one) => !one.startsWith('administrator'),
);
export const participants = attendees.filter((one) => !one.startsWith('observer'));
export const administrators = members.filter(
  (one) => one.startsWith('administrator') && !one.endsWith('by link'),
);
export const administering: readonly Principal[] = [
  ...leaders.filter((one) => !one.endsWith('by link')),
  ...administrators,
];
/** At the meeting that the guests are guests of. */
export const atTheMeeting: readonly Principal[] = [...attendees, ...guestsHere];
/** Those at the meeting who speak for their agency. */
export const speakers: readonly Principal[] = [...participants, ...guestsHere];
/** Those who hear what authorities keep among themselves. */
export const insiders: readonly Principal[] = [
  'coordinator',
  'authority',
  'owner',
  'owner by passkey',
  'observer',
];

const waysTo: Record<MeetingStatus, Command[]> = {
  planned: [],
  open: [{ type: 'meeting.open' }],
  closed: [{ type: 'meeting.open' }, { type: 'meeting.close' }],
  cancelled: [{ type: 'meeting.cancel', reason: 'Inställt' }],
};

export class Doors {
  private constructor(
    private readonly server: TestApp,
    readonly world: World,
    private readonly foreign: World,
    private readonly otherMeetingId: string,
  ) {}

  static async of(server: TestApp): Promise<Doors> {
    const administered = await AdministeredWorld.on(server);
    await done(administered.change('brandförsvaret', { role: 'administrator' }));
    const { world } = administered;
    const foreign = await createWorld(server.app);
    return new Doors(server, world, foreign, await world.planMeeting(OTHER_MEETING_DAYS_LATER));
  }

  /** A new session's Cookie header, for those at that meeting; empty for nobody. */
  async cookieOf(principal: Principal, meetingId = this.world.meetingId): Promise<string> {
    if (principal === 'nobody') return '';
    if (principal === 'stranger') return this.foreign.signIn('polisen');
    if (principal === 'coordinator elsewhere') return this.foreign.signIn('samordnaren');
    if (isGuest(principal)) {
      const agency = agencyOf(principal);
      const isElsewhere = principal === 'guest of another meeting';
      return this.letIn('attendee', agency, isElsewhere ? this.otherMeetingId : meetingId);
    }
    if (principal in newcomers) {
      const { role, agency } = newcomers[principal as Newcomer];
      return this.letIn(role, agency);
    }
    const [person, method] = signedIn[principal as keyof typeof signedIn];
    return this.world.signIn(person, method);
  }

  /** Sessions of guests of that meeting, of each kind of agency. */
  async guestsOf(meetingId: string): Promise<ReadonlyMap<Principal, string>> {
    const cookies = new Map<Principal, string>();
    for (const guest of guestsHere) cookies.set(guest, await this.cookieOf(guest, meetingId));
    return cookies;
  }

  /** Leads a planned meeting into that state. */
  async bring(meetingId: string, status: MeetingStatus): Promise<void> {
    const cookie = await this.cookieOf('coordinator');
    const path = `/api/v1/partnerships/${this.world.partnershipId}/meetings/${meetingId}/commands`;
    for (const command of waysTo[status]) {
      const given = await this.knock('POST', path, cookie, { commandId: randomUUID(), command });
      if (given.status !== 200) throw new Error(given.body);
    }
  }

  /** Somebody new, and if a meeting is named, with a pass for that alone. */
  private async letIn(role: Role, agency: AgencyName, meetingId?: string): Promise<string> {
    const { app } = this.server;
    const { partnershipId } = this.world;
    const personId = randomUUID();
    await app.get(DataSource).transaction(async (manager) => {
      const agencyId = this.world.agency[agency];
      const email = `${personId}@example.se`;
      await manager.insert(PersonRow, { id: personId, name: 'Ny', email });
      await manager.insert(MembershipRow, { partnershipId, personId, agencyId, role });
      const endsAt = new Date(Date.now() + PASS_LASTS_MS);
      if (meetingId !== undefined)
        await manager.insert(GuestPassRow, { partnershipId, personId, meetingId, endsAt });
      await raiseRightsVersion(manager, partnershipId);
    });
    return (await beginSession(app, personId)).cookie;
  }

  /** A request as nobody's browser would refuse to send it. */
  async knock(
    method: string,
    path: string,
    cookie: string,
    body?: unknown,
    basedOn = 999,
  ): Promise<Knocked> {
    const answer = await plainRequest(
      this.server.origin.replace('127.0.0.1', 'localhost') + path,
      method,
      {
        cookie,
        // Each from an address of its own: how often one may try is no matter of access.
        'x-forwarded-for': newAddress(),
        'if-match': `"${basedOn}"`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
    );
    return {
      status: answer.status,
      length: answer.headers['content-length'] ?? null,
      body: answer.body,
      code: codeIn(answer.body),
    };
  }
}

export function isGuestHere(principal: Principal): boolean {
  return guestsHere.some((one) => one === principal);
}

function isGuest(principal: Principal): principal is Guest {
  return guests.some((one) => one === principal);
}

/** Of whoever is at the meeting. */
function agencyOf(principal: Principal): AgencyName {
  if (isGuest(principal)) {
    const kind = otherKinds.find((one) => principal === `guest of ${one}`);
    return kind === undefined ? 'brandförsvaret' : otherAgencies[kind];
  }
  if (principal in newcomers) return newcomers[principal as Newcomer].agency;
  const [person] = signedIn[principal as keyof typeof signedIn];
  return person === 'samordnaren' || person === 'chefen' ? 'kommunen' : person;
}

/** Those at the meeting who speak for that agency. */
export function speakersOf(agency: AgencyName): readonly Principal[] {
  return speakers.filter((one) => agencyOf(one) === agency);
}

export interface Knocked {
  readonly status: number;
  readonly length: string | null;
  readonly body: string;
  readonly code: string | null;
}

let addresses = 0;

function newAddress(): string {
  addresses += 1;
  return `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

function codeIn(text: string): string | null {
  try {
    return (JSON.parse(text) as { code?: string }).code ?? null;
  } catch {
    return null;
  }
}
