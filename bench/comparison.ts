// Rounds of both systems by turns, and what comes out of them: a ratio with its spread for each goal.
import type { Disorder } from './load/messages.js';
import type { System } from './ground/server.js';
import type { Ground } from './ground/ground.js';
import { median } from './statistics.js';

export interface Workload {
  /** The goals it measures. */
  readonly ids: readonly string[];
  readonly title: string;
  run(ground: Ground): Promise<Findings>;
}

interface Findings {
  readonly figures: Figure[];
  /** What went wrong on the way to the product's listeners, for G11. */
  readonly disorder?: readonly Disorder[];
}

export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly product: number;
  readonly baseline: number;
  /** Product over baseline: the median of the rounds, the least and the most. */
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  /** Whether the ratio shall be at least the goal; otherwise at most. */
  readonly atLeast: boolean;
  readonly goal: number;
  readonly met: boolean;
}

/** What the ratio shall be. */
type Goal = { atLeast: number } | { atMost: number };

/** What a figure is called and what it shall be. */
export interface Described {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly goal: Goal;
}

export type Rounds<Measured> = Record<System, Measured[]>;

/** Measures both by turns, so that what changes on the machine meanwhile meets them alike. */
export async function interleave<Measured>(
  rounds: number,
  measure: (system: System) => Promise<Measured>,
): Promise<Rounds<Measured>> {
  const measured: Rounds<Measured> = { product: [], baseline: [] };
  for (let round = 0; round < rounds; round++) {
    const order: System[] = round % 2 === 0 ? ['baseline', 'product'] : ['product', 'baseline'];
    for (const system of order) measured[system].push(await measure(system));
  }
  return measured;
}

export function compare<Measured>(
  described: Described,
  { product, baseline }: Rounds<Measured>,
  figure: (measured: Measured) => number,
): Figure {
  return judge(described, { product: product.map(figure), baseline: baseline.map(figure) });
}

/** The same for figures that have been taken already. */
export function judge({ goal, ...described }: Described, rounds: Rounds<number>): Figure {
  const { product, baseline } = rounds;
  const ratios = product.map((one, round) => one / (baseline[round] ?? NaN));
  const ratio = median(ratios);
  const atLeast = 'atLeast' in goal;
  return {
    ...described,
    product: median(product),
    baseline: median(baseline),
    ratio,
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    atLeast,
    goal: atLeast ? goal.atLeast : goal.atMost,
    met: atLeast ? ratio >= goal.atLeast : ratio <= goal.atMost,
  };
}
