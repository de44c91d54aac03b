// What the records of the audit hold, as the page says it: in words, and never by a code or an id.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { auditKinds, type AuditKind } from '../../src/contract/vocabulary.js';
import type { AuditRecord } from '../../src/contract/audit.js';
import { listInWords } from '../../web/src/format/audience-words.js';
import { askedArea } from '../../web/src/pages/audit/asked-area.js';
import { detailLines } from '../../web/src/pages/audit/detail-lines.js';
import { detailWords } from '../../web/src/pages/audit/detail-words.js';
import type { Wording } from '../../web/src/pages/audit/wording.js';
import { pageWords } from '../e2e/page-words.js';

type Detail = AuditRecord['detail'];

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const ANNA = id(1);
const POLICE = id(2);
const SCHOOL = id(3);
const MEETING = id(4);
const STATION = id(5);
const THING = id(6);

function wordingIn(language: 'sv' | 'en'): Wording {
  const { audit, vocabulary, admin, common } = pageWords[language];
  const named = new Map([
    [ANNA, 'Anna'],
    [POLICE, 'Polisen'],
    [SCHOOL, 'Skolan'],
    [STATION, 'Stationen'],
  ]);
  const name = (one: string) => named.get(one) ?? '–';
  return {
    details: detailWords[language],
    names: {
      person: name,
      agency: name,
      place: name,
      meeting: (one) => (one === MEETING ? 'fre 4 dec' : null),
      date: (on) => `dagen ${on.slice(-1)}`,
      list: (names) => listInWords(names, language),
    },
    kinds: audit.kinds,
    roles: vocabulary.role,
    agencyKinds: admin.kindOf,
    kindsOf: admin.kindsOf,
    initialAudiences: admin.initialAudience.of,
    common,
  };
}

const ROUTE = '/api/v1/partnerships/:partnershipId';
const agency = { kind: 'authority', retired: false, version: 1, signIn: [] };
const binding = (claim: string) => ({ ...agency, signIn: [`https://login.example/a ${claim}`] });

