// Numbers that belong to nobody: those that Skatteverket publishes for tests, and more made the same
// way. Birth numbers 980–999 are kept for tests and never given to a person.
import { Random } from './random.js';

const published = [
  '189001019802',
  '190001019801',
  '200002292399',
  '201701012393',
  '202201612393',
  '202402292383',
  '202601612381',
  '191401682396',
];

export function testNumbers(count: number, seed = 20261127): string[] {
  const random = new Random(seed);
  const numbers = new Set(published);
  while (numbers.size < count) numbers.add(testNumber(random));
  return [...numbers];
}

function testNumber(random: Random): string {
  const day = new Date(
    Date.UTC(random.whole(1890, 2025), random.whole(0, 11), random.whole(1, 28)),
  );
  const isCoordination = random.next() < 0.25;
  const written = day.getUTCDate() + (isCoordination ? 60 : 0);
  const birthday =
    day.toISOString().slice(0, 7).replace('-', '') + String(written).padStart(2, '0');
  return withCheckDigit(birthday + String(random.whole(980, 999)));
}

/** Completes eleven digits. */
export function withCheckDigit(digits: string): string {
  const sum = Array.from(digits.slice(2))
    .map((digit, at) => String(Number(digit) * (at % 2 === 0 ? 2 : 1)))
    .flatMap((product) => Array.from(product))
    .reduce((before, digit) => before + Number(digit), 0);
  return digits + String((10 - (sum % 10)) % 10);
}
