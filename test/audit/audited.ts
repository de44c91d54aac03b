// What the audit of a partnership tells, as an administrator of the database sees it.
import type { AuditKind } from '../../src/contract/vocabulary.js';
import type { TestDatabase } from '../support/test-database.js';

export interface Audited {
  kind: AuditKind;
  personId: string | null;
  detail: Record<string, unknown>;
}

/** In the order it was recorded; of one kind, when that is given. */
export function readAudit(
  database: TestDatabase,
  chainId: string,
  kind: AuditKind | null = null,
): Promise<Audited[]> {
  return database.query<Audited & Record<string, unknown>>(
    `SELECT kind, person_id AS "personId", detail FROM audit_content
     WHERE chain_id = $1 AND ($2::text IS NULL OR kind = $2) ORDER BY position`,
    [chainId, kind],
  );
}
