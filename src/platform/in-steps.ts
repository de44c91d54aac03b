import { setImmediate as letOthersIn } from 'node:timers/promises';

/** The result of long work that comes in steps, between any two of which everyone else is served. */
export async function inSteps<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await letOthersIn();
  }
}
