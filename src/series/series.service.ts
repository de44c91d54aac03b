// Series as members see them and coordinators plan them. Each change of a series and of its meetings
// is one transaction: a series never stands there without the meetings it promises.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SeriesPreview, SeriesPreviewRequest } from '../contract/schedule.js';
import type {
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
import { fittingDecisions, thursdayStart, withoutCancelled } from '../domain/schedule/decisions.js';
import { previewSeries } from '../domain/schedule/preview.js';
import type { SeriesKey } from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { inSteps } from '../platform/in-steps.js';
import { readAllDecisions, readDecisions, replaceDecisions } from './decision-store.js';
import { SeriesPlanner } from './series-planner.js';
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
      const definition = withoutCancelled(plan.definition, plan.decisions ?? []);
      const row = fromPlan({ partnershipId, id: newId() }, 1, { ...plan, definition });
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
  async edit(actor: Actor, seriesId: string, basedOn: number, plan: SeriesPlan): Promise<Series> {
    const { partnershipId } = actor;
    const { series, work } = await inTransaction(this.dataSource, async (manager) => {
      await this.assertLeads(manager, actor);
      const before = await lockSeries(manager, partnershipId, seriesId);
      if (!before) throw new DomainError('not-found');
      const taken = await readDecisions(manager, { partnershipId, seriesId });
      if (before.version !== basedOn)
        throw new DomainError('stale', undefined, toSeries(before, taken));
      this.refusePersonData(actor, plan);
      const definition = withoutCancelled(plan.definition, plan.decisions ?? []);
      const key = { partnershipId, id: seriesId };
      const row = fromPlan(key, before.version + 1, { ...plan, definition });
      await updateSeries(manager, row);
      const decisions = await this.decide(manager, actor, seriesId, taken, { ...plan, definition });
      return { series: toSeries(row, decisions), work: await this.planner.plan(manager, row) };
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
    for (const { on, answer } of fitting) {
      if (answer !== 'thursday' || before.some((one) => one.on === on && one.answer === answer))
        continue;
      const start = thursdayStart(`${on}${definition.start.slice(10)}`, definition.timeZone);
      if (start === null || start < now.getTime())
        throw new DomainError('wrong-state', `There is no Thursday ahead in the week of ${on}.`);
    }
    const by = { decidedBy: personId, decidedAt: now };
    await replaceDecisions(manager, key, before, fitting, by);
    return readDecisions(manager, key);
  }

  private refusePersonData(actor: Actor, plan: SeriesPlan): void {
    try {
      refusePersonData(plan, { what: 'series', actor });
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
