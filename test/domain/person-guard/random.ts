import { chanceOf, type Chance } from '../../support/seeded.js';

/** Seeded chance, in the terms of those who write numbers. */
export class Random {
  private readonly chance: Chance;

  constructor(seed: number) {
    this.chance = chanceOf(seed);
  }

  next(): number {
    return this.chance();
  }

  pick<Item>(items: readonly Item[]): Item {
    return this.chance.pick(items);
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join('');
  }
}
