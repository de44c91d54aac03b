// Checks every chain. Each check notes in the installation's chain where the others ended, so that one
// head, kept somewhere else, vouches for all of them the next time.
import type { EntityManager } from 'typeorm';
import type { Head } from '../domain/audit/seal.js';
import { INSTALLATION_CHAIN, recordAt } from './append-records.js';
import { verifyChain, type ChainVerdict } from './verify-chain.js';

/** Chains by their ids, as the audit tells where they ended. */
type NotedHeads = Readonly<Record<string, { position: number; hash: string }>>;

export interface AuditVerdict {
  /** The installation's first. */
  readonly chains: readonly ChainVerdict[];
}

/** Checks all chains, `noted` being a head of the installation's that was kept elsewhere. */
export async function verifyAudit(
  manager: EntityManager,
  noted: Head | null,
): Promise<AuditVerdict> {
  const heads = await readNotedHeads(manager);
  const ids = await manager.query<{ id: string }[]>('SELECT id FROM audit_chain ORDER BY id');
  const others = new Set([...ids.map(({ id }) => id), ...heads.keys()]);
  others.delete(INSTALLATION_CHAIN);
  const chains = [await verifyChain(manager, INSTALLATION_CHAIN, noted ? [noted] : [])];
  for (const id of others) chains.push(await verifyChain(manager, id, heads.get(id)));
  return { chains };
}

/** Records that all chains were found whole, and gives the new head of the installation's. */
export async function noteHeads(
  manager: EntityManager,
  at: Date,
  { chains }: AuditVerdict,
): Promise<Head> {
  const others = chains.filter(({ chainId }) => chainId !== INSTALLATION_CHAIN);
  const heads: NotedHeads = Object.fromEntries(
    others.map(({ chainId, head: { position, hash } }) => [
      chainId,
      { position, hash: hash.toString('hex') },
    ]),
  );
  await recordAt(at, manager, {
    partnershipIds: [],
    kind: 'audit.verified',
    personId: null,
    detail: { heads },
  });
  const [head] = await manager.query<Head[]>(
    'SELECT position, hash FROM audit_chain WHERE id = $1',
    [INSTALLATION_CHAIN],
  );
  if (!head) throw new Error('A chain has no end.');
  return head;
}

async function readNotedHeads(manager: EntityManager): Promise<Map<string, Head[]>> {
  const rows = await manager.query<{ heads: NotedHeads }[]>(
    `SELECT detail -> 'heads' AS heads FROM audit_content
     WHERE chain_id = $1 AND kind = 'audit.verified' ORDER BY position`,
    [INSTALLATION_CHAIN],
  );
  const noted = new Map<string, Head[]>();
  for (const { heads } of rows)
    for (const [chainId, { position, hash }] of Object.entries(heads))
      noted.set(chainId, [
        ...(noted.get(chainId) ?? []),
        { position, hash: Buffer.from(hash, 'hex') },
      ]);
  return noted;
}

/** A head as people keep it: `12-9f86d0…`. */
export function headText({ position, hash }: Head): string {
  return `${position}-${hash.toString('hex')}`;
}

/** The head that such a text names; null when it names none. */
export function headOf(text: string): Head | null {
  const [, position, hash] = /^(\d{1,10})-([0-9a-f]{64})$/.exec(text) ?? [];
  if (position === undefined || hash === undefined) return null;
  return { position: Number(position), hash: Buffer.from(hash, 'hex') };
}
