// No rule gives the day on which school ends, so somebody has to mark it, or the summer break after it.
import type { CalendarDay, CalendarQuery } from '../../../../src/contract/calendar.js';

/** The coming year in which nobody has, as far as days of that span tell; else null. */
export function unmarkedEndOfSchool(
  days: readonly CalendarDay[],
  { from, to }: CalendarQuery,
): number | null {
  const thisYear = Number(from.slice(0, 4));
  // Nothing else makes an evening at risk between the paydays of May and June.
  const weeksOf = (year: number) => [`${year}-06-02`, `${year}-06-20`] as const;
  const year = from <= weeksOf(thisYear)[0] ? thisYear : thisYear + 1;
  const [first, last] = weeksOf(year);
  const isMarked = days.some(
    ({ on, marks }) =>
      first <= on && on <= last && marks.some(({ kind }) => kind === 'risk-evening'),
  );
  return isMarked || to < last ? null : year;
}
