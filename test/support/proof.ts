// How large a proof is. `npm test` takes the small numbers; `npm run prove -- R1 --long` the large ones of
// the promise it names, by the same code, and is told how many tries there were.
import { appendFileSync } from 'node:fs';

/** What `npm run prove` says by the environment; nothing of it inside `npm test`. */
const { PROVE_LONG: proved = '', PROVE_REPORT: report } = process.env;

/** So many tries inside `npm test`, and in a long proof of a promise as many as stand beside it. */
export function tries(build: number, long: Readonly<Record<string, number>>): number {
  return long[proved] ?? build;
}

/** A time limit for Jest, which a long proof has not: it takes as long as it takes. */
export function within(milliseconds: number): number {
  return proved === '' ? milliseconds : 2 ** 31 - 1;
}

/**
 * Says how many tries stand behind a promise. Those that failed have failed the test, but for those that
 * only took longer than promised: how long anything takes, no test asks on a machine that does other things.
 */
export function tried(promise: string, count: number, tooLong = 0): void {
  if (report !== undefined) appendFileSync(report, `${promise} ${count} ${tooLong}\n`);
}
