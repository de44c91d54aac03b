// Series as members see them and coordinators plan them. Each change of a series and of its meetings
// is one transaction: a series never stands there without the meetings it promises.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  LocalDate,
  LocalDateTime,
  SeriesPreview,
  SeriesPreviewRequest,
} from '../contract/schedule.js';
import type {
  DateChange,
  ExtraMeeting,
  Series,
  SeriesDecision,
  SeriesList,
  SeriesPlan,
  TakenDecision,
} from '../contract/series.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { PersonDataFound, refusePersonData } from '../domain/person-guard/refuse-person-data.js';
import { addExtraMeeting, changeDate, restoreDate } from '../domain/schedule/date-changes.js';
import { fittingDecisions, thursdayStart, withoutCancelled } from '../domain/schedule/decisions.js';
import { refuseUnsound } from '../domain/schedule/occurrences.js';
import { previewSeries } from '../domain/schedule/preview.js';
import { floatingOf, instantOf } from '../domain/schedule/wall-clock.js';
import type { SeriesKey } from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { inSteps } from '../platform/in-steps.js';
import {
  readAllDecisions,
  readDecisions,
  replaceDecisions,
  saysTheSame,
} from './decision-store.js';
import { SeriesPlanner, type TouchedDate } from './series-planner.js';
import {
  fromPlan,
  insertSeries,
  lockSeries,
  readSeries,
  readSeriesList,
  toSeries,
  updateSeries,
} from './series-store.js';

@Injectable()
export class SeriesService {
  private readonly logger = new Logger('PersonGuard');

  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly planner: SeriesPlanner,
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
      await this.assertLeads(manager, actor);
      this.refusePersonData(actor, plan);
      refuseUnsound(plan.definition);
      const definition = withoutCancelled(plan.definition, plan.decisions ?? []);
      const row = fromPlan({ partnershipId, id: newId(), continuesSeriesId: null }, 1, {
        ...plan,
        definition,
      });
      await insertSeries(manager, row);
      const decisions = await this.decide(manager, actor, row.id, [], { ...plan, definition });
      return { series: toSeries(row, decisions), work: await this.planner.plan(manager, row) };
    });
    this.planner.publish(work);
    return series;
  }

  /**
   * Changes a series and its coming meetings; one that has been opened stays as it is. Throws `stale`
   * with the current series when it is not the version that the edit was based on.
   */
  edit(actor: Actor, seriesId: string, basedOn: number, plan: SeriesPlan): Promise<Series> {
    return this.rewrite(actor, seriesId, basedOn, () => {
      this.refusePersonData(actor, plan);
      refuseUnsound(plan.definition);
      return { plan };
    });
  }

  /** Moves or cancels one meeting, or declines an evening; as `edit`, and `wrong-state` once it began. */
  changeDate(
    actor: Actor,
    seriesId: string,
    basedOn: number,
    on: LocalDate,
    change: DateChange,
  ): Promise<Series> {
    return this.rewrite(actor, seriesId, basedOn, (before) => {
      this.refusePersonData(actor, change);
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
      this.refusePast(extra.start, before.definition.timeZone);
      const touched = { on: extra.start.slice(0, 10), restores: false };
      return { plan: { ...before, ...addExtraMeeting(before, extra) }, touched };
    });
  }

  /** Writes a series anew under its lock, as `write` has it, with its meetings. */
  private async rewrite(
    actor: Actor,
    seriesId: string,
    basedOn: number,
    write: (before: Series) => { plan: SeriesPlan; touched?: TouchedDate },
  ): Promise<Series> {
    const { partnershipId } = actor;
    const { series, work } = await inTransaction(this.dataSource, async (manager) => {
      await this.assertLeads(manager, actor);
      const before = await lockSeries(manager, partnershipId, seriesId);
      if (!before) throw new DomainError('not-found');
      const taken = await readDecisions(manager, { partnershipId, seriesId });
      const current = toSeries(before, taken);
      if (before.version !== basedOn) throw new DomainError('stale', undefined, current);
      const { plan, touched } = write(current);
      const definition = withoutCancelled(plan.definition, plan.decisions ?? []);
      const row = fromPlan(before, before.version + 1, { ...plan, definition });
      await updateSeries(manager, row);
      const decisions = await this.decide(manager, actor, seriesId, taken, { ...plan, definition });
      return {
        series: toSeries(row, decisions),
        work: await this.planner.plan(manager, row, touched),
      };
    });
    this.planner.publish(work);
    return series;
  }

  /** Stores what is decided of the series now, and gives it with who decided it and when. */
  private async decide(
    manager: EntityManager,
    { partnershipId, personId }: Actor,
    seriesId: string,
    before: readonly TakenDecision[],
    { definition, decisions }: SeriesPlan,
  ): Promise<TakenDecision[]> {
    const key: SeriesKey = { partnershipId, seriesId };
    const fitting = fittingDecisions<SeriesDecision>(definition, decisions ?? before);
    const now = this.clock.now();
    for (const decision of fitting) {
      if (before.some((one) => saysTheSame(one, decision))) continue;
      const { on, answer, movedTo } = decision;
      if (answer === 'move' && movedTo) this.refusePast(movedTo, definition.timeZone);
      if (answer !== 'thursday') continue;
      const start = thursdayStart(`${on}${definition.start.slice(10)}`, definition.timeZone);
      if (start === null || start < now.getTime())
        throw new DomainError('wrong-state', `There is no Thursday ahead in the week of ${on}.`);
    }
    const by = { decidedBy: personId, decidedAt: now };
    await replaceDecisions(manager, key, before, fitting, by);
    return readDecisions(manager, key);
  }

  private refusePast(start: LocalDateTime, timeZone: string): void {
    if (instantOf(floatingOf(start), timeZone) < this.clock.now().getTime())
      throw new DomainError('wrong-state', 'That time has passed.');
  }

  private refusePersonData(actor: Actor, written: SeriesPlan | DateChange): void {
    try {
      refusePersonData(written, { what: 'series', actor });
    } catch (error) {
      if (error instanceof PersonDataFound) this.logger.log(error.account);
      throw error;
    }
  }

  /** Read in the transaction that changes something, as the session may know older rights. */
  private async assertLeads(manager: EntityManager, actor: Actor): Promise<void> {
    const { partnershipId } = actor;
    const directory = await this.directory.current(manager, partnershipId);
    const { role } = actorOf(directory, partnershipId, actor);
    if (role !== 'coordinator')
      throw new DomainError('not-allowed', 'Only coordinators plan series.');
  }
}
