// Evenings at risk on which nobody meets. Days that follow each other, as the weekend of payday, are
// one question, asked of the first; a meeting on any of them answers it.
import type { CalendarDay, CalendarMark } from '../../../../src/contract/calendar.js';
import { addDays } from '../../format/dates.js';

export interface RiskEvening {
  on: string;
  marks: readonly CalendarMark[];
}

/** In order; `taken` are the days on which meetings are held. */
export function riskEvenings(
  days: readonly CalendarDay[],
  taken: ReadonlySet<string>,
): RiskEvening[] {
  const groups: CalendarDay[][] = [];
  for (const day of days.filter(isRisky)) {
    const last = groups.at(-1) ?? [];
    if (last.at(-1)?.on === addDays(day.on, -1)) last.push(day);
    else groups.push([day]);
  }
  return groups
    .filter((group) => !group.some(({ on }) => taken.has(on)))
    .flatMap(([first]) => (first ? [{ on: first.on, marks: first.marks }] : []));
}

/** Walpurgis Night is an eve, and as much an evening to be out on as those that are nothing else. */
function isRisky({ marks }: CalendarDay): boolean {
  return marks.some(
    ({ kind, name }) => kind === 'risk-evening' || name.sv === 'valborgsmässoafton',
  );
}
