/**
 * What was decided of single dates of a series, at a holiday or anywhere else. A decision is known by
 * the day that the rule names; nothing is left out or moved without one.
 */
import type { LocalDate, LocalDateTime, SeriesDefinition } from '../../contract/schedule.js';
import type { SeriesDecision } from '../../contract/series.js';
import { dayOfLocal, localDateOf, startOfWeek } from './calendar-day.js';
import { floatingOf, instantOf } from './wall-clock.js';

export type Decisions = ReadonlyMap<LocalDate, SeriesDecision>;

export function byDay(decisions: readonly SeriesDecision[]): Decisions {
  return new Map(decisions.map((decision) => [decision.on, decision]));
}

const MONDAY = 0;
const DAYS_TO_THURSDAY = 3;
const MINUTE_MS = 60_000;

/** The Thursday of the week that a day lies in; null when it is that day. */
export function thursdayOf(day: number): number | null {
  const thursday = startOfWeek(day, MONDAY) + DAYS_TO_THURSDAY;
  return thursday === day ? null : thursday;
}

/** When a meeting of this slot starts if it is moved to the Thursday; null on a Thursday. */
export function thursdayStart(slot: LocalDateTime, timeZone: string): number | null {
  const thursday = thursdayOf(dayOfLocal(slot));
  if (thursday === null) return null;
  return instantOf(floatingOf(`${localDateOf(thursday)}${slot.slice(10)}`), timeZone);
}

interface Held {
  readonly slot: LocalDateTime;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** An occurrence as it is held after what was decided of it; its slot stays. */
export function heldAsDecided(
  { slot, startsAt, endsAt }: Held,
  timeZone: string,
  decisions: Decisions,
): Held {
  const decision = decisions.get(slot.slice(0, 10));
  const moved = decision ? movedStart(slot, timeZone, decision) : null;
  const usual = Date.parse(endsAt) - Date.parse(startsAt);
  const length = decision?.durationMinutes ? decision.durationMinutes * MINUTE_MS : usual;
  if (moved === null && length === usual) return { slot, startsAt, endsAt };
  const start = moved ?? Date.parse(startsAt);
  return {
    slot,
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + length).toISOString(),
  };
}

function movedStart(
  slot: LocalDateTime,
  timeZone: string,
  { answer, movedTo }: SeriesDecision,
): number | null {
  if (answer === 'thursday') return thursdayStart(slot, timeZone);
  return movedTo === undefined ? null : instantOf(floatingOf(movedTo), timeZone);
}

/** The definition without the days that are decided to be cancelled. */
export function withoutCancelled(
  definition: SeriesDefinition,
  decisions: readonly SeriesDecision[],
): SeriesDefinition {
  const clockTime = definition.start.slice(10);
  const excluded = decisions
    .filter(({ answer }) => answer === 'cancel')
    .flatMap(({ on }) => [
      `${on}${clockTime}`,
      ...definition.extraStarts.filter((start) => start.startsWith(on)),
    ]);
  if (excluded.length === 0) return definition;
  return {
    ...definition,
    excludedStarts: [...new Set([...definition.excludedStarts, ...excluded])].sort(),
  };
}

/** The decisions that the definition agrees with: a day is left out if and only if it is cancelled. */
export function fittingDecisions<Decision extends SeriesDecision>(
  { excludedStarts }: SeriesDefinition,
  decisions: readonly Decision[],
): Decision[] {
  const leftOut = new Set(excludedStarts.map((start) => start.slice(0, 10)));
  return decisions.filter(({ on, answer }) => leftOut.has(on) === (answer === 'cancel'));
}
