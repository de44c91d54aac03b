// The person guard: finds in free text what identifies a person. Shared by the page, which marks it
// while one writes, and the server, which refuses it.
import type { PersonDataKind } from '../../contract/vocabulary.js';
import { overlaps } from './digit-groups.js';
import { emailsIn } from './email.js';
import { readFields, type LegibleText, type Span } from './legible-text.js';
import { licencePlatesIn } from './licence-plate.js';
import { personalNumbersIn } from './personal-number.js';
import { phonesIn } from './phone.js';

/** A field with its name or path, so that what is found can say where. */
export interface FreeText {
  readonly path: string;
  readonly text: string;
}

/** A stretch of one field, in UTF-16 units of what was written. */
interface Found extends Span {
  readonly path: string;
}

export interface Finding {
  readonly kind: PersonDataKind;
  /** Where it stands: one stretch, or one in each field over which it was spread. */
  readonly parts: readonly Found[];
}

/** All that identifies a person in texts that are saved together. Never holds what was found. */
export function screen(fields: readonly FreeText[]): Finding[] {
  const filled = fields.filter(({ text }) => text !== '');
  const whole = readFields(filled.map(({ text }) => text));
  const findings = findIn(whole).map(({ kind, span }) => toFinding(kind, span, whole, filled));
  return [...findings, ...spreadOverDistantFields(filled)];
}

function findIn({ text }: LegibleText): { kind: PersonDataKind; span: Span }[] {
  const phones = phonesIn(text);
  // 070-123 45 67 may be read as a birthday in 2007; who writes it so means the telephone.
  const writtenAsPhone = (span: Span) =>
    /^0\d{1,2}[-/ )]/.test(text.slice(span.start, span.end)) &&
    !/^\d\d(?<joint>\D+)\d\d\k<joint>\d\d\D/.test(text.slice(span.start, span.end)) &&
    phones.some((phone) => overlaps(phone, span));
  const numbers = joined(personalNumbersIn(text).filter((span) => !writtenAsPhone(span)));
  const others = phones.filter((phone) => !numbers.some((number) => overlaps(number, phone)));
  return [
    ...numbers.map((span) => ({ kind: 'personal-number' as const, span })),
    ...others.map((span) => ({ kind: 'phone' as const, span })),
    ...licencePlatesIn(text).map((span) => ({ kind: 'licence-plate' as const, span })),
    ...emailsIn(text).map((span) => ({ kind: 'email' as const, span })),
  ].sort((one, other) => one.span.start - other.span.start);
}

/** Readings that share digits are one: which of them was meant cannot be told, and all must go. */
function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = whole.at(-1);
    if (last && overlaps(last, span))
      whole[whole.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else whole.push(span);
  }
  return whole;
}

function toFinding(
  kind: PersonDataKind,
  span: Span,
  { origins }: LegibleText,
  fields: readonly FreeText[],
): Finding {
  const stretch = origins().slice(span.start, span.end);
  const parts = fields.flatMap(({ path }, field) => {
    const own = stretch.filter((origin) => origin.field === field);
    const [first, last] = [own.at(0), own.at(-1)];
    if (!first || !last || first.start === last.end) return [];
    return [{ path, start: first.start, end: last.end }];
  });
  return { kind, parts };
}

const EDGE = 40;

/**
 * Fields that follow each other are read in one go. This finds a number that is begun in one field and
 * ended in another that stands elsewhere.
 */
function spreadOverDistantFields(fields: readonly FreeText[]): Finding[] {
  const findings: Finding[] = [];
  const begun = fields.filter(({ text }) => /\p{Nd}[^\p{L}\p{Nd}]*$/u.test(text.slice(-EDGE)));
  const ended = fields.filter(({ text }) => /^[^\p{L}\p{Nd}]*\p{Nd}/u.test(text.slice(0, EDGE)));
  for (const first of begun)
    for (const last of ended) {
      if (first === last || fields.indexOf(last) === fields.indexOf(first) + 1) continue;
      const both = readFields([first.text, last.text]);
      for (const span of joined(personalNumbersIn(both.text))) {
        const finding = toFinding('personal-number', span, both, [first, last]);
        if (finding.parts.length === 2) findings.push(finding);
      }
    }
  return findings;
}
