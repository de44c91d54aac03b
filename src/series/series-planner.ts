// Makes the meetings of a series what the series says: a year of them ahead, each as it is planned.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LocalDate } from '../contract/schedule.js';
import type { SeriesDecision } from '../contract/series.js';
import { DomainError } from '../domain/domain-error.js';
import type { MeetingPlan } from '../domain/meeting/replan.js';
import type { SlotOccurrence } from '../domain/schedule/occurrences.js';
import { byDay, heldAsDecided, type Decisions } from '../domain/schedule/decisions.js';
import { planMeetings, type SeriesMeeting } from '../domain/schedule/plan.js';
import { floatingAt, localDateTimeOf } from '../domain/schedule/wall-clock.js';
import {
  PlannedMeetingsService,
  type NewMeeting,
  type Replanned,
  type SeriesMeetingState,
  type SeriesWork,
  type Withdrawn,
} from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import type { MeetingSeriesRow } from './rows/meeting-series-row.js';
import { readDecisions } from './decision-store.js';
import { definitionOf, keyOf } from './series-store.js';

/** What is to be done to the meetings of a series. */
interface Steps {
  create: NewMeeting[];
  keep: Replanned[];
  withdraw: Withdrawn[];
}

/** A date that a coordinator does something to. */
export interface TouchedDate {
  on: LocalDate;
  /** Whether a meeting that was cancelled is to be held again, whoever cancelled it. */
  restores: boolean;
}

@Injectable()
export class SeriesPlanner {
  constructor(
    private readonly meetings: PlannedMeetingsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Plans the meetings, as part of a transaction that holds the lock of the series' row; without it
   * two processes would plan the same slot, and the slot's key would refuse one of them. The answer
   * is for `publish` after the commit. Throws what the rules of the schedule throw, and `wrong-state`
   * when the meeting of the touched date has begun, or cannot be touched as it is.
   */
  async plan(
    manager: EntityManager,
    series: MeetingSeriesRow,
    touched?: TouchedDate,
  ): Promise<SeriesWork> {
    const key = keyOf(series);
    const meetings = await this.meetings.read(manager, key, { lock: true });
    const decisions = byDay(await readDecisions(manager, key));
    const taken = await this.takenElsewhere(manager, series);
    if (touched) assertAhead(series, meetings, touched, this.clock.now());
    const restored = touched?.restores ? touched.on : null;
    const known = { restored, taken };
    const { create, keep, withdraw } = this.compare(series, decisions, meetings, known);
    const { partnershipId, agendaTemplate } = series;
    const work = await this.meetings.change(manager, partnershipId, keep, agendaTemplate, withdraw);
    await this.meetings.create(manager, key, create, agendaTemplate);
    return work;
  }

  publish(work: SeriesWork): void {
    this.meetings.publish(work);
  }

  /** Whether time has brought something to do. Locks nothing; `plan` looks again. */
  async isBehind(manager: EntityManager, series: MeetingSeriesRow): Promise<boolean> {
    const key = keyOf(series);
    const meetings = await this.meetings.read(manager, key, { lock: false });
    const decisions = byDay(await readDecisions(manager, key));
    const taken = await this.takenElsewhere(manager, series);
    const known = { restored: null, taken };
    const { create, withdraw } = this.compare(series, decisions, meetings, known);
    return create.length + withdraw.length > 0;
  }

  /** A meeting that had begun when the series was split stays with the part before: its day is taken. */
  private async takenElsewhere(
    manager: EntityManager,
    series: MeetingSeriesRow,
  ): Promise<SeriesMeeting[]> {
    if (series.continuesSeriesId === null) return [];
    const slots = await this.meetings.readSlotsOfOtherParts(manager, keyOf(series));
    const startsAt = this.clock.now();
    const begun = { startsAt, status: 'closed', isDropped: false, isUsed: true } as const;
    return slots.map((slot) => ({ slot, ...begun }));
  }

  private compare(
    series: MeetingSeriesRow,
    decisions: Decisions,
    meetings: readonly SeriesMeetingState[],
    { restored, taken }: { restored: LocalDate | null; taken: readonly SeriesMeeting[] },
  ): Steps {
    const known = meetings.map(({ row: { slot, status, startsAt }, isUsed, withdrawn }) => {
      // What the series itself has withdrawn it may plan again.
      const isOpenToPlans = withdrawn || (status === 'cancelled' && dayOf(slot) === restored);
      const standing = isOpenToPlans ? ('planned' as const) : status;
      return { slot, startsAt, status: standing, isDropped: withdrawn, isUsed };
    });
    const plan = planMeetings(definitionOf(series), [...known, ...taken], this.clock.now());
    const inSlot = new Map(meetings.map((meeting) => [meeting.row.slot, meeting]));
    const meetingsIn = (slots: readonly string[]) =>
      slots.flatMap((slot) => inSlot.get(slot) ?? []);
    return {
      create: plan.create.map((occurrence) => ({
        slot: occurrence.slot,
        plan: planOf(series, decisions, occurrence),
      })),
      keep: plan.keep.flatMap(({ slot, occurrence }) => {
        const meeting = inSlot.get(slot);
        return meeting ? { meeting, plan: planOf(series, decisions, occurrence) } : [];
      }),
      withdraw: meetingsIn(plan.drop).flatMap((meeting): Withdrawn[] => {
        const { row, withdrawn } = meeting;
        const decision = cancelling(decisions, meeting);
        const reason = decision?.reason ?? null;
        const isDone = withdrawn && (!decision || row.statusReason === reason);
        return isDone ? [] : [{ meeting, reason }];
      }),
    };
  }
}

/** The decision that cancels a meeting, if there is one. */
function cancelling(decisions: Decisions, { row }: SeriesMeetingState): SeriesDecision | null {
  const decision = decisions.get(dayOf(row.slot));
  return decision?.answer === 'cancel' ? decision : null;
}

function assertAhead(
  { timeZone }: MeetingSeriesRow,
  meetings: readonly SeriesMeetingState[],
  { on, restores }: TouchedDate,
  now: Date,
): void {
  const own = meetings.filter(({ row }) => dayOf(row.slot) === on);
  // A day without a meeting lies beyond what is planned, is free, or has long passed.
  const today = localDateTimeOf(floatingAt(now.getTime(), timeZone)).slice(0, 10);
  if (own.length === 0 && on < today) throw new DomainError('wrong-state', 'The date has passed.');
  for (const { row } of own) {
    if (row.status === 'open' || row.status === 'closed' || row.startsAt < now)
      throw new DomainError('wrong-state', 'The meeting has begun.');
    if (row.status === 'cancelled' && !restores)
      throw new DomainError('wrong-state', 'The meeting is cancelled.');
  }
}

function dayOf(slot: string): LocalDate {
  return slot.slice(0, 10);
}

function planOf(
  { title, venue, timeZone }: MeetingSeriesRow,
  decisions: Decisions,
  occurrence: SlotOccurrence,
): MeetingPlan {
  const { startsAt, endsAt } = heldAsDecided(occurrence, timeZone, decisions);
  return {
    title,
    venue,
    timeZone,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  };
}
