// Who and what the demonstration is about. Agencies and places are real kinds of such in the
// municipality; what is told of them is invented, and nobody in it is a person.
import type { PartnershipSetUp } from '../directory/partnership-set-up.js';
import type { SeriesPlan } from '../contract/series.js';
import type { AgencyKind, PlaceKind, Role } from '../contract/vocabulary.js';
import { usualInitialAudiences } from '../domain/meeting/initial-audience.js';
import { usualAgenda } from '../domain/meeting/usual-agenda.js';

/** No mail ever goes there (RFC 2606), and by it the people of the demonstration are known. */
export const DEMO_MAIL_DOMAIN = 'demo.invalid';

const agencies = {
  Kommunen: ['Nynäshamns kommun', 'KO', 'authority'],
  Polisen: ['Polisen, lokalpolisområde Haninge/Nynäshamn', 'PO', 'authority'],
  Brandförsvaret: ['Södertörns brandförsvarsförbund', 'SB', 'authority'],
  Fritidsgården: ['Fritidsgården i Nynäshamn', 'FG', 'municipal-service'],
  Fältgruppen: ['Socialtjänstens fältgrupp', 'FÄ', 'municipal-service'],
  Bostadsbolaget: ['Bostadsbolaget', 'BB', 'company'],
  Väktarbolaget: ['Väktarbolaget', 'VB', 'company'],
  Handlarna: ['Centrumhandlarna', 'CH', 'association'],
  Nattvandrarna: ['Nattvandrarna', 'NV', 'association'],
} as const satisfies Record<string, readonly [name: string, abbreviation: string, AgencyKind]>;
export type AgencyName = keyof typeof agencies;

const places = {
  'Väg 225': 'street',
  'Nynäshamns centrum': 'area',
  'Nynäshamns station': 'station',
  'Gångvägen till Nynäshamns station': 'path',
  'Gångvägen till Gröndalsviken': 'path',
  'Folkets park': 'venue',
  Hamnen: 'area',
  'Ösmo centrum': 'area',
  'Ösmo station': 'station',
  'Gångvägen till Ösmo station': 'path',
  Sorunda: 'area',
} as const satisfies Record<string, PlaceKind>;
export type PlaceName = keyof typeof places;

/** People by what they are; the key is the local part of an address that does not exist. */
const people = {
  samordnare: ['Samordnare, kommunen', 'Kommunen', 'coordinator'],
  ledning: ['Säkerhetschef, kommunen', 'Kommunen', 'observer'],
  forvaltare: ['Systemförvaltare, kommunen', 'Kommunen', 'administrator'],
  kommunpolis: ['Kommunpolis, Polisen', 'Polisen', 'attendee'],
  'yttre-befal': ['Yttre befäl, Polisen', 'Polisen', 'attendee'],
  brandinspektor: ['Brandinspektör, brandförsvaret', 'Brandförsvaret', 'attendee'],
  fritidsledare: ['Fritidsledare, fritidsgården', 'Fritidsgården', 'attendee'],
  faltsekreterare: ['Fältsekreterare, fältgruppen', 'Fältgruppen', 'attendee'],
  kvartersvard: ['Kvartersvärd, bostadsbolaget', 'Bostadsbolaget', 'attendee'],
  vaktare: ['Gruppledare, väktarbolaget', 'Väktarbolaget', 'attendee'],
  handlare: ['Ordförande, centrumhandlarna', 'Handlarna', 'attendee'],
  nattvandrare: ['Lagledare, nattvandrarna', 'Nattvandrarna', 'attendee'],
} as const satisfies Record<string, readonly [name: string, AgencyName, Role]>;
export type PersonName = keyof typeof people;

export const DEMO_TIME_ZONE = 'Europe/Stockholm';

/** When the evening begins, on the clocks of the place. */
export const DEMO_START_HOUR = 18;

/** The e-mail address that a person of the demonstration is stored under. */
export const addressOf = (person: PersonName) => `${person}@${DEMO_MAIL_DOMAIN}`;

/** The name that an agency of the story is stored under. */
export const nameOf = (agency: AgencyName): string => agencies[agency][0];

/** The partnership, under an agreement that holds for the two years around the given one. */
export function demoPartnership(year: number): PartnershipSetUp {
  return {
    name: 'Samverkan Nynäshamn',
    municipality: 'Nynäshamns kommun',
    timeZone: DEMO_TIME_ZONE,
    agencies: Object.entries(agencies).map(([shortName, [name, abbreviation, kind]]) => ({
      name,
      shortName,
      abbreviation,
      kind,
    })),
    places: Object.entries(places).map(([name, kind]) => ({ name, kind })),
    agreement: {
      title: `Samverkansöverenskommelse ${year - 1}–${year}`,
      startsOn: `${year - 1}-01-01`,
      endsOn: `${year}-12-31`,
      signatories: [
        { agency: nameOf('Kommunen'), signedBy: 'Kommundirektören' },
        { agency: nameOf('Polisen'), signedBy: 'Lokalpolisområdeschefen' },
        { agency: nameOf('Brandförsvaret'), signedBy: 'Räddningschefen' },
      ],
    },
    // They have met for a long time, and share with the table unless they say otherwise.
    initialAudiences: { ...usualInitialAudiences, authority: 'table' },
    people: (Object.keys(people) as PersonName[]).map((person) => {
      const [name, agency, role] = people[person];
      return { name, email: addressOf(person), agency: nameOf(agency), role };
    }),
  };
}

/** The series: every third Friday evening from a first one on, with the usual agenda. */
export function demoSeries(firstFriday: string): SeriesPlan {
  return {
    title: 'Utsättning',
    venue: 'Kommunhuset, Stora salen',
    definition: {
      start: `${firstFriday}T${DEMO_START_HOUR}:00`,
      timeZone: DEMO_TIME_ZONE,
      durationMinutes: 50,
      rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
      excludedStarts: [],
      extraStarts: [],
    },
    agendaTemplate: usualAgenda,
  };
}
