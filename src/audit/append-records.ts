// Appends records to chains as part of the caller's transaction. The chain's own row is locked until
// that transaction ends, so call it last; several chains are locked in the order of their ids, so that
// two never wait for each other.
import { randomBytes } from 'node:crypto';
import type { AuditKind } from '../contract/vocabulary.js';
import {
  commitmentTo,
  HASH_BYTES,
  linksAfter,
  NOTHING_BEFORE,
  type Head,
} from '../domain/audit/seal.js';
import type { Executor } from '../platform/database/pipeline.js';

/** The chain of what belongs to no partnership. */
export const INSTALLATION_CHAIN = '00000000-0000-0000-0000-000000000000';

/** Something to be recorded. Nothing that people wrote goes into it; people and things go by id. */
export interface AuditEntry {
  /** In whose chains; in the installation's when it belongs to none. */
  readonly partnershipIds: readonly string[];
  readonly kind: AuditKind;
  /** Who did it; null when nobody is signed in, or an operator did it beside the server. */
  readonly personId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditTelling extends Omit<AuditEntry, 'partnershipIds'> {
  readonly at: Date;
}

/** Records as part of the caller's transaction, as its last act. */
export function recordAt(
  at: Date,
  on: Pick<Executor, 'query'>,
  ...entries: AuditEntry[]
): Promise<void> {
  return appendRecords(on, tellingsByChain(entries, at));
}

/** What is to be told in each chain. */
export function tellingsByChain(
  entries: readonly AuditEntry[],
  at: Date,
): Map<string, AuditTelling[]> {
  const chains = new Map<string, AuditTelling[]>();
  for (const { partnershipIds, ...told } of entries)
    for (const chainId of partnershipIds.length > 0 ? partnershipIds : [INSTALLATION_CHAIN])
      chains.set(chainId, [...(chains.get(chainId) ?? []), { ...told, at }]);
  return chains;
}

export async function appendRecords(
  on: Pick<Executor, 'query'>,
  chains: ReadonlyMap<string, readonly AuditTelling[]>,
): Promise<void> {
  for (const [chainId, tellings] of [...chains].sort(([one], [other]) => (one < other ? -1 : 1)))
    await appendTo(on, chainId, tellings);
}

async function appendTo(
  on: Pick<Executor, 'query'>,
  chainId: string,
  tellings: readonly AuditTelling[],
): Promise<void> {
  const [head] = await on.query<Head[]>(
    `INSERT INTO audit_chain (id, position, hash) VALUES ($1, 0, $2)
     ON CONFLICT (id) DO UPDATE SET position = audit_chain.position
     RETURNING position, hash`,
    [chainId, NOTHING_BEFORE],
  );
  if (!head) throw new Error('A chain has no end.');
  const salts = tellings.map(() => randomBytes(HASH_BYTES));
  const links = linksAfter(
    chainId,
    head,
    tellings.map((telling, index) => commitmentTo(salts[index] as Buffer, telling)),
  );
  await on.query(
    `WITH told AS (
       SELECT * FROM unnest($2::integer[], $3::bytea[], $4::bytea[], $5::bytea[],
         $6::timestamptz[], $7::text[], $8::uuid[], $9::jsonb[])
         AS told (position, commitment, hash, salt, at, kind, person_id, detail)
     ), recorded AS (
       INSERT INTO audit_record (chain_id, position, commitment, hash)
       SELECT $1, position, commitment, hash FROM told
     ), kept AS (
       INSERT INTO audit_content (chain_id, position, salt, at, kind, person_id, detail)
       SELECT $1, position, salt, at, kind, person_id, detail FROM told
     )
     UPDATE audit_chain SET (position, hash) =
       (SELECT position, hash FROM told ORDER BY position DESC LIMIT 1)
     WHERE id = $1`,
    [
      chainId,
      links.map(({ position }) => position),
      links.map(({ commitment }) => commitment),
      links.map(({ hash }) => hash),
      salts,
      tellings.map(({ at }) => at),
      tellings.map(({ kind }) => kind),
      tellings.map(({ personId }) => personId),
      tellings.map(({ detail }) => JSON.stringify(detail)),
    ],
  );
}
