// What a change of a series would take away of its meetings, as it is told before it is done.
import type { LocalDate } from '../contract/schedule.js';
import type { FollowingPreview, Loss, SeriesDecision } from '../contract/series.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear } from '../domain/meeting/audience.js';
import type { LostDates, SplitDate } from '../domain/schedule/series-parts.js';
import type { SeriesMeetingState } from '../meetings/planned-meetings.service.js';

/** The meetings of a series from a date on. */
export interface MeetingsFrom extends SplitDate {
  /** Those that nobody has opened or held. */
  ahead: SeriesMeetingState[];
}

/** The day that the rule names for a meeting. */
export function dayOf({ row }: SeriesMeetingState): LocalDate {
  return row.slot.slice(0, 10);
}

export function isPlanned({ row }: SeriesMeetingState): boolean {
  return row.status === 'planned';
}

export function meetingsFrom(
  on: LocalDate,
  meetings: readonly SeriesMeetingState[],
  now: Date,
): MeetingsFrom {
  const following = meetings.filter((meeting) => dayOf(meeting) >= on);
  const hasBegun = ({ row: { status, startsAt } }: SeriesMeetingState) =>
    status === 'open' || status === 'closed' || startsAt < now;
  return {
    on,
    begun: new Set(following.filter(hasBegun).map(dayOf)),
    ahead: following.filter((meeting) => !hasBegun(meeting)),
  };
}

/** Where all that lies ahead begins: today, or with a meeting that was moved here from an earlier day. */
export function firstDayAhead(
  meetings: readonly SeriesMeetingState[],
  today: LocalDate,
): LocalDate {
  return meetings.map(dayOf).reduce((first, day) => (day < first ? day : first), today);
}

export function previewOf(
  actor: Actor,
  { ahead }: MeetingsFrom,
  { meetings, decisions }: LostDates,
): Omit<FollowingPreview, 'resumesOn'> {
  const days = [...new Set([...meetings, ...decisions.map(({ on }) => on)])].sort();
  const lost = days.map((on) => {
    const decision = decisions.find((one) => one.on === on);
    return lossOn(
      actor,
      on,
      decision,
      ahead.filter((meeting) => dayOf(meeting) === on),
    );
  });
  return {
    kept: ahead.filter(isPlanned).length - meetings.length,
    untouched: lost.filter((one) => !isLoss(one)).map(({ on }) => on),
    losses: lost.filter(isLoss),
  };
}

/** Whether two people speak of the same losses. */
export function areTheSame(some: readonly Loss[], others: readonly Loss[]): boolean {
  const text = (losses: readonly Loss[]) =>
    JSON.stringify(
      losses
        .map(({ on, decision, isWritten, answers, isTold }) => [
          on,
          decision && saidOf(decision),
          ...[isWritten, answers, isTold],
        ])
        .sort(),
    );
  return text(some) === text(others);
}

/** What one may not hear does not count as written: not even that it is there is said. */
function lossOn(
  actor: Actor,
  on: LocalDate,
  decision: SeriesDecision | undefined,
  meetings: readonly SeriesMeetingState[],
): Loss {
  const hears = (stream: string) => mayHear(actor, audienceOf(stream));
  return {
    on,
    ...(decision && { decision: saidOf(decision) }),
    isWritten: meetings.some(({ writtenIn }) => writtenIn.some(hears)),
    answers: meetings.reduce((sum, { answers }) => sum + answers, 0),
    isTold: meetings.some(({ isTold }) => isTold),
  };
}

function isLoss({ decision, isWritten, answers, isTold }: Loss): boolean {
  return decision !== undefined || isWritten || answers > 0 || isTold;
}

/** A decision without who took it. */
function saidOf({ on, answer, movedTo, durationMinutes, reason }: SeriesDecision): SeriesDecision {
  return {
    on,
    answer,
    ...(movedTo !== undefined && { movedTo }),
    ...(durationMinutes !== undefined && { durationMinutes }),
    ...(reason !== undefined && { reason }),
  };
}
