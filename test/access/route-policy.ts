// Who may come in by which route: a line for every route there is. A route without its line fails the
// build. A line names who is let in; to every other member the thing is not there, unless the line says
// that they may know of it (`not-allowed`). Strangers are told the same as of what does not exist.
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { headings } from '../../src/administration/csv/words.js';
import type { MeetingStatus } from '../../src/contract/vocabulary.js';
import { usualInitialAudiences } from '../../src/domain/meeting/initial-audience.js';
import { hashOf } from '../../src/identity/secret.js';
import { planOf } from '../series/planning-world.js';
import type { World } from '../support/meeting-world.js';
import { newToken } from '../support/token.js';
import {
  administering,
  administrators,
  atTheMeeting,
  attendees,
  guests,
  guestsHere,
  leaders,
  members,
  participants,
  principals,
  type Principal,
} from './principals.js';

export interface Cell {
  readonly world: World;
  readonly dataSource: DataSource;
  readonly cookie: string;
}

export interface RoutePolicy {
  /** Those whom the door opens to; what they ask for may still be refused for another reason. */
  readonly opens: readonly Principal[];
  /** Those whom it would open to, had they signed in by more than a link. */
  readonly tooWeak?: readonly Principal[];
  /** What members are told to whom it does not open. */
  readonly otherwise?: 'not-found' | 'not-allowed';
  /** What the meeting's guest is told to whom it does not open; to them, hardly anything is there. */
  readonly toGuest?: 'not-found' | 'not-allowed';
  /** Also those who are not signed in are told that it is not there. */
  readonly unguarded?: boolean;
  /** The states of the meeting that it names in which it does anything; all when left out. */
  readonly during?: readonly MeetingStatus[];
  /** A body that says what is asked for, in full: rights are looked at after form. */
  readonly body?: (cell: Cell) => unknown;
  /** What the address names, where it is not one of the world's. */
  readonly params?: (cell: Cell) => Promise<Record<string, string>> | Record<string, string>;
  readonly query?: string;
  /** It ends the session that asks, so each is asked with one of its own. */
  readonly endsSession?: boolean;
}

/** A link by mail is too weak to let others in with. */
const administration = {
  opens: administering,
  tooWeak: ['coordinator by link', 'administrator by link'],
} as const satisfies Pick<RoutePolicy, 'opens' | 'tooWeak'>;
const everyone = principals;
const signedIn = principals.filter((one) => one !== 'nobody');
const byLink = signedIn.filter((one) => one.endsWith('by link'));
/** By more than a link in a mail. */
const strongly = signedIn.filter((one) => !byLink.includes(one));
/** One person, whose own things are tried; also to colleagues in the same role these are not there. */
const coordinator: readonly Principal[] = ['coordinator', 'coordinator by link'];
const partnership = '/api/v1/partnerships/:partnershipId';
const facts = { name: 'Samverkan', municipality: 'Nynäshamn', timeZone: 'Europe/Stockholm' };
const agency = { name: 'Väktarna', shortName: 'Väktarna', abbreviation: 'Vä', kind: 'company' };
const agreement = {
  title: 'Överenskommelse',
  startsOn: '2026-01-01',
  endsOn: '2027-12-31',
  signatories: [],
};
const person = ({ world }: Cell) => ({
  name: 'Ny',
  agencyId: world.agency.polisen,
  role: 'attendee',
  isDeputy: false,
});
const preview = {
  ...planOf().definition,
  from: '2026-01-01',
  to: '2026-03-01',
};

const emptyList = { kind: 'people', csv: headings('people').join(';') };
/** In the form of a passkey's answer, and signed by none. */
const made = { id: 'AAAA', clientDataJSON: 'AAAA', attestationObject: 'AAAA' };
const signed = { id: 'AAAA', clientDataJSON: 'AAAA', authenticatorData: 'AAAA' };

