import type { Span } from './legible-text.js';

/** Digits that stand together. */
export interface DigitGroup extends Span {
  readonly digits: string;
}

const digits = /\d+/g;

export function digitGroups(text: string): DigitGroup[] {
  return spansOf(text, digits).map((span) => ({
    ...span,
    digits: text.slice(span.start, span.end),
  }));
}

export function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** Where a global pattern matches. `matchAll` would compile the pattern anew for every text. */
export function spansOf(text: string, pattern: RegExp): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text))
    spans.push({ start: match.index, end: pattern.lastIndex });
  return spans;
}
