// The agenda against the clock: what is planned, what has passed, what is next. Pure.
import type { AgendaItem, MeetingHeader } from '../../../../src/contract/board.js';

const minuteMilliseconds = 60_000;

/** The items in the order of the meeting; keys are compared as plain text, not by language. */
export function inOrder(items: Iterable<AgendaItem>): AgendaItem[] {
  return [...items].sort((one, other) => {
    if (one.orderKey !== other.orderKey) return one.orderKey < other.orderKey ? -1 : 1;
    return one.id < other.id ? -1 : 1;
  });
}

export function plannedMinutes(items: readonly AgendaItem[]): number {
  return items.reduce((sum, item) => sum + item.minutes, 0);
}

export function lengthMinutes({ startsAt, endsAt }: MeetingHeader): number {
  return Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / minuteMilliseconds);
}

/** Whole minutes since the meeting was opened, until it was closed; 0 before. */
export function elapsedMinutes({ openedAt, closedAt }: MeetingHeader, now: number): number {
  if (openedAt === null) return 0;
  const until = closedAt === null ? now : Date.parse(closedAt);
  return Math.max(0, Math.floor((until - Date.parse(openedAt)) / minuteMilliseconds));
}

/** Minutes left of a current item, begun ones counted whole; 0 or less when its time is up. */
export function minutesLeft({ startedAt, minutes }: AgendaItem, now: number): number {
  if (startedAt === null) return minutes;
  return Math.ceil(minutes - (now - Date.parse(startedAt)) / minuteMilliseconds);
}

/** The item to take up next: the first that waits after the current one, else the first that waits. */
export function nextItem(ordered: readonly AgendaItem[]): AgendaItem | undefined {
  const current = ordered.findIndex((item) => item.state === 'current');
  const waits = (item: AgendaItem) => item.state === 'pending';
  return ordered.slice(current + 1).find(waits) ?? ordered.find(waits);
}
