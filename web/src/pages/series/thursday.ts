import { addDays } from '../../format/dates.js';

const THURSDAY = 4;

/** The Thursday of the same week; null on a Thursday. */
export function thursdayOf(on: string): string | null {
  // Weeks begin on Monday.
  const weekday = new Date(on).getUTCDay() || 7;
  return weekday === THURSDAY ? null : addDays(on, THURSDAY - weekday);
}
