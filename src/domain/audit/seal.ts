// How an audit record is sealed. What it tells is committed to under a salt of its own, and only the
// commitments are chained: the telling and its salt could be disposed of without breaking the
// chain, and without the salt nobody can try out what it may have told.
import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;
/** What the first record of a chain follows on. */
export const NOTHING_BEFORE = Buffer.alloc(HASH_BYTES);

const COMMITMENT = 'utsattning audit commitment 1';
const LINK = 'utsattning audit link 1';

/** What a record tells; strings, numbers, null, lists and objects of such. */
export interface Telling {
  readonly at: Date;
  readonly kind: string;
  readonly personId: string | null;
  readonly detail: object;
}

/** A record as it stays for ever: that something was told, and after what. */
export interface Link {
  readonly position: number;
  readonly commitment: Buffer;
  readonly hash: Buffer;
}

/** Where a chain ends. */
export type Head = Pick<Link, 'position' | 'hash'>;

export function commitmentTo(salt: Buffer, { at, kind, personId, detail }: Telling): Buffer {
  const told = canonical({ at: at.toISOString(), kind, personId, detail });
  return createHash('sha256').update(COMMITMENT).update(salt).update(told).digest();
}

/** The chain's name is part of it, so no record can be moved to another chain. */
export function linkHash(
  chainId: string,
  before: Buffer,
  { position, commitment }: Omit<Link, 'hash'>,
): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(position));
  return createHash('sha256')
    .update(LINK)
    .update(chainId)
    .update(before)
    .update(place)
    .update(commitment)
    .digest();
}

/** The links that follow on a head, one for each commitment. */
export function linksAfter(chainId: string, head: Head, commitments: readonly Buffer[]): Link[] {
  const links: Link[] = [];
  let { position, hash } = head;
  for (const commitment of commitments) {
    position += 1;
    hash = linkHash(chainId, hash, { position, commitment });
    links.push({ position, commitment, hash });
  }
  return links;
}

/** JSON whose keys are sorted, for the database keeps no order of them. */
function canonical(value: object): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
