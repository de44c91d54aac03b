// How much of the machine others used meanwhile: everything it did less what we and ours did.
import { secondsOfFamily, secondsOfMachine } from './processor-time.js';

/** With more than this share of a core gone elsewhere, figures tell of the neighbours as well. */
const MOST_CORES = 0.3;

export class Neighbours {
  private readonly startedAt = performance.now();
  private readonly othersAtStart = this.others();

  constructor(private readonly postmaster: number) {}

  /** Cores that others used on average since this watch began. */
  get cores(): number {
    const seconds = (performance.now() - this.startedAt) / 1000;
    return Math.max(0, (this.others() - this.othersAtStart) / seconds);
  }

  get areLoud(): boolean {
    return this.cores > MOST_CORES;
  }

  private others(): number {
    return secondsOfMachine() - secondsOfFamily(process.pid, this.postmaster);
  }
}
