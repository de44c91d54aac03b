import { daysBetween } from './dates.js';

/** Long enough for councils and boards to decide on the next one. */
const TOLD_DAYS_BEFORE = 8 * 7;

/** Whether an agreement ends soon, counted in local dates, or has ended; null while it holds. */
export function agreementEnd(endsOn: string, today: string): 'soon' | 'past' | null {
  const daysLeft = daysBetween(today, endsOn);
  if (daysLeft < 0) return 'past';
  return daysLeft <= TOLD_DAYS_BEFORE ? 'soon' : null;
}
