// What the person guard found in the texts of a form, as the form shows it and takes it out. Pure.
import type { PersonDataKind } from '../../../src/contract/vocabulary.js';
import { screen } from '../../../src/domain/person-guard/screen.js';

interface Stretch {
  start: number;
  end: number;
}

/** The places in one field that have to go, first to last. */
interface Marked {
  name: string;
  stretches: Stretch[];
}

export interface PersonData {
  kinds: PersonDataKind[];
  marked: Marked[];
}

export function personDataIn(texts: Record<string, string>): PersonData | null {
  const findings = screen(Object.entries(texts).map(([path, text]) => ({ path, text })));
  if (findings.length === 0) return null;
  const parts = findings.flatMap((finding) => finding.parts);
  return {
    kinds: [...new Set(findings.map(({ kind }) => kind))],
    marked: Object.keys(texts).flatMap((name) => {
      const stretches = joined(parts.filter(({ path }) => path === name));
      return stretches.length > 0 ? [{ name, stretches }] : [];
    }),
  };
}

/** In order, and those that overlap as one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = [];
  for (const { start, end } of [...stretches].sort((one, other) => one.start - other.start)) {
    const last = whole.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
}

/** The text without what was marked, and where one goes on writing. */
export function withoutMarked(text: string, stretches: readonly Stretch[]) {
  let rest = text;
  for (const { start, end } of [...stretches].reverse()) {
    const [before, after] = [rest.slice(0, start), rest.slice(end)];
    rest = before + (/(^|\s)$/.test(before) ? after.replace(/^ /, '') : after);
  }
  return { text: rest, caret: stretches[0]?.start ?? 0 };
}

const AROUND = 24;

/** The text in pieces to show: what was marked, with a few words on either side. */
export function excerptOf(text: string, stretches: readonly Stretch[]) {
  const pieces: { text: string; marked: boolean }[] = [];
  const first = stretches[0]?.start ?? 0;
  let at = 0;
  if (first > AROUND) {
    // From the beginning of a word, if there is one.
    const space = text.indexOf(' ', first - AROUND);
    at = space >= 0 && space < first ? space + 1 : first - AROUND;
    pieces.push({ text: '… ', marked: false });
  }
  for (const { start, end } of stretches) {
    pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  const after = text.slice(at, at + AROUND);
  return [...pieces, { text: at + AROUND < text.length ? `${after} …` : after, marked: false }];
}
