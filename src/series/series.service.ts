// Series as members see them and coordinators plan them. Each change of a series and of its meetings
// is one transaction: a series never stands there without the meetings it promises.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LocalDate, SeriesPreview, SeriesPreviewRequest } from '../contract/schedule.js';
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
import { fittingDecisions, withoutCancelled } from '../domain/schedule/decisions.js';
import { refuseUnsound } from '../domain/schedule/occurrences.js';
import { previewSeries } from '../domain/schedule/preview.js';
import { lostDates, withinPart, type DecidedPlan } from '../domain/schedule/series-parts.js';
import { floatingAt, localDateTimeOf } from '../domain/schedule/wall-clock.js';
import { asItHolds, strayDecisions, withoutTakenBack } from '../domain/schedule/whole-change.js';
import { PlannedMeetingsService } from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { inSteps } from '../platform/in-steps.js';
import { InvalidInput } from '../platform/invalid-input.js';
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

  /** Stores a series with a year of meetings. Throws `invalid-input` for what is decided of other days. */
  async create(actor: Actor, plan: SeriesPlan): Promise<Series> {
    const { partnershipId } = actor;
    const { series, work } = await inTransaction(this.dataSource, async (manager) => {
      await this.changes.assertLeads(manager, actor);
      this.changes.refusePersonData(actor, plan);
      refuseUnsound(plan.definition);
      refuseStray(plan);
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
      const changed = await planWithin(manager, row, before, plan);
      const { preview } = await this.changeWhole(manager, actor, before, changed, { lock: false });
      return preview;
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
      let next = await planWithin(manager, before, current, plan);
      if (losses) {
        const whole = await this.changeWhole(manager, actor, current, next, { lock: true });
        if (!areTheSame(whole.preview.losses, losses))
          throw new DomainError('would-lose', undefined, whole.preview);
        next = whole.series;
      }
      const row = fromPlan(before, before.version + 1, next);
      await updateSeries(manager, row);
      const decisions = await this.changes.decide(manager, actor, seriesId, taken, next);
      return {
        series: toSeries(row, decisions),
        work: await this.planner.plan(manager, row, touched),
      };
    });
    this.planner.publish(work);
    return series;
  }

  /** What a series becomes when all of it is changed, and its coming meetings with it. */
  private async changeWhole(
    manager: EntityManager,
    actor: Actor,
    before: Series,
    plan: DecidedPlan,
    { lock }: { lock: boolean },
  ): Promise<{ series: DecidedPlan; preview: FollowingPreview }> {
    const now = this.clock.now();
    const key = { partnershipId: actor.partnershipId, seriesId: before.id };
    const meetings = await this.meetings.read(manager, key, { lock });
    const today = localDateTimeOf(floatingAt(now.getTime(), plan.definition.timeZone)).slice(0, 10);
    const place = meetingsFrom(firstDayAhead(meetings, today), meetings, now);
    const days = place.ahead.filter(isPlanned).map(dayOf);
    const series = asItHolds(plan, place);
    const lost = lostDates(withoutTakenBack(before, plan), place, { kind: 'whole', series }, days);
    return { series, preview: { ...previewOf(actor, place, lost), resumesOn: null } };
  }
}

/** An answer to a day that is no date of the series would be kept and never hold: a mistake in the day. */
function refuseStray(plan: SeriesPlan): void {
  const stray = strayDecisions(plan);
  if (stray.length === 0) return;
  const message = 'is no date of the series';
  throw new InvalidInput(stray.map((index) => ({ path: ['decisions', index, 'on'], message })));
}

/**
 * What is planned of a part of a series, within its part. A plan that names no decisions has those of
 * before: a day that it leaves out stays cancelled, at whatever clock time.
 */
async function planWithin(
  manager: EntityManager,
  row: MeetingSeriesRow,
  before: Series,
  plan: SeriesPlan,
): Promise<DecidedPlan> {
  const next = await readNextPart(manager, row);
  const decisions = plan.decisions ?? before.decisions;
  const agreeing = plan.decisions ?? fittingDecisions(plan.definition, before.decisions);
  const definition = withinPart(withoutCancelled(plan.definition, agreeing), {
    from: row.continuesFrom,
    until: next?.continuesFrom ?? null,
  });
  return { ...plan, definition, decisions };
}
