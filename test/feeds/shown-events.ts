// What a test asks of events as a calendar shows them.
import type { ShownEvent } from './subscriber.js';

export const daysOf = (events: readonly ShownEvent[]) =>
  events.map(({ startsAt }) => startsAt.slice(0, 10));
export const uidsOf = (events: readonly ShownEvent[]) => events.map(({ uid }) => uid).sort();
export const isHeld = ({ status }: ShownEvent) => status === 'CONFIRMED';

export const later30 = (instant: string) =>
  new Date(Date.parse(instant) + 30 * 60_000).toISOString();

export const clockTimeOf = ({ startsAt }: ShownEvent) =>
  new Date(startsAt).toLocaleTimeString('sv-SE', {
    timeZone: 'Europe/Stockholm',
    hour: '2-digit',
    minute: '2-digit',
  });

/** The days that a feed does not show at that time: it has the last three months and the next twelve. */
export function daysOutOfWindow(events: readonly ShownEvent[], now: string): string[] {
  const dayAt = (months: number) => {
    const day = new Date(now);
    day.setUTCMonth(day.getUTCMonth() + months);
    return day.toISOString().slice(0, 10);
  };
  const [from, to] = [dayAt(-3), dayAt(12)];
  return daysOf(events).filter((day) => day < from || day >= to);
}
