// Series as members see them and coordinators plan them. Each change of a series and of its meetings
// is one transaction: a series never stands there without the meetings it promises.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  LocalDate,
  SeriesDefinition,
  SeriesPreview,
  SeriesPreviewRequest,
} from '../contract/schedule.js';
import type {
  DateChange,
  ExtraMeeting,
  FollowingPreview,
  Loss,
  Series,
  SeriesEdit,
  SeriesList,
  SeriesPlan,
} from '../contract/series.js';
import { assertBasedOn } from '../domain/based-on.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { addExtraMeeting, changeDate, restoreDate } from '../domain/schedule/date-changes.js';
import { withoutCancelled } from '../domain/schedule/decisions.js';
import { refuseUnsound } from '../domain/schedule/occurrences.js';
import { previewSeries } from '../domain/schedule/preview.js';
import { lostDates, withinPart } from '../domain/schedule/series-parts.js';
import { floatingAt, localDateTimeOf } from '../domain/schedule/wall-clock.js';
import { asItHolds, withoutTakenBack } from '../domain/schedule/whole-change.js';
import { PlannedMeetingsService } from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { inSteps } from '../platform/in-steps.js';
import { readAllDecisions, readDecisions } from './decision-store.js';
import { areTheSame, dayOf, firstDayAhead, isPlanned, meetingsFrom, previewOf } from './losses.js';
import type { MeetingSeriesRow } from './rows/meeting-series-row.js';
import { SeriesChanges } from './series-changes.js';
import { SeriesPlanner, type TouchedDate } from './series-planner.js';
import {
  fromPlan,
  insertSeries,
  keyOf,
  lockSeries,
  readNextPart,
  readSeries,
  readSeriesList,
  toSeries,
  updateSeries,
} from './series-store.js';

