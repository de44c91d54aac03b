// Goes through a chain from its beginning, record by record, and stops at the first that is wrong. A
// tail that was cut off leaves a chain in order: it shows only against a head known from elsewhere.
import {
  commitmentTo,
  linkHash,
  NOTHING_BEFORE,
  type Head,
  type Link,
  type Telling,
} from './seal.js';

/** A record, with what it tells; null when that is not there any more. */
export interface ChainRecord extends Link {
  readonly content: (Telling & { readonly salt: Buffer }) | null;
}

/** What is wrong, and at which position it shows first. */
export interface ChainFault {
  readonly position: number;
  readonly fault:
    | 'missing'
    | 'out-of-order'
    | 'content-missing'
    | 'content-changed'
    | 'hash-changed'
    | 'cut-off'
    | 'not-as-noted';
}

export class ChainCheck {
  private last: Head = { position: 0, hash: NOTHING_BEFORE };
  private readonly noted: Head[];

  constructor(
    private readonly chainId: string,
    /** Heads that the chain is known to have had. */
    noted: readonly Head[],
  ) {
    this.noted = noted.filter(({ position }) => position > 0);
  }

  get head(): Head {
    return this.last;
  }

  /** Takes the next record; the fault, if it is wrong. After a fault nothing more can be said. */
  take(record: ChainRecord): ChainFault | null {
    const { position, commitment, hash, content } = record;
    const expected = this.last.position + 1;
    const wrong = (fault: ChainFault['fault'], at = expected) => ({ position: at, fault });
    if (position > expected) return wrong('missing');
    if (position < expected) return wrong('out-of-order');
    // The heads noted before and the digests of meetings are told there: without them the rest proves little.
    if (!content) return wrong('content-missing');
    if (!commitmentTo(content.salt, content).equals(commitment)) return wrong('content-changed');
    if (!linkHash(this.chainId, this.last.hash, record).equals(hash)) return wrong('hash-changed');
    if (this.noted.some((one) => one.position === position && !one.hash.equals(hash)))
      return wrong('not-as-noted');
    this.last = { position, hash };
    return null;
  }

  /** After the last record: whether the chain reaches as far as it is known to have reached. */
  finish(): ChainFault | null {
    const beyond = this.noted.some(({ position }) => position > this.last.position);
    return beyond ? { position: this.last.position + 1, fault: 'cut-off' } : null;
  }
}
