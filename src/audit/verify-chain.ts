// Reads a chain from its beginning and checks it, a page at a time, against where its own row says it
// ends and against any head that was noted before.
import type { EntityManager } from 'typeorm';
import { ChainCheck, type ChainFault, type ChainRecord } from '../domain/audit/chain-check.js';
import type { Head } from '../domain/audit/seal.js';

const PAGE = 1_000;

export interface ChainVerdict {
  readonly chainId: string;
  readonly head: Head;
  readonly fault: ChainFault | null;
}

export async function verifyChain(
  manager: EntityManager,
  chainId: string,
  noted: readonly Head[] = [],
): Promise<ChainVerdict> {
  const ends = await manager.query<Head[]>('SELECT position, hash FROM audit_chain WHERE id = $1', [
    chainId,
  ]);
  const check = new ChainCheck(chainId, [...ends, ...noted]);
  let fault: ChainFault | null = null;
  for (let more = true; more && !fault;) {
    const records = await readAfter(manager, chainId, check.head.position);
    for (const record of records) fault ??= check.take(record);
    more = records.length === PAGE;
  }
  return { chainId, head: check.head, fault: fault ?? check.finish() };
}

async function readAfter(
  manager: EntityManager,
  chainId: string,
  position: number,
): Promise<ChainRecord[]> {
  const rows = await manager.query<(Omit<ChainRecord, 'content'> & ChainRecord['content'])[]>(
    `SELECT position, commitment, hash, salt, at, kind, person_id AS "personId", detail
     FROM audit_record LEFT JOIN audit_content USING (chain_id, position)
     WHERE chain_id = $1 AND position > $2
     ORDER BY position LIMIT ${PAGE}`,
    [chainId, position],
  );
  return rows.map(({ position: at, commitment, hash, ...content }) => ({
    position: at,
    commitment,
    hash,
    content: (content.salt as Buffer | null) ? content : null,
  }));
}
