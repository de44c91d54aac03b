// Makes the meetings of a series what the series says: a year of them ahead, each as it is planned.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MeetingPlan } from '../domain/meeting/replan.js';
import type { SlotOccurrence } from '../domain/schedule/occurrences.js';
import { heldAsDecided, type Decisions } from '../domain/schedule/decisions.js';
import { planMeetings } from '../domain/schedule/plan.js';
import {
  PlannedMeetingsService,
  type NewMeeting,
  type Replanned,
  type SeriesKey,
  type SeriesMeetingState,
  type SeriesWork,
} from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import type { MeetingSeriesRow } from './rows/meeting-series-row.js';
import { byDay, readDecisions } from './decision-store.js';
import { definitionOf } from './series-store.js';

/** What is to be done to the meetings of a series. */
interface Steps {
  create: NewMeeting[];
  keep: Replanned[];
  remove: SeriesMeetingState[];
  withdraw: SeriesMeetingState[];
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
   * is for `publish` after the commit. Throws what the rules of the schedule throw.
   */
  async plan(manager: EntityManager, series: MeetingSeriesRow): Promise<SeriesWork> {
    const key = keyOf(series);
    const meetings = await this.meetings.read(manager, key, { lock: true });
    const decisions = byDay(await readDecisions(manager, key));
    const { create, keep, remove, withdraw } = this.compare(series, decisions, meetings);
    const { partnershipId, agendaTemplate } = series;
    const work = await this.meetings.change(manager, partnershipId, keep, agendaTemplate, withdraw);
    await this.meetings.remove(manager, partnershipId, remove);
    await this.meetings.create(manager, key, create, agendaTemplate);
    return work;
  }

  publish(work: SeriesWork): void {
    this.meetings.publish(work);
  }

  /** Whether time has brought something to do. Locks nothing; `plan` looks again. */
  async isBehind(manager: EntityManager, series: MeetingSeriesRow): Promise<boolean> {
    const meetings = await this.meetings.read(manager, keyOf(series), { lock: false });
    // Decisions say when meetings are held, and never which there are.
    const { create, remove, withdraw } = this.compare(series, new Map(), meetings);
    return create.length + remove.length + withdraw.length > 0;
  }

  private compare(
    series: MeetingSeriesRow,
    decisions: Decisions,
    meetings: readonly SeriesMeetingState[],
  ): Steps {
    // What the series itself has withdrawn it may plan again.
    const known = meetings.map(({ row: { slot, status }, pristine, withdrawn }) => ({
      slot,
      status: withdrawn ? 'planned' : status,
      pristine,
    }));
    const plan = planMeetings(definitionOf(series), known, this.clock.now());
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
      remove: meetingsIn(plan.remove),
      withdraw: meetingsIn(plan.cancel).filter(({ withdrawn }) => !withdrawn),
    };
  }
}

function keyOf({ partnershipId, id }: MeetingSeriesRow): SeriesKey {
  return { partnershipId, seriesId: id };
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
