// The audit of a partnership as its administrators read it. That they do is recorded as well.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditPage, AuditQuery, AuditRecord } from '../contract/audit.js';
import type { Role } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import { mayReadAudit } from '../domain/meeting/roles.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Asker } from './directory-changes.js';

@Injectable()
export class AuditListService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** The newest first; to those who may not read it there is nothing to read. */
  list(asker: Asker, query: AuditQuery): Promise<AuditPage> {
    const { partnershipId, personId } = asker;
    const { limit, before: _, ...filter } = query;
    return inTransaction(this.dataSource, async (manager) => {
      await assertReadsAudit(manager, asker);
      const found = await readRecords(manager, partnershipId, query);
      const records = found.slice(0, limit);
      const ids = records.flatMap(({ personId: by, detail }) => [by, ...Object.values(detail)]);
      const last = records.at(-1);
      const page = {
        records,
        people: await readPeople(manager, ids),
        meetings: await readMeetings(manager, partnershipId, ids),
        next: found.length > limit && last ? last.position : null,
      };
      await this.audit.record(manager, {
        partnershipIds: [partnershipId],
        kind: 'audit.read',
        personId,
        detail: filter,
      });
      return page;
    });
  }
}

async function assertReadsAudit(
  manager: EntityManager,
  { partnershipId, personId }: Asker,
): Promise<void> {
  const [member] = await manager.query<{ role: Role }[]>(
    'SELECT role FROM membership WHERE partnership_id = $1 AND person_id = $2',
    [partnershipId, personId],
  );
  if (!member || !mayReadAudit(member.role)) throw new DomainError('not-found');
}

async function readRecords(
  manager: EntityManager,
  partnershipId: string,
  { kind, personId, from, to, before, limit }: AuditQuery,
): Promise<AuditRecord[]> {
  const rows = await manager.query<(Omit<AuditRecord, 'at'> & { at: Date })[]>(
    `SELECT position, at, kind, content.person_id AS "personId", detail
     FROM audit_content AS content JOIN partnership ON partnership.id = chain_id
     WHERE chain_id = $1
       AND ($2::text IS NULL OR kind = $2)
       AND ($3::uuid IS NULL OR content.person_id = $3)
       AND ($4::date IS NULL OR at >= $4::date::timestamp AT TIME ZONE time_zone)
       AND ($5::date IS NULL OR at < ($5::date + 1)::timestamp AT TIME ZONE time_zone)
       AND ($6::integer IS NULL OR position < $6)
     ORDER BY position DESC LIMIT $7`,
    [partnershipId, kind, personId, from, to, before, limit + 1],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

const idsAmong = (values: readonly unknown[]) =>
  values.filter(
    (value) =>
      typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  );

function readPeople(
  manager: EntityManager,
  values: readonly unknown[],
): Promise<AuditPage['people']> {
  return manager.query('SELECT id, name FROM person WHERE id = ANY ($1) ORDER BY name, id', [
    idsAmong(values),
  ]);
}

async function readMeetings(
  manager: EntityManager,
  partnershipId: string,
  values: readonly unknown[],
): Promise<AuditPage['meetings']> {
  const rows = await manager.query<{ id: string; startsAt: Date }[]>(
    `SELECT id, starts_at AS "startsAt" FROM meeting
     WHERE partnership_id = $1 AND id = ANY ($2) ORDER BY starts_at, id`,
    [partnershipId, idsAmong(values)],
  );
  return rows.map(({ id, startsAt }) => ({ id, startsAt: startsAt.toISOString() }));
}
