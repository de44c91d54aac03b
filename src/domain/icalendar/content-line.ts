/**
 * The lines an iCalendar file is made of (RFC 5545, section 3.1): names, parameters, values, and the
 * folding of what is too long. Escaping happens here and nowhere else, so it happens once.
 */
const MOST_OCTETS = 75;
const LINE_END = '\r\n';

/** Of a parameter: name and value as people write it. */
export type Parameters = Readonly<Record<string, string>>;

/** A property whose value is already in the form of the file: a date, a number, an address. */
export function rawLine(name: string, value: string, parameters: Parameters = {}): string {
  const written = Object.entries(parameters).map(([key, text]) => `;${key}=${parameter(text)}`);
  return fold(`${name}${written.join('')}:${value}`);
}

/** A property that people read. */
export function textLine(name: string, text: string): string {
  return rawLine(name, escapeText(text));
}

/** Lines as a file, or as a part of one. */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => line + LINE_END).join('');
}

function escapeText(text: string): string {
  return writable(text)
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n');
}

/** Quoted where the value would end the parameter; what quotes cannot hold as RFC 6868 writes it. */
function parameter(text: string): string {
  const value = writable(text).replace(/\^/g, '^^').replace(/\n/g, '^n').replace(/"/g, "^'");
  return /[,:;]/.test(value) ? `"${value}"` : value;
}

/** Without what no line can hold: broken characters, control characters, other ends of lines, Unicode's among them. */
function writable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '');
}

/** At most 75 octets a line, the space before a continuation among them; a character stays whole. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      folded += `${LINE_END} `;
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