export const routePolicies: Record<string, RoutePolicy> = {
  ...Object.fromEntries(
    [
      '/api/openapi.json',
      '/api/docs',
      '/api/docs/',
      '/api/docs/index.html',
      '/api/docs/swagger-ui-init.js',
      '/api/docs/docs/swagger-ui-init.js',
    ].map((path) => [`GET ${path}`, { opens: everyone }]),
  ),
  // Shut, for it would tell which version of a package is served.
  'GET /api/docs/LICENSE': { opens: [], unguarded: true },
  'GET /healthz': { opens: everyone },
  'GET /readyz': { opens: everyone },

  'GET /api/v1/sign-in': { opens: everyone },
  'POST /api/v1/sign-in/link': { opens: everyone, body: () => ({ secret: 'A'.repeat(43) }) },
  'POST /api/v1/sign-in/mail': {
    opens: everyone,
    body: () => ({ email: 'ingen@example.se', language: 'sv' }),
  },
  'POST /api/v1/sign-in/providers/:providerId': {
    opens: everyone,
    body: () => ({ returnPath: '/' }),
    params: () => ({ providerId: 'konto' }),
  },
  'GET /api/v1/sign-in/providers/:providerId/return': {
    opens: everyone,
    params: () => ({ providerId: 'konto' }),
  },
  'GET /api/v1/session': { opens: signedIn },
  'DELETE /api/v1/session': { opens: everyone, endsSession: true },
  'GET /api/v1/sessions': { opens: signedIn },
  'DELETE /api/v1/sessions': { opens: signedIn, endsSession: true },
  'DELETE /api/v1/sessions/:sessionId': {
    opens: signedIn,
    endsSession: true,
    params: async (cell) => ({ sessionId: await sessionOf(cell) }),
  },

  'POST /api/v1/sign-in/passkey/challenge': { opens: everyone, body: () => ({}) },
  'POST /api/v1/sign-in/passkey': {
    opens: everyone,
    body: () => ({ ...signed, signature: 'AAAA', userHandle: 'AAAA' }),
  },
  'GET /api/v1/passkeys': { opens: signedIn },
  'POST /api/v1/passkeys/challenge': {
    opens: strongly.filter((one) => !one.startsWith('guest')),
    tooWeak: [...byLink, ...guests],
    body: () => ({}),
  },
  // Whether one may add it is looked at once it is a passkey.
  'POST /api/v1/passkeys': { opens: signedIn, body: () => ({ ...made, name: 'Telefonen' }) },
  'PUT /api/v1/passkeys/:passkeyId': {
    opens: strongly,
    tooWeak: byLink,
    body: () => ({ name: 'Telefonen' }),
    params: async (cell) => ({ passkeyId: await storePasskey(cell) }),
  },
  'DELETE /api/v1/passkeys/:passkeyId': {
    opens: strongly,
    tooWeak: byLink,
    params: async (cell) => ({ passkeyId: await storePasskey(cell) }),
  },
  'POST /api/v1/invitations/preview': { opens: everyone, body: () => ({ secret: 'A'.repeat(43) }) },
  'POST /api/v1/invitations/join': { opens: everyone, body: () => ({ secret: 'A'.repeat(43) }) },

  // Dates that follow from what was sent alone.
  'POST /api/v1/series/preview': { opens: everyone, body: () => preview },
  'POST /api/v1/series/preview-context': { opens: everyone, body: () => preview },

  'POST /api/v1/partnerships': {
    ...administration,
    opens: [...administering, 'coordinator elsewhere'],
    body: () => ({ ...facts, name: `Samverkan ${newToken()}`, agency }),
  },
  [`GET ${partnership}`]: { opens: [...members, ...guests] },
  [`PUT ${partnership}`]: { ...administration, body: () => facts },
  [`PUT ${partnership}/initial-audiences`]: {
    ...administration,
    body: () => usualInitialAudiences,
  },
  [`GET ${partnership}/directory`]: administration,
  [`GET ${partnership}/audit`]: { opens: administrators, tooWeak: ['administrator by link'] },
  [`POST ${partnership}/agreements`]: { ...administration, body: () => agreement },
  [`PUT ${partnership}/agreements/:agreementId`]: {
    ...administration,
    body: () => agreement,
    params: async ({ world, dataSource }) => ({
      agreementId: await storeAgreement(world, dataSource),
    }),
  },
  [`POST ${partnership}/agencies`]: {
    ...administration,
    body: () => ({ ...agency, name: newToken(), signIn: [] }),
  },
  [`PUT ${partnership}/agencies/order`]: { ...administration, body: () => ({ ids: [] }) },
  [`PUT ${partnership}/agencies/:agencyId`]: {
    ...administration,
    body: () => ({ ...agency, signIn: [], isRetired: false }),
    params: ({ world }) => ({ agencyId: world.agency.polisen }),
  },
  [`POST ${partnership}/people`]: {
    ...administration,
    body: (cell) => ({ ...person(cell), email: `${randomUUID()}@example.se` }),
  },
  [`PUT ${partnership}/people/:personId`]: {
    ...administration,
    body: person,
    params: ({ world }) => ({ personId: world.person.polisen }),
  },
  [`DELETE ${partnership}/people/:personId`]: {
    ...administration,
    params: async ({ world, dataSource }) => ({ personId: await storeMember(world, dataSource) }),
  },
  [`GET ${partnership}/exports/:kind`]: {
    ...administration,
    params: () => ({ kind: 'people' }),
  },
  [`POST ${partnership}/imports/preview`]: { ...administration, body: () => emptyList },
  [`POST ${partnership}/imports`]: {
    ...administration,
    body: () => ({ ...emptyList, basis: 'another' }),
  },
  [`GET ${partnership}/invitations`]: administration,
  [`POST ${partnership}/invitations`]: {
    ...administration,
    during: ['planned', 'open'],
    body: ({ world }) => ({
      name: 'Ny',
      email: `${randomUUID()}@example.se`,
      agencyId: world.agency.polisen,
      role: 'attendee',
      guestOf: { meetingId: world.meetingId, endsAt: null },
    }),
  },
  [`POST ${partnership}/invitations/:invitationId/letters`]: {
    ...administration,
    body: () => ({}),
    params: async (cell) => ({ invitationId: await storeInvitation(cell) }),
  },
  [`DELETE ${partnership}/invitations/:invitationId`]: {
    ...administration,
    params: async (cell) => ({ invitationId: await storeInvitation(cell) }),
  },
  [`POST ${partnership}/places`]: {
    ...administration,
    body: () => ({ name: newToken(), kind: 'area' }),
  },
  [`PUT ${partnership}/places/order`]: { ...administration, body: () => ({ ids: [] }) },
  [`PUT ${partnership}/places/:placeId`]: {
    ...administration,
    body: () => ({ name: 'Stationen', kind: 'station', isRetired: false }),
    params: ({ world }) => ({ placeId: world.place.stationen }),
  },

  [`GET ${partnership}/meetings`]: { opens: attendees },
  [`GET ${partnership}/meetings/:meetingId/board`]: { opens: atTheMeeting },
  // What a command may do is the matter of command-policy.ts; this one is held up by the person guard.
  [`POST ${partnership}/meetings/:meetingId/commands`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    toGuest: 'not-allowed',
    during: ['closed'],
    body: () => ({
      commandId: randomUUID(),
      command: { type: 'meeting.reopen', reason: 'Ring 070-174 06 05' },
    }),
  },
  [`GET ${partnership}/meetings/:meetingId/rsvps`]: { opens: attendees },
  [`PUT ${partnership}/meetings/:meetingId/rsvps/mine`]: {
    during: ['planned'],
    opens: participants,
    otherwise: 'not-allowed',
    body: () => ({ answer: 'comes', deputyId: null }),
  },
  [`GET ${partnership}/meetings/:meetingId/reports`]: { opens: atTheMeeting },
  [`PUT ${partnership}/meetings/:meetingId/reports/mine`]: {
    during: ['planned'],
    opens: [...participants, ...guestsHere],
    otherwise: 'not-allowed',
    body: () => ({ answer: 'filed' }),
  },
  [`GET ${partnership}/calendar-mail`]: { opens: attendees },
  [`PUT ${partnership}/calendar-mail`]: {
    opens: participants,
    otherwise: 'not-allowed',
    body: () => ({ isWanted: true, language: 'sv' }),
  },
  [`POST ${partnership}/calendar-mail/tries`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => ({}),
  },
  [`POST ${partnership}/meetings/:meetingId/reports/reminders`]: {
    during: ['planned'],
    opens: leaders,
    otherwise: 'not-allowed',
    toGuest: 'not-allowed',
    body: () => ({}),
  },
  [`POST ${partnership}/meetings/:meetingId/reports/tries`]: {
    during: ['planned'],
    opens: leaders,
    otherwise: 'not-allowed',
    toGuest: 'not-allowed',
    body: () => ({}),
  },
  [`GET ${partnership}/report-timing`]: { opens: attendees },
  [`PUT ${partnership}/report-timing`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => ({ askedDaysBefore: 7, remindedDaysBefore: 2 }),
  },
  [`GET ${partnership}/actions`]: { opens: attendees },
  [`GET ${partnership}/calendar`]: { opens: attendees, query: '?from=2026-01-01&to=2026-02-01' },
  [`GET ${partnership}/calendar/undecided`]: { opens: attendees },
  [`GET ${partnership}/calendar-feeds`]: { opens: attendees },
  [`POST ${partnership}/calendar-feeds`]: {
    opens: attendees,
    body: () => ({ scope: 'person', seriesId: null, language: 'sv' }),
  },
  [`POST ${partnership}/calendar-feeds/:feedId/addresses`]: {
    opens: coordinator,
    body: () => ({}),
    params: async (cell) => ({ feedId: await storeFeed(cell) }),
  },
  [`DELETE ${partnership}/calendar-feeds/:feedId`]: {
    opens: coordinator,
    params: async (cell) => ({ feedId: await storeFeed(cell) }),
  },
  // Whoever has the address has the calendar; whoever has not is told the same as of any other thing.
  'GET /api/v1/calendar-feeds/:file': {
    opens: [],
    unguarded: true,
    params: () => ({ file: `${'A'.repeat(43)}.ics` }),
  },
  [`GET ${partnership}/meetings/:meetingId/calendar.ics`]: { opens: atTheMeeting },
  [`POST ${partnership}/calendar/series-context`]: { opens: attendees, body: () => preview },
  [`GET ${partnership}/local-days`]: { opens: attendees },
  [`POST ${partnership}/local-days`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => ({
      kind: 'school-break',
      title: 'Sportlov',
      startsOn: '2026-02-23',
      endsOn: '2026-02-27',
    }),
  },
  [`POST ${partnership}/local-days/previews`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => ({ format: 'csv', content: 'namn;från', kind: 'school-break' }),
  },
  [`POST ${partnership}/local-days/imports`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => ({ format: 'csv', content: 'namn;från', kind: 'school-break' }),
  },
  [`PUT ${partnership}/local-days/:localDaysId`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    params: async (cell) => ({ localDaysId: await storeLocalDays(cell) }),
    body: () => ({
      kind: 'local-event',
      title: 'Marknad',
      startsOn: '2026-08-01',
      endsOn: '2026-08-02',
    }),
  },
  [`DELETE ${partnership}/local-days/:localDaysId`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    params: async (cell) => ({ localDaysId: await storeLocalDays(cell) }),
  },
  [`GET ${partnership}/series`]: { opens: attendees },
  [`POST ${partnership}/series`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => planOf({ title: 'Ring 070-174 06 05' }),
  },
  [`GET ${partnership}/series/:seriesId`]: { opens: attendees },
  [`PUT ${partnership}/series/:seriesId`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => planOf(),
  },
  [`POST ${partnership}/series/:seriesId/preview`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => planOf(),
  },
  [`PUT ${partnership}/series/:seriesId/dates/:on`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    params: () => ({ on: '2026-01-09' }),
    body: () => ({ answer: 'cancel', reason: 'Ring 070-174 06 05' }),
  },
  [`DELETE ${partnership}/series/:seriesId/dates/:on`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    params: () => ({ on: '2026-01-09' }),
  },
  [`POST ${partnership}/series/:seriesId/extra-meetings`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    body: () => ({ start: '2026-01-10T18:00' }),
  },
  [`GET ${partnership}/series/:seriesId/following/:on`]: {
    opens: attendees,
    params: () => ({ on: '2026-01-09' }),
  },
  [`POST ${partnership}/series/:seriesId/following/:on/preview`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    params: () => ({ on: '2026-01-09' }),
    body: () => ({ plan: null }),
  },
  [`PUT ${partnership}/series/:seriesId/following/:on`]: {
    opens: leaders,
    otherwise: 'not-allowed',
    params: () => ({ on: '2026-01-09' }),
    body: () => ({ plan: null, losses: [] }),
  },
};

