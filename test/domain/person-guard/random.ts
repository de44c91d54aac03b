import { chanceOf } from '../../support/seeded.js';

/** Seeded chance, in the terms of those who write numbers. */
export class Random {
  readonly next: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;

  constructor(seed: number) {
    const chance = chanceOf(seed);
    this.next = chance;
    this.pick = chance.pick;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join('');
  }
}
