// Telephone numbers as Swedes write them, and foreign ones that begin with a plus. Numbers that are
// never a person's are left alone: 112, 114 14, 020- and 077-.
import { digitGroups, overlaps, spansOf, type DigitGroup } from './digit-groups.js';
import { harmlessShapesOf, hull } from './harmless-shapes.js';
import type { Span } from './legible-text.js';

export function phonesIn(text: string): Span[] {
  const found = international.flatMap((pattern) => spansOf(text, pattern));
  const groups = digitGroups(text);
  const isHarmless = harmlessShapesOf(text);
  for (const [at, group] of groups.entries()) {
    if (!/^0[1-9]?/.test(group.digits) || found.some((phone) => overlaps(phone, group))) continue;
    const longest = runsFrom(text, groups, at)
      .filter((run) => isDomestic(text, run) && !isHarmless(run))
      .at(-1);
    if (longest) found.push(hull(longest));
  }
  return found;
}

const international = [
  // +46 (0)70-123 45 67, 0046 8 123 456 78
  /(?<!\d)(?:\+|00) ?46[ -]?(?:\(0\)|0)?[ -]?[1-9](?:[ ./-]?\d){6,8}(?!\d)/g,
  // 46701234567
  /(?<!\d)46[ -]?7[02369](?:[ -]?\d){7}(?!\d)/g,
  // +358 40 123 4567
  /(?<!\d)\+ ?(?!46)[1-9](?:[ ./-]?\d){8,13}(?!\d)/g,
  /(?<!\d)00(?!46)[1-9]\d{9,12}(?!\d)/g,
];

const mobile = /^07[02369]\d{7}$/;
const areaCode =
  /^(?:08|010|01[1368]|019|02[136]|03[1356]|04[0246]|054|060|063|090|0(?!20|7|8|10)\d{3})/;
const fewest = 8;
const most = 10;
/** Where the area code has four digits, five at least come after it: 5050-1055 is a giro account. */
const fewestAfter = (area: string) => (area.length === 4 ? 9 : fewest);

function isDomestic(text: string, run: readonly DigitGroup[]): boolean {
  const digits = run.map((group) => group.digits).join('');
  if (mobile.test(digits)) return true;
  const area = areaCode.exec(digits)?.[0];
  if (area === undefined || digits.length > most || digits.length < fewestAfter(area)) return false;
  if (/^0(?:900|939|944)/.test(digits)) return false;
  const [first, ...rest] = run;
  // A part of a longer number, as in 2026-0123.
  if (!first || /\d[-./:+_]$/.test(text.slice(Math.max(0, first.start - 2), first.start)))
    return false;
  if (rest.length === 0) return digits.length >= 9;
  if (first.digits !== area || (rest.length > 1 && rest.some(isNoPart))) return false;
  // 08–10 15–17 are opening hours: the parts of a number are joined alike.
  const joints = rest.slice(1).map((group, at) => text.slice(rest[at]?.end, group.start).trim());
  return new Set(joints).size <= 1;
}

const isNoPart = ({ digits }: DigitGroup) => digits.length < 2 || digits.length > 4;

/** What stands after an area code, and what between the parts of the number after it. */
const firstJoint = /^(?: ?[-/.] ?| |\) ?-? ?)$/;
const laterJoint = /^(?: ?- ?|[ .])$/;

function runsFrom(text: string, groups: readonly DigitGroup[], from: number): DigitGroup[][] {
  const runs: DigitGroup[][] = [];
  let run: DigitGroup[] = [];
  let length = 0;
  for (const group of groups.slice(from, from + most)) {
    const before = run.at(-1);
    const joint = before && text.slice(before.end, group.start);
    if (joint !== undefined && !(run.length === 1 ? firstJoint : laterJoint).test(joint)) break;
    run = [...run, group];
    length += group.digits.length;
    if (length > most) break;
    if (length >= fewest) runs.push(run);
  }
  return runs;
}