@Injectable()
export class SeriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly planner: SeriesPlanner,
    private readonly changes: SeriesChanges,
    private readonly meetings: PlannedMeetingsService,
    private readonly clock: Clock,
  ) {}

  preview(request: SeriesPreviewRequest): Promise<SeriesPreview> {
    return inSteps(previewSeries(request));
  }

  async list(partnershipId: string): Promise<SeriesList> {
    const { manager } = this.dataSource;
    const rows = await readSeriesList(manager, partnershipId);
    const decisions = await readAllDecisions(manager, partnershipId);
    return { series: rows.map((row) => toSeries(row, decisions.get(row.id) ?? [])) };
  }

  async read(partnershipId: string, seriesId: string): Promise<Series> {
    const { manager } = this.dataSource;
    const row = await readSeries(manager, partnershipId, seriesId);
    if (!row) throw new DomainError('not-found');
    return toSeries(row, await readDecisions(manager, { partnershipId, seriesId }));
  }

  /** Stores a series with a year of meetings. */
  async create(actor: Actor, plan: SeriesPlan): Promise<Series> {
    const { partnershipId } = actor;
    const { series, work } = await inTransaction(this.dataSource, async (manager) => {
      await this.changes.assertLeads(manager, actor);
      this.changes.refusePersonData(actor, plan);
      refuseUnsound(plan.definition);
      const definition = withoutCancelled(plan.definition, plan.decisions ?? []);
      const row = fromPlan(
        { partnershipId, id: newId(), continuesSeriesId: null, continuesFrom: null },
        1,
        {
          ...plan,
          definition,
        },
      );
      await insertSeries(manager, row);
      const decisions = await this.changes.decide(manager, actor, row.id, [], {
        ...plan,
        definition,
      });
      return { series: toSeries(row, decisions), work: await this.planner.plan(manager, row) };
    });
    this.planner.publish(work);
    return series;
  }

  /**
   * Changes a series and its coming meetings; one that has been opened stays as it is. Throws `stale`
   * with the current series when it is not the version that the edit was based on, and `would-lose` with
   * the preview when something else would be lost than what was agreed to.
   */
  edit(
    actor: Actor,
    seriesId: string,
    basedOn: number,
    { losses = [], ...plan }: SeriesEdit,
  ): Promise<Series> {
    return this.rewrite(actor, seriesId, basedOn, () => {
      this.changes.refusePersonData(actor, plan);
      refuseUnsound(plan.definition);
      return { plan, losses };
    });
  }

  /** What such an edit would take away. Nothing is written; throws as `edit` does. */
  previewEdit(actor: Actor, seriesId: string, plan: SeriesPlan): Promise<FollowingPreview> {
    const { partnershipId } = actor;
    return inTransaction(this.dataSource, async (manager) => {
      await this.changes.assertLeads(manager, actor);
      const row = await readSeries(manager, partnershipId, seriesId);
      if (!row) throw new DomainError('not-found');
      this.changes.refusePersonData(actor, plan);
      refuseUnsound(plan.definition);
      const before = toSeries(row, await readDecisions(manager, keyOf(row)));
      const definition = await definitionWithin(manager, row, plan);
      return this.lostBy(manager, actor, before, { ...plan, definition }, { lock: false });
    });
  }

  /** Moves, cancels or holds one meeting, or declines an evening; as `edit`, and `wrong-state` once it began. */
  changeDate(
    actor: Actor,
    seriesId: string,
    basedOn: number,
    on: LocalDate,
    change: DateChange,
  ): Promise<Series> {
    return this.rewrite(actor, seriesId, basedOn, (before) => {
      this.changes.refusePersonData(actor, change);
      return {
        plan: { ...before, ...changeDate(before, on, change) },
        touched: { on, restores: false },
      };
    });
  }

  /** Takes back what was done to one date; a meeting that people cancelled on its board as well. */
  restoreDate(actor: Actor, seriesId: string, basedOn: number, on: LocalDate): Promise<Series> {
    return this.rewrite(actor, seriesId, basedOn, (before) => ({
      plan: { ...before, ...restoreDate(before, on) },
      touched: { on, restores: true },
    }));
  }

  addExtraMeeting(
    actor: Actor,
    seriesId: string,
    basedOn: number,
    extra: ExtraMeeting,
  ): Promise<Series> {
    return this.rewrite(actor, seriesId, basedOn, (before) => {
      this.changes.refusePast(extra.start, before.definition.timeZone);
      const touched = { on: extra.start.slice(0, 10), restores: false };
      return { plan: { ...before, ...addExtraMeeting(before, extra) }, touched };
    });
  }

  /** Writes a series anew under its lock, as `write` has it, with its meetings. */
  private async rewrite(
    actor: Actor,
    seriesId: string,
    basedOn: number,
    write: (before: Series) => { plan: SeriesPlan; touched?: TouchedDate; losses?: Loss[] },
  ): Promise<Series> {
    const { partnershipId } = actor;
    const { series, work } = await inTransaction(this.dataSource, async (manager) => {
      await this.changes.assertLeads(manager, actor);
      const before = await lockSeries(manager, partnershipId, seriesId);
      if (!before) throw new DomainError('not-found');
      const taken = await readDecisions(manager, { partnershipId, seriesId });
      const current = toSeries(before, taken);
      assertBasedOn(current, basedOn);
      const { plan, touched, losses } = write(current);
      const definition = await definitionWithin(manager, before, plan);
      if (losses) {
        const changed = { ...plan, definition };
        const preview = await this.lostBy(manager, actor, current, changed, { lock: true });
        if (!areTheSame(preview.losses, losses))
          throw new DomainError('would-lose', undefined, preview);
      }
      const row = fromPlan(before, before.version + 1, { ...plan, definition });
      await updateSeries(manager, row);
      const decisions = await this.changes.decide(manager, actor, seriesId, taken, {
        ...plan,
        definition,
      });
      return {
        series: toSeries(row, decisions),
        work: await this.planner.plan(manager, row, touched),
      };
    });
    this.planner.publish(work);
    return series;
  }
  /** What becomes of the coming meetings when all of a series is changed. */
  private async lostBy(
    manager: EntityManager,
    actor: Actor,
    before: Series,
    plan: SeriesPlan,
    { lock }: { lock: boolean },
  ): Promise<FollowingPreview> {
    const now = this.clock.now();
    const key = { partnershipId: actor.partnershipId, seriesId: before.id };
    const meetings = await this.meetings.read(manager, key, { lock });
    const today = localDateTimeOf(floatingAt(now.getTime(), plan.definition.timeZone)).slice(0, 10);
    const place = meetingsFrom(firstDayAhead(meetings, today), meetings, now);
    const days = place.ahead.filter(isPlanned).map(dayOf);
    const lost = lostDates(
      withoutTakenBack(before, plan),
      place,
      { kind: 'whole', series: asItHolds(before, plan) },
      days,
    );
    return { ...previewOf(actor, place, lost), resumesOn: null };
  }
}

/** What is planned of a part of a series, within its part. */
async function definitionWithin(
  manager: EntityManager,
  row: MeetingSeriesRow,
  { definition, decisions = [] }: SeriesPlan,
): Promise<SeriesDefinition> {
  const next = await readNextPart(manager, row);
  return withinPart(withoutCancelled(definition, decisions), {
    from: row.continuesFrom,
    until: next?.continuesFrom ?? null,
  });
}
