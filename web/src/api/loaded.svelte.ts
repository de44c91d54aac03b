// A value the server has been asked for: what is known, what is under way and what went wrong. What
// was known stays while it is asked for anew, so the page does not blink.
import type { Answer } from '../../../src/contract/live.js';
import type { Problem } from '../../../src/contract/problems.js';

export class Loaded<Value> {
  value = $state.raw<Value | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  #underWay: AbortController | null = null;

  constructor(private readonly ask: (signal: AbortSignal) => Promise<Answer<Value>>) {}

  /** Asks (again); an older question that is still under way no longer counts. */
  readonly load = async (): Promise<void> => {
    this.#underWay?.abort();
    const own = (this.#underWay = new AbortController());
    this.busy = true;
    try {
      const answer = await this.ask(own.signal);
      if (own.signal.aborted) return;
      this.problem = answer.ok ? null : answer.problem;
      if (answer.ok) this.value = answer.value;
      this.busy = false;
    } catch (cause) {
      if (!own.signal.aborted) throw cause;
    }
  };
}
