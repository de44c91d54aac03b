// Everyone who may stand at a door: each role, each kind of agency, each strength of signing in, someone
// from elsewhere and nobody at all.
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Command } from '../../src/contract/commands.js';
import type { MeetingStatus, SignInMethod } from '../../src/contract/vocabulary.js';
import { raiseRightsVersion } from '../../src/directory/directory.service.js';
import { GuestPassRow } from '../../src/directory/rows/guest-pass-row.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { PersonRow } from '../../src/directory/rows/person-row.js';
import { AdministeredWorld, done } from '../administration/administered-world.js';
import type { TestApp } from '../support/app.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
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

type Member = keyof typeof signedIn;
/** Of an authority, for this meeting or another, and signed in as surely as anyone. */
export const guests = ['guest', 'guest of another meeting'] as const;
export type Principal =
  Member | (typeof guests)[number] | 'stranger' | 'coordinator elsewhere' | 'nobody';

export const members = Object.keys(signedIn) as Member[];
export const principals: readonly Principal[] = [
  ...members,
  ...guests,
  'stranger',
  'coordinator elsewhere',
  'nobody',
];

export const leaders: readonly Principal[] = ['coordinator', 'coordinator by link'];
export const owners: readonly Principal[] = ['owner', 'owner by passkey', 'owner by link'];
export const attendees: readonly Principal[] = members.filter(
  (one) => !one.startsWith('administrator'),
);
export const participants = attendees.filter((one) => one !== 'observer');
export const administering: readonly Principal[] = ['coordinator', 'administrator'];
/** At the meeting that the guest is a guest of. */
export const atTheMeeting: readonly Principal[] = [...attendees, 'guest'];
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
    if (principal === 'guest') return this.invite(meetingId);
    if (principal === 'guest of another meeting') return this.invite(this.otherMeetingId);
    const [person, method] = signedIn[principal];
    return this.world.signIn(person, method);
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

  /** Somebody new with a pass for that meeting alone. */
  private async invite(meetingId: string): Promise<string> {
    const { app } = this.server;
    const { partnershipId, agency } = this.world;
    const personId = randomUUID();
    await app.get(DataSource).transaction(async (manager) => {
      const agencyId = agency.brandförsvaret;
      await manager.insert(PersonRow, {
        id: personId,
        name: 'Gäst',
        email: `${personId}@example.se`,
      });
      await manager.insert(MembershipRow, { partnershipId, personId, agencyId, role: 'attendee' });
      const endsAt = new Date(Date.now() + PASS_LASTS_MS);
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
    const response = await fetch(this.server.origin.replace('127.0.0.1', 'localhost') + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie,
        // Each from an address of its own: how often one may try is no matter of access.
        'x-forwarded-for': newAddress(),
        'if-match': `"${basedOn}"`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      length: response.headers.get('content-length'),
      body: text,
      code: codeIn(text),
    };
  }
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
