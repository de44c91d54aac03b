// The audit of a partnership as its administrators read it. That they do is recorded as well. What is told
// of closed compartments is there for those alone who may hear them: to others not even its place is left
// open, for a gap in the numbers would tell that something was read there, and when.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditPage, AuditQuery, AuditRecord } from '../contract/audit.js';
import type { Role } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { mayReadAudit } from '../domain/meeting/roles.js';
import { inTransaction } from '../platform/database/transaction.js';

@Injectable()
export class AuditListService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** The newest first; to those who may not read it there is nothing to read. */
  list(reader: Actor, query: AuditQuery): Promise<AuditPage> {
    const { partnershipId, personId } = reader;
    const { limit, before: _, ...filter } = query;
    return inTransaction(this.dataSource, async (manager) => {
      await assertReadsAudit(manager, reader);
      await sayWhoHears(manager, reader);
      const found = await readRecords(manager, partnershipId, query);
      const records = found.slice(0, limit);
      const ids = records.flatMap(({ personId: by, detail }) => [
        by,
        ...Object.values(detail).flat(),
      ]);
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
  { partnershipId, personId }: Actor,
): Promise<void> {
  const [member] = await manager.query<{ role: Role }[]>(
    'SELECT role FROM membership WHERE partnership_id = $1 AND person_id = $2',
    [partnershipId, personId],
  );
  if (!member || !mayReadAudit(member.role)) throw new DomainError('not-found');
}

/** To `may_hear`, which row security asks as well; the role stays, for the reading is to be recorded. */
async function sayWhoHears(
  manager: EntityManager,
  { agencyId, agencyKind, opensClosed }: Actor,
): Promise<void> {
  await manager.query(
    `SELECT set_config('utsattning.agency_id', $1, true),
       set_config('utsattning.agency_kind', $2, true),
       set_config('utsattning.opens_closed', $3, true)`,
    [agencyId, agencyKind, String(opensClosed)],
  );
}

/** Which of the compartments read, and of the streams of a closed meeting, the reader may hear of. */
const HEARD = `
  SELECT position, at, kind, person_id,
    CASE kind
      WHEN 'closed.read' THEN jsonb_set(detail, '{compartments}', (
        SELECT coalesce(jsonb_agg(one ORDER BY place), '[]')
        FROM jsonb_array_elements(detail -> 'compartments') WITH ORDINALITY AS read (one, place)
        WHERE may_hear(one #>> '{}')))
      WHEN 'meeting.closed' THEN jsonb_set(detail, '{streams}', (
        SELECT coalesce(jsonb_agg(one ORDER BY place), '[]')
        FROM jsonb_array_elements(detail -> 'streams') WITH ORDINALITY AS told (one, place)
        WHERE may_hear(one ->> 'stream')))
      ELSE detail
    END AS detail
  FROM audit_content WHERE chain_id = $1`;

/** Numbered anew, without those that are nothing to the reader: a refusal too may be about what is closed. */
const LISTED = `
  SELECT row_number() OVER (ORDER BY position)::integer AS position, at, kind, person_id, detail
  FROM heard WHERE CASE kind
    WHEN 'closed.read' THEN detail -> 'compartments' <> '[]'
    ELSE NOT EXISTS (
      SELECT FROM jsonb_array_elements_text(detail -> 'about') AS closed (stream)
      WHERE may_hear(stream) IS NOT TRUE)
  END`;

async function readRecords(
  manager: EntityManager,
  partnershipId: string,
  { kind, personId, from, to, before, limit }: AuditQuery,
): Promise<AuditRecord[]> {
  const rows = await manager.query<(Omit<AuditRecord, 'at'> & { at: Date })[]>(
    `WITH heard AS (${HEARD}), listed AS (${LISTED})
     SELECT position, at, kind, listed.person_id AS "personId", detail
     FROM listed JOIN partnership ON partnership.id = $1
     WHERE ($2::text IS NULL OR kind = $2)
       AND ($3::uuid IS NULL OR listed.person_id = $3)
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
