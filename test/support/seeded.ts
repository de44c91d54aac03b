// Chance that can be repeated: a failure names the seed, and PROVE_SEED runs it again.

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  (): number;
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  pick<One>(list: readonly One[]): One;
}

/** Runs the proof with seeded chance; a failure says which seed to give to see it again. */
export async function seeded(proof: (chance: Chance) => Promise<void>): Promise<void> {
  const seed = Number(process.env.PROVE_SEED ?? Date.now() % 2 ** 31);
  try {
    await proof(chanceOf(seed));
  } catch (error) {
    throw new Error(`PROVE_SEED=${seed}: ${(error as Error).message}`, { cause: error });
  }
}

/** Mulberry32: small, and good enough to choose what to do next. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return Object.assign(next, {
    below,
    pick: <One>(list: readonly One[]): One => {
      const one = list[below(list.length)];
      if (one === undefined) throw new Error('Nothing to pick from.');
      return one;
    },
  });
}
