// What every change of a series is held to: who may make it, what may be written, what is remembered of
// it. As part of the transaction that makes the change.
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LocalDateTime } from '../contract/schedule.js';
import type { DateChange, SeriesDecision, SeriesPlan, TakenDecision } from '../contract/series.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { PersonDataFound, refusePersonData } from '../domain/person-guard/refuse-person-data.js';
import { fittingDecisions, thursdayStart } from '../domain/schedule/decisions.js';
import { floatingOf, instantOf } from '../domain/schedule/wall-clock.js';
import type { SeriesKey } from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import { readDecisions, replaceDecisions, saysTheSame } from './decision-store.js';

@Injectable()
export class SeriesChanges {
  private readonly logger = new Logger('PersonGuard');

  constructor(
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  /** Stores what is decided of the series now, and gives it with who decided it and when. */
  async decide(
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

  refusePast(start: LocalDateTime, timeZone: string): void {
    if (instantOf(floatingOf(start), timeZone) < this.clock.now().getTime())
      throw new DomainError('wrong-state', 'That time has passed.');
  }

  refusePersonData(actor: Actor, written: SeriesPlan | DateChange): void {
    try {
      refusePersonData(written, { what: 'series', actor });
    } catch (error) {
      if (error instanceof PersonDataFound) this.logger.log(error.account);
      throw error;
    }
  }

  /** Read in the transaction that changes something, as the session may know older rights. */
  async assertLeads(manager: EntityManager, actor: Actor): Promise<void> {
    const { partnershipId } = actor;
    const directory = await this.directory.current(manager, partnershipId);
    const { role } = actorOf(directory, partnershipId, actor);
    if (role !== 'coordinator')
      throw new DomainError('not-allowed', 'Only coordinators plan series.');
  }
}
