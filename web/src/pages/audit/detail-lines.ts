// What a record holds, line by line. What has no words is left out, ids above all: they say nothing to
// those who read.
import type { AuditRecord } from '../../../../src/contract/audit.js';
import { audienceOf } from '../../../../src/domain/meeting/audience.js';
import { askedArea } from './asked-area.js';
import { changeLines, grantLines, type Change } from './change-lines.js';
import { wordFor, type Wording } from './wording.js';

type Detail = AuditRecord['detail'];

export function detailLines({ kind, detail }: Pick<AuditRecord, 'kind' | 'detail'>, by: Wording) {
  switch (kind) {
    case 'rights.changed':
      return [...common(detail, by), ...grantLines(changeIn(detail), by)];
    case 'directory.changed':
      return changeLines(textIn(detail.part), textIn(detail.id), changeIn(detail), by);
    case 'audit.read':
      return searchLines(detail, by);
    default:
      return common(detail, by);
  }
}

/** What means the same in whatever record it stands. */
function common(detail: Detail, by: Wording): string[] {
  const { details: w, names } = by;
  const people = [detail.ofPersonId, detail.forPersonId, ...listOf(detail.personIds)];
  const text = (key: string, words: (value: string) => string | null | undefined) => {
    const value = detail[key];
    const line = typeof value === 'string' ? words(value) : null;
    return typeof line === 'string' ? [line] : [];
  };
  return [
    ...people.filter((id) => typeof id === 'string').map((id) => w.concerns(names.person(id))),
    ...text('invitedBy', (id) => w.invitedBy(names.person(id))),
    ...text('agencyId', (id) => w.agency(names.agency(id))),
    ...text('meetingId', (id) => {
      const day = names.meeting(id);
      return day === null ? null : w.meeting(day);
    }),
    ...audienceLines(w.read, listOf(detail.compartments), by),
    ...audienceLines(w.sealed, listOf(detail.streams).map(streamIn), by),
    ...text('method', (method) => wordFor(w.method, method)),
    ...text('how', (how) => wordFor(w.how, how)),
    ...text('fault', (fault) => wordFor(w.fault, fault)),
    ...text('what', (what) => {
      const { way, area } = askedArea(what);
      const words = wordFor(w.area, area);
      return words === undefined ? null : w.wanted[way](words);
    }),
    ...text('code', (code) => wordFor(w.code, code)),
    ...text('list', (list) => wordFor(w.list, list)),
    ...(isObject(detail.heads) ? [w.checked(Object.keys(detail.heads).length)] : []),
  ];
}

/** How the audit was searched by whoever read it. */
function searchLines({ kind, personId, from, to }: Detail, { details: w, names, kinds }: Wording) {
  const one = typeof kind === 'string' ? wordFor(kinds, kind) : undefined;
  return [
    ...(one === undefined ? [] : [w.onlyKind(one)]),
    ...(typeof personId === 'string' ? [w.onlyPerson(names.person(personId))] : []),
    ...(typeof from === 'string' ? [w.from(names.date(from))] : []),
    ...(typeof to === 'string' ? [w.to(names.date(to))] : []),
  ];
}

function audienceLines(
  words: (audiences: string) => string,
  streams: readonly unknown[],
  { details: w, names, common: t }: Wording,
): string[] {
  const audiences = streams
    .filter((stream) => typeof stream === 'string')
    .map((stream) => {
      const audience = audienceOf(stream);
      if (audience.kind === 'table') return w.everyone;
      if (audience.kind === 'authorities') return t.onlyAuthorities;
      return t.onlyAgencies(names.list(audience.agencyIds.map((id) => names.agency(id))));
    });
  return audiences.length === 0 ? [] : [words(audiences.join('; '))];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown) => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const streamIn = (told: unknown) => (isObject(told) ? told.stream : null);
const factIn = (value: unknown) => (isObject(value) ? value : null);
const changeIn = ({ before, after }: Detail): Change => ({
  before: factIn(before),
  after: factIn(after),
});
