// A time window as people say it: "21–24 fre", "16–19", "fre–lör", "alla kvällar". Pure; the words
// come from the catalogue.
import type { TimeWindow } from '../../../../src/contract/board.js';

interface Words {
  always: string;
  weekdayShort: readonly string[];
  clockTime: (time: string) => string;
}

export function windowInWords(
  { weekdays, from, to }: TimeWindow,
  { always, weekdayShort, clockTime }: Words,
): string {
  const hours =
    from === null || to === null
      ? null
      : `${shortTime(from, clockTime)}–${shortTime(endOfDay(to), clockTime)}`;
  const days = weekdays.length === 0 || weekdays.length === 7 ? null : daysInWords(weekdays);
  return [hours, days].filter((part) => part !== null).join(' ') || always;

  function daysInWords(numbers: readonly number[]): string {
    return runsOf(numbers)
      .map((run) => {
        const [first, last] = [nameOf(run[0]), nameOf(run.at(-1))];
        return run.length === 1 ? first : `${first}–${last}`;
      })
      .join(', ');
  }

  function nameOf(weekday: number | undefined): string {
    return weekdayShort[(weekday ?? 1) - 1] ?? '';
  }
}

/** Midnight as the end of an evening is 24, not 00. */
const endOfDay = (time: string) => (time === '00:00' ? '24:00' : time);

/** Whole hours go without their minutes. */
const shortTime = (time: string, clockTime: (time: string) => string) =>
  time.endsWith(':00') ? time.slice(0, 2) : clockTime(time);

/** Consecutive numbers together: 1, 2, 3, 5 gives [1, 2, 3], [5]. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}
