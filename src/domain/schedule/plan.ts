/**
 * What a series asks of its meetings: which to create, which to take away. A meeting is known by
 * its slot, which stays when the meeting is moved. Only planned meetings still to come are ever
 * touched.
 */
import type { LocalDateTime, SeriesDefinition } from '../../contract/schedule.js';
import type { MeetingStatus } from '../../contract/vocabulary.js';
import { DAY_MS } from './calendar-day.js';
import { occurrencesBetween, type SlotOccurrence } from './occurrences.js';
import { floatingAt, floatingOf, instantOf, localDateTimeOf } from './wall-clock.js';

export interface SeriesMeeting {
  readonly slot: LocalDateTime;
  readonly status: MeetingStatus;
  /** Nobody has written in it, moved it or answered to it: it can go without a trace. */
  readonly pristine: boolean;
}

export interface Plan {
  /** Occurrences that have no meeting yet. */
  readonly create: readonly SlotOccurrence[];
  /** Slots of untouched meetings that the series no longer has. */
  readonly remove: readonly LocalDateTime[];
  /** Slots of meetings the series no longer has, but in which somebody did something. */
  readonly cancel: readonly LocalDateTime[];
}

/**
 * Compares the meetings of a series with its occurrences from `now` to a year later. A slot that
 * has a meeting of any status, even a cancelled one, gets no second. Planned meetings beyond the
 * year that no longer fit go as well. Throws as `occurrencesBetween` does.
 */
export function planMeetings(
  definition: SeriesDefinition,
  meetings: readonly SeriesMeeting[],
  now: Date,
): Plan {
  const { timeZone } = definition;
  const horizon = new Date(now);
  horizon.setUTCFullYear(now.getUTCFullYear() + 1);

  const upcoming = meetings.filter(
    ({ slot, status }) =>
      status === 'planned' && instantOf(floatingOf(slot), timeZone) >= now.getTime(),
  );
  // A day more on either side, as local times are cut off by instant further down.
  const first = floatingAt(now.getTime(), timeZone) - DAY_MS;
  const last = Math.max(
    floatingAt(horizon.getTime(), timeZone),
    ...upcoming.map(({ slot }) => floatingOf(slot)),
  );
  const occurrences = occurrencesBetween(
    definition,
    localDateTimeOf(first),
    localDateTimeOf(last + 2 * DAY_MS),
  );

  const wanted = new Set(occurrences.map(({ slot }) => slot));
  const taken = new Set(meetings.map(({ slot }) => slot));
  const leftOver = upcoming.filter(({ slot }) => !wanted.has(slot));
  return {
    create: occurrences.filter(({ slot, startsAt }) => {
      const instant = Date.parse(startsAt);
      return !taken.has(slot) && instant >= now.getTime() && instant < horizon.getTime();
    }),
    remove: leftOver.filter(({ pristine }) => pristine).map(({ slot }) => slot),
    cancel: leftOver.filter(({ pristine }) => !pristine).map(({ slot }) => slot),
  };
}
