// Lists in and out. An import is planned twice: to be shown, and again under the lock that carries it
// out; only if both plans are the same is anything done, and then all of it or nothing.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { ConfirmedImport, ImportPreview, ListExport, ListImport } from '../contract/lists.js';
import type { ListKind } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import { AgenciesService } from './agencies.service.js';
import { planAgencies, planPeople, type ImportPlan, type Step } from './csv/plan-import.js';
import { readTable, writeTable } from './csv/table.js';
import { agencyKindWord, columnOf, deputyWord, headings, roleWord } from './csv/words.js';
import { DirectoryChanges, type Asker } from './directory-changes.js';
import { readAgencies, readPeople } from './directory-reading.js';
import { KnownPeople } from './known-people.js';
import { PeopleService } from './people.service.js';

@Injectable()
export class ListsService {
  constructor(
    private readonly changes: DirectoryChanges,
    private readonly agencies: AgenciesService,
    private readonly people: PeopleService,
    private readonly audit: AuditLog,
    private readonly known: KnownPeople,
  ) {}

  /** Those who are there now, in the form that an import takes. */
  async export(asker: Asker, kind: ListKind): Promise<ListExport> {
    const { partnershipId, personId } = asker;
    const list = await this.changes.read(asker, async (manager) => {
      const rows =
        kind === 'agencies' ? await agencyRows(manager, asker) : await personRows(manager, asker);
      return { csv: writeTable([headings(kind), ...rows]) };
    });
    await this.audit.recordAlone({
      partnershipIds: [partnershipId],
      kind: 'list.exported',
      personId,
      detail: { list: kind },
    });
    return list;
  }

  preview(asker: Asker, list: ListImport): Promise<ImportPreview> {
    return this.changes.read(asker, async (manager) =>
      previewOf(await makePlan(manager, asker, list)),
    );
  }

  /** Does what was shown; `stale` with what would be done now, when that is something else. */
  async carryOut(asker: Asker, { basis, ...list }: ConfirmedImport): Promise<ImportPreview> {
    const shown = await this.changes.read(asker, (manager) => makePlan(manager, asker, list));
    await this.known.countTold(asker, addressesIn(shown));
    return this.changes.make(asker, async (manager) => {
      const plan = await makePlan(manager, asker, list);
      const preview = previewOf(plan);
      if (preview.basis !== basis) throw new DomainError('stale', undefined, preview);
      for (const step of plan.steps) await this.take(manager, asker, step);
      return preview;
    });
  }

  private async take(manager: EntityManager, asker: Asker, step: Step): Promise<void> {
    switch (step.do) {
      case 'add-agency':
        await this.agencies.insert(manager, asker, step.agency);
        break;
      case 'edit-agency': {
        await this.agencies.replace(manager, asker, step.before, step.edit);
        break;
      }
      case 'add-person':
        await this.people.insert(manager, asker, step.person);
        break;
      case 'edit-person':
        await this.people.replace(manager, asker, step.before, step.edit);
    }
  }
}

const addressesIn = ({ steps }: ImportPlan) =>
  steps.flatMap((step) => (step.do === 'add-person' ? [step.person.email] : []));

async function makePlan(
  manager: EntityManager,
  asker: Asker,
  { kind, csv }: ListImport,
): Promise<ImportPlan> {
  const { partnershipId } = asker;
  const table = readTable(csv, columnOf(kind));
  const agencies = await readAgencies(manager, { partnershipId });
  if (kind === 'agencies') return planAgencies(table, asker, agencies);
  return planPeople(table, asker, await readPeople(manager, { partnershipId }), agencies);
}

/** The steps hold the versions they are based on, so two that are alike do the same. */
function previewOf({ rows, refused, steps }: ImportPlan): ImportPreview {
  const told = JSON.stringify([rows, refused, steps]);
  return { rows, refused, basis: createHash('sha256').update(told).digest('base64url') };
}

async function agencyRows(manager: EntityManager, { partnershipId }: Asker): Promise<string[][]> {
  const agencies = await readAgencies(manager, { partnershipId });
  return agencies
    .filter(({ isRetired }) => !isRetired)
    .map((one) => [one.name, one.shortName, one.abbreviation, agencyKindWord(one.kind)]);
}

async function personRows(manager: EntityManager, { partnershipId }: Asker): Promise<string[][]> {
  const agencies = await readAgencies(manager, { partnershipId });
  const nameOf = new Map(agencies.map(({ id, name }) => [id, name]));
  const people = await readPeople(manager, { partnershipId });
  return people.map((one) => [
    one.name,
    one.email,
    nameOf.get(one.agencyId) ?? '',
    roleWord(one.role),
    deputyWord(one.isDeputy),
  ]);
}
