/**
 * What a series asks of its meetings: which to create, which to drop, when the others are. A
 * meeting is known by its slot, which stays when the meeting is moved. Only planned meetings still
 * to come are ever touched.
 */
import type { LocalDateTime, SeriesDefinition } from '../../contract/schedule.js';
import type { MeetingStatus } from '../../contract/vocabulary.js';
import { DAY_MS } from './calendar-day.js';
import { occurrencesLeft, type SlotOccurrence } from './occurrences.js';
import { floatingAt, floatingOf, localDateTimeOf } from './wall-clock.js';

export interface SeriesMeeting {
  readonly slot: LocalDateTime;
  readonly status: MeetingStatus;
  /** When it is held, wherever it was moved. */
  readonly startsAt: Date;
  /** The series has dropped it before; it may be planned again. */
  readonly isDropped: boolean;
  /** Something has been done in it that everyone at the table may know of. */
  readonly isUsed: boolean;
}

/** A planned meeting still to come, by its slot, and the occurrence it is held for. */
interface Kept {
  readonly slot: LocalDateTime;
  readonly occurrence: SlotOccurrence;
}

export interface Plan {
  /** Occurrences that have no meeting yet. */
  readonly create: readonly SlotOccurrence[];
  readonly keep: readonly Kept[];
  /** Slots of meetings that the series no longer has. */
  readonly drop: readonly LocalDateTime[];
}

/**
 * Compares the meetings of a series with its occurrences from `now` to a year later. A slot that
 * has a meeting of any status, even a cancelled one, gets no second. Where only the clock time of a
 * day has changed, its meeting stands in for the new occurrence: what was said of it stays with its
 * evening, calendars show it as the same one, and a cancelled evening stays cancelled. Planned meetings
 * beyond the year that no longer fit go as well. A series of which nothing is left asks for none;
 * otherwise throws as `occurrencesBetween` does.
 */
export function planMeetings(
  definition: SeriesDefinition,
  meetings: readonly SeriesMeeting[],
  now: Date,
): Plan {
  const { timeZone } = definition;
  const horizon = new Date(now);
  horizon.setUTCFullYear(now.getUTCFullYear() + 1);

  const isUpcoming = ({ status, startsAt }: SeriesMeeting) =>
    status === 'planned' && startsAt >= now;
  const upcoming = meetings.filter(isUpcoming);
  // A day more on either side, as local times are cut off by instant further down.
  const slots = upcoming.map(({ slot }) => floatingOf(slot));
  const first = Math.min(floatingAt(now.getTime(), timeZone), ...slots) - DAY_MS;
  const last = Math.max(floatingAt(horizon.getTime(), timeZone), ...slots);
  const occurrences = occurrencesLeft(
    definition,
    localDateTimeOf(first),
    localDateTimeOf(last + 2 * DAY_MS),
  );

  const wanted = new Map(occurrences.map((occurrence) => [occurrence.slot, occurrence]));
  const taken = new Set(meetings.map(({ slot }) => slot));
  // Of several on one day, first those that stay whatever is planned, then those that are missed most.
  const hold = (meeting: SeriesMeeting) => {
    if (!isUpcoming(meeting)) return 0;
    if (meeting.isDropped) return 3;
    return meeting.isUsed ? 1 : 2;
  };
  const standIns = meetings
    .filter(({ slot }) => !wanted.has(slot))
    .sort((one, other) => hold(one) - hold(other) || (one.slot < other.slot ? -1 : 1));
  const heldFor = new Map<LocalDateTime, SlotOccurrence>();
  const vacant = occurrences.filter((occurrence) => {
    if (taken.has(occurrence.slot)) return false;
    const standIn = standIns.find(
      ({ slot }) => dayOf(slot) === dayOf(occurrence.slot) && !heldFor.has(slot),
    );
    if (standIn) heldFor.set(standIn.slot, occurrence);
    return !standIn;
  });

  const occurrenceOf = ({ slot }: SeriesMeeting) => wanted.get(slot) ?? heldFor.get(slot);
  return {
    create: vacant.filter(({ startsAt }) => {
      const instant = Date.parse(startsAt);
      return instant >= now.getTime() && instant < horizon.getTime();
    }),
    keep: upcoming.flatMap((meeting) => {
      const occurrence = occurrenceOf(meeting);
      return occurrence ? { slot: meeting.slot, occurrence } : [];
    }),
    drop: upcoming.filter((meeting) => !occurrenceOf(meeting)).map(({ slot }) => slot),
  };
}

function dayOf(slot: LocalDateTime): string {
  return slot.slice(0, 10);
}
