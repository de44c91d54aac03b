import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ChainCheck,
  type ChainFault,
  type ChainRecord,
} from '../../../src/domain/audit/chain-check.js';
import {
  commitmentTo,
  linkHash,
  linksAfter,
  NOTHING_BEFORE,
  type Head,
  type Telling,
} from '../../../src/domain/audit/seal.js';

const CHAIN = '0a1b2c3d-0000-4000-8000-000000000001';

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const tellings: fc.Arbitrary<Telling & { salt: Buffer }> = fc.record({
  salt: hashes,
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  kind: fc.constantFrom('session.began', 'closed.read', 'denied'),
  personId: fc.option(fc.uuid()),
  detail: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.uuid()))),
});
const chains = fc.array(tellings, { minLength: 2, maxLength: 12 }).map((told) => chainOf(told));

function chainOf(told: (Telling & { salt: Buffer })[]): ChainRecord[] {
  const commitments = told.map((telling) => commitmentTo(telling.salt, telling));
  return linksAfter(CHAIN, { position: 0, hash: NOTHING_BEFORE }, commitments).map(
    (link, index) => ({ ...link, content: told[index] ?? null }),
  );
}

function verify(
  records: readonly ChainRecord[],
  noted: readonly Head[] = [],
  chainId = CHAIN,
): ChainFault | null {
  const check = new ChainCheck(chainId, noted);
  for (const record of records) {
    const fault = check.take(record);
    if (fault) return fault;
  }
  return check.finish();
}

/** A chain and the place of one of its records. */
const chainsWithPlace = chains.chain((chain) =>
  fc.tuple(fc.constant(chain), fc.nat(chain.length - 1)),
);

describe('a chain of audit records', () => {
  it('holds as it was written', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const check = new ChainCheck(CHAIN, chain);
        for (const record of chain) expect(check.take(record)).toBeNull();
        expect(check.finish()).toBeNull();
        expect(check.head).toMatchObject({ position: chain.length, hash: chain.at(-1)?.hash });
      }),
    );
  });

  it('names the first record whose telling was deleted', () => {
    fc.assert(
      fc.property(chainsWithPlace, ([chain, place]) => {
        const told = chain.map((record, at) =>
          at < place ? record : { ...record, content: null },
        );
        expect(verify(told, chain)).toEqual({ position: place + 1, fault: 'content-missing' });
      }),
    );
  });

  it('names the record whose telling was changed', () => {
    const changes: ((content: Telling) => Partial<Telling>)[] = [
      ({ at }) => ({ at: new Date(at.getTime() + 1) }),
      ({ kind }) => ({ kind: `${kind}.` }),
      ({ personId }) => ({ personId: personId === null ? CHAIN : null }),
      ({ detail }) => ({ detail: { ...detail, more: 1 } }),
    ];
    fc.assert(
      fc.property(chainsWithPlace, fc.constantFrom(...changes), ([chain, place], change) => {
        const content = chain[place]?.content;
        fc.pre(content !== null && content !== undefined);
        const edited = chain.with(place, {
          ...chain[place]!,
          content: { ...content, ...change(content) },
        });
        expect(verify(edited)).toEqual({ position: place + 1, fault: 'content-changed' });
      }),
    );
  });

  it('names the record whose commitment or hash was changed, also where the telling fits', () => {
    fc.assert(
      fc.property(chainsWithPlace, tellings, ([chain, place], other) => {
        const record = chain[place]!;
        const commitment = commitmentTo(other.salt, other);
        fc.pre(!commitment.equals(record.commitment));
        const forged = chain.with(place, { ...record, commitment, content: other });
        expect(verify(forged)).toEqual({ position: place + 1, fault: 'hash-changed' });
        const rehashed = chain.with(place, {
          ...record,
          hash: createHash('sha256').update(record.hash).digest(),
        });
        expect(verify(rehashed)).toEqual({ position: place + 1, fault: 'hash-changed' });
      }),
    );
  });

  it('names the record after one that was written anew and sealed as if it had been there', () => {
    fc.assert(
      fc.property(chainsWithPlace, tellings, ([chain, place], content) => {
        fc.pre(place < chain.length - 1);
        const { position } = chain[place]!;
        const commitment = commitmentTo(content.salt, content);
        fc.pre(!commitment.equals(chain[place]!.commitment));
        const before = chain[place - 1]?.hash ?? NOTHING_BEFORE;
        const hash = linkHash(CHAIN, before, { position, commitment });
        const forged = chain.with(place, { position, commitment, hash, content });
        expect(verify(forged)).toEqual({ position: position + 1, fault: 'hash-changed' });
      }),
    );
  });

  it('names where a record is missing, but for the last', () => {
    fc.assert(
      fc.property(chainsWithPlace, ([chain, place]) => {
        fc.pre(place < chain.length - 1);
        expect(verify(chain.toSpliced(place, 1))).toEqual({
          position: place + 1,
          fault: 'missing',
        });
      }),
    );
  });

  it('names the first of two records that were swapped, renumbered or not', () => {
    fc.assert(
      fc.property(chainsWithPlace, fc.boolean(), ([chain, place], renumber) => {
        fc.pre(place < chain.length - 1);
        const [one, other] = [chain[place]!, chain[place + 1]!];
        const swapped = chain
          .with(place, renumber ? { ...other, position: one.position } : other)
          .with(place + 1, renumber ? { ...one, position: other.position } : one);
        expect(verify(swapped)?.position).toBe(place + 1);
      }),
    );
  });

  it('names where the tail was cut off, by a head known from elsewhere', () => {
    fc.assert(
      fc.property(chainsWithPlace, ([chain, place]) => {
        const cut = chain.slice(0, place);
        expect(verify(cut)).toBeNull();
        expect(verify(cut, [chain.at(-1) as Head])).toEqual({
          position: place + 1,
          fault: 'cut-off',
        });
      }),
    );
  });

  it('names where a tail was written anew, by a head known from elsewhere', () => {
    fc.assert(
      fc.property(chainsWithPlace, tellings, ([chain, place], other) => {
        const kept = chain.slice(0, place);
        const head = kept.at(-1) ?? { position: 0, hash: NOTHING_BEFORE };
        const written = linksAfter(CHAIN, head, [commitmentTo(other.salt, other)]).map((link) => ({
          ...link,
          content: other,
        }));
        const before = chain[place]!;
        fc.pre(!written[0]?.hash.equals(before.hash));
        expect(verify([...kept, ...written])).toBeNull();
        expect(verify([...kept, ...written], [before])).toEqual({
          position: place + 1,
          fault: 'not-as-noted',
        });
      }),
    );
  });

  it('cannot be passed off as another chain', () => {
    fc.assert(
      fc.property(chains, fc.uuid(), (chain, other) => {
        fc.pre(other !== CHAIN);
        expect(verify(chain, [], other)).toEqual({ position: 1, fault: 'hash-changed' });
      }),
    );
  });
});
