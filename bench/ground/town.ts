// Partnerships with one open meeting each, written straight into both databases: the same meetings,
// the same people, already signed in.
import type { EntityManager } from 'typeorm';
import type pg from 'pg';
import { AgencyRow } from '../../src/directory/rows/agency-row.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { PartnershipRow } from '../../src/directory/rows/partnership-row.js';
import { PersonRow } from '../../src/directory/rows/person-row.js';
import { PlaceRow } from '../../src/directory/rows/place-row.js';
import { usualInitialAudiences } from '../../src/domain/meeting/initial-audience.js';
import { SessionRow } from '../../src/identity/rows/session-row.js';
import { hashOf, newSecret } from '../../src/identity/secret.js';
import { MeetingRow } from '../../src/meetings/rows/meeting-row.js';
import { insertRows } from '../../src/platform/database/bulk-write.js';
import { newId } from '../../src/platform/ids.js';
import { MeetingSeriesRow } from '../../src/series/rows/meeting-series-row.js';
import type { MeetingPlan, PersonPlan } from '../load/messages.js';

const KINDS = ['authority', 'authority', 'municipal-service', 'company'] as const;
const PLACES = 20;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Rows of one statement; each row takes some of PostgreSQL's 65,535 parameters. */
const SESSIONS_AT_ONCE = 2_000;

export interface TownSize {
  partnerships: number;
  /** People of each partnership, all of them at its meeting. */
  people: number;
  /** How many of them write. */
  writers: number;
}

export async function buildTown(
  manager: EntityManager,
  baseline: pg.Pool,
  { partnerships, people, writers }: TownSize,
): Promise<MeetingPlan[]> {
  const towns = Array.from({ length: partnerships }, () => newTown(people));
  const rows = <Row>(of: (town: Town) => Row[]) => towns.flatMap(of);
  await insertRows(manager, PartnershipRow, rows(partnershipRows));
  await insertRows(manager, AgencyRow, rows(agencyRows));
  await insertRows(manager, PlaceRow, rows(placeRows));
  await insertRows(manager, PersonRow, rows(personRows));
  await insertRows(manager, MembershipRow, rows(membershipRows));
  await insertRows(manager, MeetingSeriesRow, rows(seriesRows));
  await insertRows(manager, MeetingRow, rows(meetingRows));
  const sessions = rows(sessionRows);
  for (let start = 0; start < sessions.length; start += SESSIONS_AT_ONCE)
    await manager.insert(SessionRow, sessions.slice(start, start + SESSIONS_AT_ONCE));
  await baseline.query('INSERT INTO meeting (id) SELECT * FROM unnest($1::uuid[])', [
    towns.map(({ meetingId }) => meetingId),
  ]);
  return towns.map((town) => ({
    partnershipId: town.partnershipId,
    meetingId: town.meetingId,
    placeId: town.placeIds[0] ?? '',
    people: town.people.map(({ secret, agencyId }): PersonPlan => ({
      cookie: `utsattning=${secret}`,
      agencyId,
    })),
    writers,
  }));
}

interface Town {
  partnershipId: string;
  seriesId: string;
  meetingId: string;
  agencyIds: string[];
  placeIds: string[];
  people: { id: string; agencyId: string; secret: string }[];
}

function newTown(people: number): Town {
  const agencyIds = KINDS.map(() => newId());
  return {
    partnershipId: newId(),
    seriesId: newId(),
    meetingId: newId(),
    agencyIds,
    placeIds: Array.from({ length: PLACES }, () => newId()),
    people: Array.from({ length: people }, (_, index) => ({
      id: newId(),
      agencyId: agencyIds[index % agencyIds.length] ?? '',
      secret: newSecret(),
    })),
  };
}

const partnershipRows = ({ partnershipId }: Town): PartnershipRow[] => [
  {
    id: partnershipId,
    name: `Samverkan ${partnershipId}`,
    municipality: 'Nynäshamn',
    timeZone: 'Europe/Stockholm',
    rightsVersion: 1,
    initialAudiences: usualInitialAudiences,
    version: 1,
  },
];

const agencyRows = ({ partnershipId, agencyIds }: Town): AgencyRow[] =>
  agencyIds.map((id, position) => ({
    partnershipId,
    id,
    name: `Aktör ${position}`,
    shortName: `Aktör ${position}`,
    abbreviation: `A${position}`,
    kind: KINDS[position] ?? 'company',
    position,
    retiredAt: null,
    version: 1,
  }));

const placeRows = ({ partnershipId, placeIds }: Town): PlaceRow[] =>
  placeIds.map((id, position) => ({
    partnershipId,
    id,
    name: `Plats ${position}`,
    kind: 'area',
    position,
    retiredAt: null,
    version: 1,
  }));

const personRows = ({ people }: Town): PersonRow[] =>
  people.map(({ id }) => ({ id, name: 'Någon', email: `${id}@example.se` }));

const membershipRows = ({ partnershipId, people }: Town): MembershipRow[] =>
  people.map(({ id, agencyId }) => ({
    partnershipId,
    personId: id,
    agencyId,
    role: 'attendee',
    isDeputy: false,
    version: 1,
  }));

const seriesRows = ({ partnershipId, seriesId }: Town): MeetingSeriesRow[] => [
  {
    partnershipId,
    id: seriesId,
    title: 'Utsättning',
    venue: 'Kommunhuset',
    start: '2026-01-09T18:00',
    timeZone: 'Europe/Stockholm',
    durationMinutes: 50,
    rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
    excludedStarts: [],
    extraStarts: [],
    agendaTemplate: [],
    version: 1,
    continuesSeriesId: null,
    continuesFrom: null,
    // As on most days: what there is to plan has been planned.
    plannedOn: new Date().toISOString().slice(0, 10),
  },
];

const meetingRows = ({ partnershipId, seriesId, meetingId }: Town): MeetingRow[] => [
  {
    partnershipId,
    id: meetingId,
    seriesId,
    slot: '2026-01-09T18:00',
    title: 'Utsättning',
    venue: 'Kommunhuset',
    startsAt: new Date('2026-01-09T17:00:00Z'),
    endsAt: new Date('2026-01-09T17:50:00Z'),
    timeZone: 'Europe/Stockholm',
    status: 'open',
    statusReason: null,
    openedAt: new Date('2026-01-09T17:00:00Z'),
    closedAt: null,
    revision: 0,
    calendarSequence: 0,
    calendarChangedAt: new Date(),
    plannedAt: new Date(),
    cursors: {},
  },
];

const sessionRows = ({ people }: Town): SessionRow[] =>
  people.map(({ id, secret }) => ({
    id: newId(),
    secretHash: hashOf(secret),
    personId: id,
    method: 'oidc',
    partnershipIds: null,
    passkeyId: null,
    browser: null,
    system: null,
    createdAt: new Date(),
    seenAt: new Date(),
    expiresAt: new Date(Date.now() + DAY_MS),
  }));
