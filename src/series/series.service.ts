// Series as members see them and coordinators plan them. Each change of a series and of its meetings
// is one transaction: a series never stands there without the meetings it promises.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SeriesPreview, SeriesPreviewRequest } from '../contract/schedule.js';
import type { Series, SeriesList, SeriesPlan } from '../contract/series.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { PersonDataFound, refusePersonData } from '../domain/person-guard/refuse-person-data.js';
import { previewSeries } from '../domain/schedule/preview.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
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
  ) {}

  preview(request: SeriesPreviewRequest): SeriesPreview {
    return previewSeries(request);
  }

  async list(partnershipId: string): Promise<SeriesList> {
    const rows = await readSeriesList(this.dataSource.manager, partnershipId);
    return { series: rows.map(toSeries) };
  }

  async read(partnershipId: string, seriesId: string): Promise<Series> {
    const row = await readSeries(this.dataSource.manager, partnershipId, seriesId);
    if (!row) throw new DomainError('not-found');
    return toSeries(row);
  }

  /** Stores a series with a year of meetings. */
  async create(actor: Actor, plan: SeriesPlan): Promise<Series> {
    const { partnershipId } = actor;
    const { series, work } = await inTransaction(this.dataSource, async (manager) => {
      await this.assertLeads(manager, actor);
      this.refusePersonData(actor, plan);
      const row = fromPlan({ partnershipId, id: newId() }, 1, plan);
      await insertSeries(manager, row);
      return { series: toSeries(row), work: await this.planner.plan(manager, row) };
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
      if (before.version !== basedOn) throw new DomainError('stale', undefined, toSeries(before));
      this.refusePersonData(actor, plan);
      const row = fromPlan({ partnershipId, id: seriesId }, before.version + 1, plan);
      await updateSeries(manager, row);
      return { series: toSeries(row), work: await this.planner.plan(manager, row) };
    });
    this.planner.publish(work);
    return series;
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
  private async assertLeads(
    manager: EntityManager,
    { partnershipId, personId }: Actor,
  ): Promise<void> {
    const directory = await this.directory.current(manager, partnershipId);
    const { role } = actorOf(directory, partnershipId, personId);
    if (role !== 'coordinator')
      throw new DomainError('not-allowed', 'Only coordinators plan series.');
  }
}
