// What the server says to something one is writing: asked a moment after the last keystroke.
import type { Answer } from '../../../../src/contract/live.js';
import type { Problem } from '../../../../src/contract/problems.js';

const PAUSE_MS = 250;

export class Asked<Question, Value> {
  value = $state.raw<Value | null>(null);
  problem = $state.raw<Problem | null>(null);

  /** Made while a component sets up; follows whatever `question` reads. */
  constructor(
    question: () => Question | null,
    private readonly ask: (question: Question, signal: AbortSignal) => Promise<Answer<Value>>,
  ) {
    const asked = $derived(JSON.stringify(question()));
    $effect(() => {
      const request = JSON.parse(asked) as Question | null;
      if (!request) return;
      const abort = new AbortController();
      const timer = setTimeout(() => void this.#ask(request, abort.signal), PAUSE_MS);
      return () => {
        clearTimeout(timer);
        abort.abort();
      };
    });
  }

  async #ask(question: Question, signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.ask(question, signal);
      this.problem = answer.ok ? null : answer.problem;
      this.value = answer.ok ? answer.value : null;
    } catch (cause) {
      if (!signal.aborted) throw cause;
    }
  }
}
