// Personnummer and samordningsnummer, however they are written: with or without century, in one
// piece or in many. What counts is that the day exists, that the check digit is right, and that it
// is not one of the shapes that notes are full of.
import { digitGroups, type DigitGroup } from './digit-groups.js';
import { harmlessShapesOf, hull } from './harmless-shapes.js';
import type { Span } from './legible-text.js';

export function personalNumbersIn(text: string): Span[] {
  const groups = digitGroups(text);
  const isHarmless = harmlessShapesOf(text);
  const found: Span[] = [];
  for (const first of groups.keys()) {
    for (const run of runsFrom(text, groups, first)) {
      const digits = run.map((group) => group.digits).join('');
      if (isPersonalNumber(digits) && !isHarmless(run)) found.push(hull(run));
    }
  }
  return [...found, ...groups.flatMap((group, at) => withinDigits(text, group, groups[at + 1]))];
}

/** Whether ten or twelve digits are a day, a birth number and their check digit. */
function isPersonalNumber(digits: string): boolean {
  if (digits.length !== 10 && digits.length !== 12) return false;
  const short = digits.slice(-10);
  if (short.slice(6, 9) === '000') return false;
  const centuries = digits.length === 12 ? [digits.slice(0, 2)] : ['19', '20'];
  return hasCheckDigit(short) && centuries.some((century) => isBirthday(century + short));
}

function isBirthday(digits: string): boolean {
  const [year, month, written] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(
    Number,
  ) as [number, number, number];
  if (year < 1800 || year > 2099) return false;
  // Samordningsnummer add 60 to the day, and write 0 for a month or a day that is not known.
  const isCoordination = written >= 60;
  const day = isCoordination ? written - 60 : written;
  if (isCoordination && (month === 0 || day === 0)) return month <= 12 && day <= 31;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Luhn: every other digit doubled from the first on, the digits of all of it added up. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const product = Number(digits.charAt(at)) * (at % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/** What may stand between any two digits of one number. */
const tightJoint = /^(?:\s*| ?[-+/\\_·•~|*'"’]{1,3}\s{0,2}|[.:])$/;
/** What may stand before the last four digits alone: any signs, or "sista fyra". */
const looseJoint =
  /^[\s\p{P}\p{S}]{1,8}$|^[\s\p{P}]*(?:(?:de|fyra|sista|siffror(?:na)?)[\s\p{P}]+)+$/iu;
const LONGEST_JOINT = 40;

/** The runs of whole groups from one on that hold ten or twelve digits. */
function* runsFrom(
  text: string,
  groups: readonly DigitGroup[],
  first: number,
): Generator<DigitGroup[]> {
  const run: DigitGroup[] = [];
  let length = 0;
  for (const group of groups.slice(first, first + 12)) {
    const before = run.at(-1);
    if (before) {
      const joint = text.slice(before.end, group.start);
      const isDayAndRest = (length === 6 || length === 8) && group.digits.length === 4;
      if (joint.length > LONGEST_JOINT) return;
      if (!tightJoint.test(joint) && !(isDayAndRest && looseJoint.test(joint))) return;
    }
    run.push(group);
    length += group.digits.length;
    if (length > 12) return;
    if (length === 10 || length === 12) yield [...run];
  }
}

/** Numbers that other digits were written onto: 5811218-9876, or twelve within many. */
function withinDigits(text: string, group: DigitGroup, next: DigitGroup | undefined): Span[] {
  const { digits, start, end } = group;
  const found: Span[] = [];
  if (digits.length > 12)
    for (let at = 0; at + 12 <= digits.length; at += 1)
      if (isPersonalNumber(digits.slice(at, at + 12)))
        found.push({ start: start + at, end: start + at + 12 });
  if (digits.length > 6 && next?.digits.length === 4 && /^[-+]$/.test(text.slice(end, next.start)))
    if (isPersonalNumber(digits.slice(-6) + next.digits))
      found.push({ start: end - 6, end: next.end });
  return found;
}
