// A small partnership around a table, with one planned meeting: what most tests of meetings begin with.
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { generateNKeysBetween } from 'fractional-indexing';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { PartnershipSetUp } from '../../src/directory/partnership-set-up.js';
import { storePartnership } from '../../src/directory/store-partnership.js';
import { AgendaItemRow } from '../../src/meetings/rows/agenda-item-row.js';
import { MeetingRow } from '../../src/meetings/rows/meeting-row.js';
import { newId } from '../../src/platform/ids.js';
import { MeetingSeriesRow } from '../../src/series/rows/meeting-series-row.js';
import { beginSession } from './sign-in.js';
import { thirdFriday } from './third-friday.js';

const agencies = [
  ['kommunen', 'Ko', 'authority'],
  ['polisen', 'Po', 'authority'],
  ['brandförsvaret', 'Br', 'authority'],
  ['fritidsgården', 'Fr', 'municipal-service'],
  ['bostadsbolaget', 'Bo', 'company'],
  ['nattvandrarna', 'Na', 'association'],
] as const;

export type AgencyName = (typeof agencies)[number][0];
export type PersonName = AgencyName | 'samordnaren' | 'chefen';

export interface World {
  readonly partnershipId: string;
  readonly seriesId: string;
  readonly meetingId: string;
  readonly agency: Record<AgencyName, string>;
  readonly person: Record<PersonName, string>;
  readonly place: Record<'stationen' | 'väg 225', string>;
  /** The Cookie header of a new session of that person; by a link it opens nothing that is closed. */
  signIn(person: PersonName, method?: SignInMethod): Promise<string>;
  /** Another planned meeting of the same series, so many days after the first. */
  planMeeting(daysLater: number): Promise<string>;
}

/** Stores a partnership of its own; several can share a database. */
export async function createWorld(app: NestExpressApplication): Promise<World> {
  const dataSource = app.get(DataSource);
  const mark = newId();
  const email = (name: string) =>
    `${name.normalize('NFD').replace(/[^a-z]/g, '')}-${mark}@example.se`;
  const setUp = PartnershipSetUp.parse({
    name: `Samverkan ${mark}`,
    municipality: 'Nynäshamn',
    timeZone: 'Europe/Stockholm',
    agencies: agencies.map(([name, abbreviation, kind]) => ({
      name,
      shortName: name,
      abbreviation,
      kind,
    })),
    places: [
      { name: 'stationen', kind: 'station' },
      { name: 'väg 225', kind: 'street' },
    ],
    people: [
      { name: 'samordnaren', agency: 'kommunen', role: 'coordinator', email: email('samordnaren') },
      { name: 'chefen', agency: 'kommunen', role: 'observer', email: email('chefen') },
      ...agencies.map(([name]) => ({ name, agency: name, role: 'attendee', email: email(name) })),
    ],
  });
  const stored = await dataSource.transaction((manager) => storePartnership(manager, setUp));
  const { partnershipId } = stored;
  const seriesId = newId();
  await dataSource.manager.insert(MeetingSeriesRow, {
    partnershipId,
    id: seriesId,
    title: 'Utsättning',
    venue: 'Kommunhuset',
    ...thirdFriday,
    agendaTemplate: [{ title: 'Upprop', minutes: 5 }],
  });
  const planMeeting = async (daysLater: number) => {
    const id = newId();
    const startsAt = new Date(Date.UTC(2026, 0, 9 + daysLater, 17));
    await dataSource.manager.insert(MeetingRow, {
      partnershipId,
      id,
      seriesId,
      slot: startsAt.toISOString().slice(0, 16),
      title: 'Utsättning',
      venue: 'Kommunhuset',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 50 * 60_000),
      timeZone: 'Europe/Stockholm',
      statusReason: null,
      openedAt: null,
      closedAt: null,
      cursors: {},
    });
    const [first = '', second = ''] = generateNKeysBetween(null, null, 2);
    await dataSource.manager.insert(
      AgendaItemRow,
      [
        { orderKey: first, title: 'Upprop' },
        { orderKey: second, title: 'Lägesbild, laget runt' },
      ].map((item) => ({
        ...item,
        partnershipId,
        meetingId: id,
        id: newId(),
        minutes: 5,
        state: 'pending' as const,
        startedAt: null,
        finishedAt: null,
        revision: 0,
      })),
    );
    return id;
  };
  const person = (name: PersonName) => stored.personIds.get(email(name)) ?? '';
  return {
    partnershipId,
    seriesId,
    meetingId: await planMeeting(0),
    agency: Object.fromEntries(stored.agencyIds) as World['agency'],
    place: Object.fromEntries(stored.placeIds) as World['place'],
    person: Object.fromEntries(
      [...agencies.map(([name]) => name), 'samordnaren' as const, 'chefen' as const].map((name) => [
        name,
        person(name),
      ]),
    ) as World['person'],
    planMeeting,
    signIn: async (name, method) => (await beginSession(app, person(name), method)).cookie,
  };
}
