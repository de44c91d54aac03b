// What notes are full of and what may look like somebody's number: clock times, dates, case numbers
// and sums. About one in 136 random numbers of ten digits has a valid date and check digit.
import { overlaps, spansOf, type DigitGroup } from './digit-groups.js';
import type { Span } from './legible-text.js';

const hour = '(?:[01]?\\d|2[0-4])';
const time = `${hour}[.:][0-5]\\d(?:[.:][0-5]\\d)?`;
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = '(?:19|20)\\d\\d';
const isoDate = `${year}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])`;
const dash = ' ?- ?';
/** What stands free: no digits come before it, or after it by way of a single sign. */
const free = '(?<![\\d]|\\d[-.:/+_])';
const ends = '(?!\\d|[-.:/+_]\\d)';

/** Shapes that no personal identity number is written in, not even in part. */
const never = [
  // 21.00, 21.00–23.30, 18–21.30, 21.00–23
  new RegExp(`${free}(?:(?:${time}|${hour})${dash})?${time}${ends}`, 'g'),
  new RegExp(`${free}${time}${dash}${hour}${ends}`, 'g'),
  // kl 2100–2330
  new RegExp(`(?<=\\bkl\\.? ?)\\d{4}${dash}\\d{4}${ends}`, 'gi'),
  // 2026-11-27 18–21
  new RegExp(`${free}${isoDate},? (?:kl\\.? )?${hour}${dash}${hour}${ends}`, 'g'),
  // 27/11 2026, 27.11.2026, 6–8/11 2026
  new RegExp(`${free}(?:${day}${dash})?${day}(?:[/.]${month}[ ./]|-${month}-)${year}${ends}`, 'g'),
  // 27/11, 58.903412, 17.947911
  new RegExp(`${free}${day}/${month}${ends}`, 'g'),
  /(?<![\d.])\d{2}\.\d{4,7},? ?\d{2}\.\d{4,7}(?!\d)/g,
  // Numbers that everybody calls: 0771-921 921, 020-123 456, 114 14, and 1177 after a comma.
  /(?<![\d])0(?:77\d?|20)[- ]\d[\d ]{4,8}(?!\d)|(?<![\d-])114 14(?!\d)|(?<=[,;.(] ?)1177(?!\d)/g,
  // K123456-26, 5000-K1234567-26
  /(?<=[a-zåäö])\d{6,7}-\d{2}(?!\d)/gi,
  // A123.456/2026
  new RegExp(`\\d{3}\\.\\d{3}/${year}(?!\\d)`, 'g'),
  // 1 250 000 kr, 4512031234:-
  /(?<![\d-])(?:\d{1,3}(?: \d{3})+|\d+)(?= ?(?:kr|kronor|sek|euro)(?!\p{L})| ?:-)/giu,
];

const isoDates = new RegExp(`${free}${isoDate}(?!\\d)`, 'g');

/** Words that say that the number after them counts cases, not people. */
const caseWord =
  /(?:ärende|diarie|dnr|felanmälan|referens|ref|order|faktura|kvitto|serie|artikel|kolli|ocr)(?:nummer|numret|nr)?[ .:#]{0,3}$/i;

/** Tells of a stretch of text whether it is one of the harmless shapes. */
export function harmlessShapesOf(text: string): (groups: readonly DigitGroup[]) => boolean {
  // Looked for only when there is something to excuse, which is seldom.
  let known: { shapes: Span[]; dates: Span[] } | undefined;
  return (groups) => {
    known ??= {
      shapes: never.flatMap((pattern) => spansOf(text, pattern)),
      dates: spansOf(text, isoDates),
    };
    const { shapes, dates } = known;
    const span = hull(groups);
    if (shapes.some((shape) => overlaps(shape, span))) return true;
    // A day may begin a number, 1981-12-18-9876, but no number begins or ends within a day.
    if (dates.some((date) => overlaps(date, span) && date.start !== span.start)) return true;
    // With the century before it, chance is too rare to excuse anything.
    const before = text.slice(Math.max(0, span.start - 24), span.start);
    return span.end - span.start === 10 && groups.length === 1 && caseWord.test(before);
  };
}

export function hull(groups: readonly DigitGroup[]): Span {
  return { start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0 };
}
