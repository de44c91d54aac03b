// The local days of a partnership: read by those who attend its meetings, looked after by coordinators.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  LocalDays,
  LocalDaysFile,
  LocalDaysImport,
  LocalDaysList,
  NewLocalDays,
} from '../../contract/local-days.js';
import { actorOf, DirectoryService } from '../../directory/directory.service.js';
import { PartnershipRow } from '../../directory/rows/partnership-row.js';
import { assertBasedOn } from '../../domain/based-on.js';
import { DomainError } from '../../domain/domain-error.js';
import type { Actor } from '../../domain/meeting/access.js';
import { PersonDataFound, refusePersonData } from '../../domain/person-guard/refuse-person-data.js';
import { violatedConstraint } from '../../platform/database/database-errors.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { newId } from '../../platform/ids.js';
import { LocalDaysRow } from '../rows/local-days-row.js';
import { readLocalDays } from './read-file.js';

const MOST = 1000;

@Injectable()
export class LocalDaysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
  ) {}

  async list(partnershipId: string): Promise<LocalDaysList> {
    return { days: await readLocalDaysOf(this.dataSource.manager, partnershipId) };
  }

  add(actor: Actor, days: NewLocalDays): Promise<LocalDaysList> {
    return this.change(actor, async (manager) => {
      refusePersonData(days, { what: 'local days', actor });
      await insertNew(manager, actor, [days]);
    });
  }

  /** `taken` where the same stands there already. */
  edit(actor: Actor, id: string, basedOn: number, days: NewLocalDays): Promise<LocalDays> {
    return inTransaction(this.dataSource, async (manager) => {
      await this.assertLeads(manager, actor);
      refusePersonData(days, { what: 'local days', actor });
      const { partnershipId } = actor;
      const { version } = await lockLocalDays(manager, actor, id, basedOn);
      const after = { ...days, version: version + 1 };
      try {
        await manager.update(LocalDaysRow, { partnershipId, id }, after);
      } catch (error) {
        throw violatedConstraint(error) === 'local_days_key' ? new DomainError('taken') : error;
      }
      return { id, ...after };
    });
  }

  remove(actor: Actor, id: string, basedOn: number): Promise<LocalDaysList> {
    return this.change(actor, async (manager) => {
      await lockLocalDays(manager, actor, id, basedOn);
      await manager.delete(LocalDaysRow, { partnershipId: actor.partnershipId, id });
    });
  }

  /** What a file would bring. Nothing is kept. */
  async preview(actor: Actor, file: LocalDaysFile): Promise<LocalDaysImport> {
    const { manager } = this.dataSource;
    await this.assertLeads(manager, actor);
    return compare(manager, actor, file);
  }

  /** Takes in what the preview shows as new. */
  import(actor: Actor, file: LocalDaysFile): Promise<LocalDaysList> {
    return this.change(actor, async (manager) => {
      const { rows } = await compare(manager, actor, file);
      const fresh = rows.filter(({ isNew }) => isNew);
      await insertNew(
        manager,
        actor,
        fresh.map(({ kind, title, startsOn, endsOn }) => ({ kind, title, startsOn, endsOn })),
      );
    });
  }

  private change(
    actor: Actor,
    work: (manager: EntityManager) => Promise<void>,
  ): Promise<LocalDaysList> {
    return inTransaction(this.dataSource, async (manager) => {
      await this.assertLeads(manager, actor);
      await work(manager);
      return { days: await readLocalDaysOf(manager, actor.partnershipId) };
    });
  }

  private async assertLeads(manager: EntityManager, actor: Actor): Promise<void> {
    const directory = await this.directory.current(manager, actor.partnershipId);
    if (actorOf(directory, actor.partnershipId, actor).role !== 'coordinator')
      throw new DomainError('not-allowed', 'Only coordinators look after the calendar.');
  }
}

/** In order of time; with a span, those that touch it. */
export function readLocalDaysOf(
  manager: EntityManager,
  partnershipId: string,
  { from, to }: { from: string; to: string } = { from: '0001-01-01', to: '9999-12-31' },
): Promise<LocalDays[]> {
  return manager.query<LocalDays[]>(
    `SELECT id, kind, title, starts_on::text AS "startsOn", ends_on::text AS "endsOn", version
     FROM local_days WHERE partnership_id = $1 AND ends_on >= $2 AND starts_on <= $3
     ORDER BY starts_on, ends_on, title, id`,
    [partnershipId, from, to],
  );
}

async function lockLocalDays(
  manager: EntityManager,
  { partnershipId }: Actor,
  id: string,
  basedOn: number,
): Promise<LocalDays> {
  const days = await manager.findOne(LocalDaysRow, {
    where: { partnershipId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!days) throw new DomainError('not-found');
  const { kind, title, startsOn, endsOn, version } = days;
  const current = { id, kind, title, startsOn, endsOn, version };
  assertBasedOn(current, basedOn);
  return current;
}

async function insertNew(
  manager: EntityManager,
  { partnershipId }: Actor,
  days: readonly NewLocalDays[],
): Promise<void> {
  const held = await manager.countBy(LocalDaysRow, { partnershipId });
  if (held + days.length > MOST) throw new DomainError('limit-reached');
  await manager
    .createQueryBuilder()
    .insert()
    .into(LocalDaysRow)
    .values(days.map((one) => ({ ...one, partnershipId, id: newId() })))
    .orIgnore()
    .execute();
}

async function compare(
  manager: EntityManager,
  actor: Actor,
  file: LocalDaysFile,
): Promise<LocalDaysImport> {
  const { partnershipId } = actor;
  const { timeZone } = await manager.findOneByOrFail(PartnershipRow, { id: partnershipId });
  const known = new Set((await readLocalDaysOf(manager, partnershipId)).map(nameOf));
  const answer: LocalDaysImport = { rows: [], refused: [] };
  for (const row of readLocalDays(file, timeZone)) {
    const { place } = row;
    if (!row.ok) answer.refused.push({ place, fault: row.fault });
    else if (identifiesSomeone(actor, row.days))
      answer.refused.push({ place, fault: 'person-data' });
    else {
      const name = nameOf(row.days);
      answer.rows.push({ ...row.days, place, isNew: !known.has(name) });
      known.add(name);
    }
  }
  return answer;
}

function identifiesSomeone(actor: Actor, days: NewLocalDays): boolean {
  try {
    refusePersonData(days, { what: 'local days', actor });
    return false;
  } catch (error) {
    if (error instanceof PersonDataFound) return true;
    throw error;
  }
}

function nameOf({ kind, title, startsOn, endsOn }: NewLocalDays): string {
  return [kind, startsOn, endsOn, title].join(' ');
}
