// A message with one to three things wrong in it, in any place: it still looks like one of ours.
import type { Chance } from '../support/seeded.js';

type Json = Record<string, unknown> | unknown[];

const odd: unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  'x',
  'x'.repeat(5_000),
  '\ud800',
  '\u0000',
  '\u202e',
  '__proto__',
  'constructor',
  'table',
  'agencies:',
  '00000000-0000-0000-0000-000000000000',
  "'; DROP TABLE meeting; --",
  '<script>',
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  Array(60).fill(0),
  { length: -1 },
  { toString: 'x', hasOwnProperty: 1 },
];

export function mutated(message: unknown, chance: Chance): unknown {
  const copy = copyOf(message);
  if (!isJson(copy)) return pickOdd(chance);
  for (let count = 1 + chance.below(3); count > 0; count -= 1)
    mutate(somewhereIn(copy, chance), chance);
  return copy;
}

function mutate(place: Json, chance: Chance): void {
  const keys = Object.keys(place);
  const members = place as Record<string, unknown>;
  const key = keys.length > 0 ? chance.pick(keys) : 'x';
  switch (chance.below(5)) {
    case 0:
      Reflect.deleteProperty(place, key);
      break;
    case 1:
      members[chance.pick(['extra', '', '0', 'type', 'revision', 'toJSON', 'constructor'])] =
        pickOdd(chance);
      break;
    case 2:
      members[key] = [members[key]];
      break;
    default:
      members[key] = pickOdd(chance);
  }
}

/** Never the very object of the list: it may be changed further. */
function pickOdd(chance: Chance): unknown {
  return copyOf(chance.pick(odd));
}

/** The message itself or any object or list within it. */
function somewhereIn(message: Json, chance: Chance): Json {
  let place = message;
  for (;;) {
    const within = Object.values(place).filter(isJson);
    if (within.length === 0 || chance() < 0.4) return place;
    place = chance.pick(within);
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** By way of JSON, which is what messages are; structuredClone takes longer than sending one. */
function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
