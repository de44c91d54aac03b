// Text as an eye reads it: digits of every script as 0–9, one kind of dash, slash, space and line
// break, and nothing invisible. Each unit knows where it came from, so that what is found here can
// be marked where it was written.

/** Where a unit of the legible text stands in what was written, in UTF-16 units. */
interface Origin {
  /** The place of the field among those that were read together. */
  readonly field: number;
  readonly start: number;
  readonly end: number;
}

export interface LegibleText {
  readonly text: string;
  /** One for each UTF-16 unit of `text`; made once they are asked for, as mostly nothing is found. */
  readonly origins: () => Origin[];
}

/** From `start` up to and without `end`, in the legible text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads fields one after the other, each on lines of its own. */
export function readFields(fields: readonly string[]): LegibleText {
  const read = fields.map(readField);
  let made: Origin[] | undefined;
  const make = () =>
    read.flatMap((one, field) => {
      const end = fields[field - 1]?.length ?? 0;
      const lineBreak = field > 0 ? [{ field: field - 1, start: end, end }] : [];
      return [...lineBreak, ...one.origins()];
    });
  return { text: read.map(({ text }) => text).join('\n'), origins: () => (made ??= make()) };
}

/** A character with the marks that are written over, under and around it. */
const written = /\P{M}\p{M}*|\p{M}+/gu;

function readField(source: string, field: number): LegibleText {
  if (plainText.test(source))
    return {
      text: source,
      origins: () => Array.from(source, (_, start) => ({ field, start, end: start + 1 })),
    };
  let text = '';
  const origins: Origin[] = [];
  for (const { 0: cluster, index } of source.matchAll(written)) {
    const legible = read(cluster);
    const origin = { field, start: index, end: index + cluster.length };
    text += legible;
    if (legible.length === 1) origins.push(origin);
    else origins.push(...Array.from({ length: legible.length }, () => origin));
  }
  return { text, origins: () => origins };
}

/** What is read as it is written. */
const plainText = /^[\x20-\x7e\n\xc0-\xff]*$/;
const plain = /^[\x20-\x7e\xc0-\xff]$/;
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]/u;

function read(cluster: string): string {
  if (plain.test(cluster)) return cluster;
  if (/^[\n\r\v\f\u0085\u2028\u2029]/.test(cluster)) return '\n';
  // U+2800 is a braille cell without dots: it looks like a space and counts as a symbol.
  if (/^[\s\u2800]/.test(cluster)) return ' ';
  if (/^\p{Cc}/u.test(cluster) || invisible.test(cluster)) return '';
  if (/^\p{Nd}/u.test(cluster)) return decimalDigit(cluster);
  if (/^[\p{Pd}\u2212\u02d7\u207b]/u.test(cluster)) return '-';
  if (/^[\u2044\u2215]/.test(cluster)) return '/';
  const isLetter = /^\p{L}/u.test(cluster);
  return (isLetter ? cluster : cluster.replace(/\p{M}/gu, '')).normalize('NFKC');
}

/** Unicode keeps the digits of a script together, nought first, and some scripts side by side. */
function decimalDigit(cluster: string): string {
  const digit = cluster.codePointAt(0) ?? 0;
  let nought = digit;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String((digit - nought) % 10);
}