/** What the server records of each kind, and how it is said. */
const told: Record<AuditKind, readonly (readonly [detail: Detail, lines: readonly string[]])[]> = {
  'session.began': [[{ sessionId: THING, method: 'passkey' }, ['Med en passnyckel']]],
  'session.ended': [
    [{ sessionId: THING, how: 'ended-elsewhere' }, ['Loggades ut från en annan enhet']],
  ],
  'sign-in.failed': [
    [
      { method: 'oidc', fault: 'not-a-member' },
      ['Med sin organisations inloggning', 'Ingen är upplagd med kontot'],
    ],
  ],
  'sign-in-link.issued': [[{ forPersonId: ANNA }, ['Gäller Anna']]],
  'invitation.sent': [[{ invitationId: THING }, []]],
  'invitation.withdrawn': [[{ invitationId: THING }, []]],
  'invitation.used': [[{ invitationId: THING, invitedBy: ANNA }, ['Bjöds in av Anna']]],
  'guest-pass.ended': [[{ personIds: [ANNA] }, ['Gäller Anna']]],
  'passkey.added': [[{ passkeyId: THING }, []]],
  'passkey.removed': [[{ passkeyId: THING, forPersonId: ANNA }, ['Gäller Anna']]],
  'account.unlinked': [[{ forPersonId: ANNA, issuer: 'https://login.example/a' }, ['Gäller Anna']]],
  'partnership.set-up': [
    [{ agencyId: POLICE }, ['Aktör: Polisen']],
    [{}, []],
  ],
  'rights.changed': [
    [
      {
        ofPersonId: ANNA,
        before: { agencyId: POLICE, role: 'attendee', version: 1 },
        after: { agencyId: SCHOOL, role: 'coordinator', version: 2 },
      },
      ['Gäller Anna', 'Roll: från deltagare till samordnare', 'Aktör: från Polisen till Skolan'],
    ],
    [
      { ofPersonId: ANNA, before: null, after: { agencyId: POLICE, role: 'observer', version: 1 } },
      ['Gäller Anna', 'Fick tillgång som åhörare för Polisen'],
    ],
    [
      { ofPersonId: ANNA, before: { agencyId: POLICE, role: 'observer', version: 1 }, after: null },
      ['Gäller Anna', 'Förlorade sin tillgång som åhörare för Polisen'],
    ],
    [
      {
        ofPersonId: ANNA,
        before: { agencyId: POLICE, role: 'observer', version: 1 },
        after: { agencyId: POLICE, role: 'observer', version: 2 },
      },
      ['Gäller Anna', 'Andra uppgifter ändrades'],
    ],
  ],
  'directory.changed': [
    [
      { part: 'agency', id: POLICE, before: agency, after: { ...agency, kind: 'company' } },
      ['Aktören Polisen', 'Slag: från myndighet till företag'],
    ],
    [
      { part: 'agency', id: POLICE, before: agency, after: binding('polis-1') },
      ['Aktören Polisen', 'Får logga in genom login.example'],
    ],
    [
      { part: 'agency', id: POLICE, before: binding('polis-1'), after: binding('polis-2') },
      ['Aktören Polisen', 'Känns igen på något annat hos login.example'],
    ],
    [
      {
        part: 'agency',
        id: POLICE,
        before: binding('polis-1'),
        after: { ...agency, retired: true },
      },
      ['Aktören Polisen', 'Är inte längre med', 'Får inte längre logga in genom login.example'],
    ],
    [
      { part: 'place', id: STATION, before: null, after: { retired: false, version: 1 } },
      ['Platsen Stationen', 'Lades till'],
    ],
    [
      { part: 'agreement', id: THING, before: { version: 1 }, after: { version: 2 } },
      ['Överenskommelsen', 'Andra uppgifter ändrades'],
    ],
    [
      { part: 'partnership', id: THING, before: { version: 1 }, after: { version: 2 } },
      ['Samverkans namn, kommun eller tidszon', 'Andra uppgifter ändrades'],
    ],
    [
      {
        part: 'partnership',
        id: THING,
        before: { initialAudiences: { authority: 'table', company: 'table' }, version: 1 },
        after: { initialAudiences: { authority: 'authorities', company: 'table' }, version: 2 },
      },
      [
        'Vilka som ser det man skriver, om man inte väljer andra',
        'Myndigheter: från alla vid bordet till endast myndigheter',
      ],
    ],
  ],
  'list.exported': [[{ list: 'people' }, ['Listan över personer']]],
  'calendar-feed.made': [[{ feedId: THING }, []]],
  'calendar-feed.ended': [[{ feedId: THING }, []]],
  'closed.read': [
    [
      {
        agencyId: POLICE,
        meetingId: MEETING,
        compartments: ['authorities', `agencies:${POLICE},${SCHOOL}`],
      },
      [
        'Aktör: Polisen',
        'Mötet fre 4 dec',
        'Det slutna: Endast myndigheter; Endast Polisen och Skolan',
      ],
    ],
  ],
  denied: [
    [
      { what: `GET ${ROUTE}/audit`, meetingId: null, code: 'not-found' },
      ['Ville se: granskningsloggen', 'Det finns inte, eller får inte ses av den som frågade'],
    ],
    [
      { what: 'note.add', meetingId: MEETING, code: 'not-allowed' },
      ['Mötet fre 4 dec', 'Ville ändra: mötets tavla', 'Det får inte göras av den som frågade'],
    ],
  ],
  'person-data.refused': [
    [
      { what: `PUT ${ROUTE}/meetings/:meetingId/reports/mine`, meetingId: MEETING },
      ['Mötet fre 4 dec', 'Ville ändra: rapporterna inför mötet'],
    ],
  ],
  'meeting.closed': [
    [
      { meetingId: MEETING, streams: [{ stream: 'table', revision: 3, digest: 'ab12' }] },
      ['Mötet fre 4 dec', 'Loggen är förseglad för: Alla vid bordet'],
    ],
  ],
  'audit.read': [
    [
      { kind: 'denied', personId: ANNA, from: '2026-11-01', to: '2026-11-02' },
      [
        'Visade bara: Nekades',
        'Visade bara det som Anna har gjort',
        'Från och med dagen 1',
        'Till och med dagen 2',
      ],
    ],
    [{}, []],
  ],
  'audit.verified': [
    [{ heads: { [THING]: { position: 1, hash: 'ab' } } }, ['Samverkan vars loggar prövades: 1']],
  ],
  'backup.restored': [[{}, []]],
};

const cases = auditKinds.flatMap((kind) => told[kind].map((one) => [kind, ...one] as const));

describe('a record of the audit', () => {
  it.each(cases)('%s says what it holds: %j', (kind, detail, lines) => {
    expect(detailLines({ kind, detail }, wordingIn('sv'))).toEqual(lines);
  });

  it.each(cases)('%s shows no code and no id: %j', (kind, detail, lines) => {
    const english = detailLines({ kind, detail }, wordingIn('en'));
    expect(english).toHaveLength(lines.length);
    // Whatever is no plain word.
    const raw = leaves(detail).filter((leaf) => /[-.:/]|\d/.test(leaf));
    for (const line of [...lines, ...english])
      for (const leaf of raw) expect(line).not.toContain(leaf);
  });

  it('leaves out what it has no words for', () => {
    const detail = { method: 'toString', what: `GET /api/v1/elsewhere`, code: 'odd-code' };
    expect(detailLines({ kind: 'denied', detail }, wordingIn('sv'))).toEqual([]);
  });
});

it('names the part of the product that any route belongs to', () => {
  const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
    paths: Record<string, object>;
  };
  const areas = Object.keys(paths).map(
    (path) => askedArea(`GET ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`).area,
  );
  const known = Object.keys(detailWords.sv.area);
  expect([...new Set(areas)].sort()).toEqual(known.sort());
});

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...leaves(one)]);
}