async function storeMember({ partnershipId, agency: ids }: World, dataSource: DataSource) {
  const id = randomUUID();
  await dataSource.query(`INSERT INTO person (id, name, email) VALUES ($1, 'Ny', $2)`, [
    id,
    `${id}@example.se`,
  ]);
  await dataSource.query(
    `INSERT INTO membership (partnership_id, person_id, agency_id, role)
     VALUES ($1, $2, $3, 'attendee')`,
    [partnershipId, id, ids.polisen],
  );
  return id;
}

async function storeAgreement({ partnershipId }: World, dataSource: DataSource) {
  const id = randomUUID();
  await dataSource.query(
    `INSERT INTO partnership_agreement (partnership_id, id, title, starts_on, ends_on)
     VALUES ($1, $2, 'Överenskommelse', '2026-01-01', '2027-12-31')`,
    [partnershipId, id],
  );
  return id;
}

async function storePasskey({ cookie, dataSource }: Cell): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, name, made_at, made_by)
     SELECT $1, person_id, $2, $2, 0, 'Telefonen', now(), 'oidc' FROM session WHERE secret_hash = $3`,
    [id, randomBytes(16), hashOf(cookie.split('=')[1] ?? '')],
  );
  return id;
}

async function storeInvitation({ world, dataSource }: Cell): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `INSERT INTO invitation (partnership_id, id, agency_id, role, name, email, invited_by,
       created_at, expires_at, mail_state)
     VALUES ($1, $2, $3, 'attendee', 'Ny', $4, $5, now(), now() + interval '1 day', 'sent')`,
    [world.partnershipId, id, world.agency.polisen, `${id}@example.se`, world.person.samordnaren],
  );
  return id;
}

async function storeLocalDays({ world, dataSource }: Cell): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `INSERT INTO local_days (partnership_id, id, kind, title, starts_on, ends_on)
     VALUES ($1, $2, 'local-event', $3, '2026-08-01', '2026-08-01')`,
    [world.partnershipId, id, `Marknad ${id}`],
  );
  return id;
}

async function storeFeed({ world, dataSource }: Cell): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `INSERT INTO calendar_feed (partnership_id, id, person_id, agency_id, scope, language,
       secret_hash, made_at)
     VALUES ($1, $2, $3, $4, 'person', 'sv', $5, now())`,
    [world.partnershipId, id, world.person.samordnaren, world.agency.kommunen, hashOf(id)],
  );
  return id;
}

async function sessionOf({ cookie, dataSource }: Cell): Promise<string> {
  const [row] = await dataSource.query<{ id: string }[]>(
    'SELECT id FROM session WHERE secret_hash = $1',
    [hashOf(cookie.split('=')[1] ?? '')],
  );
  return row?.id ?? randomUUID();
}
