// The next dates of a series as one writes it: asks the server a moment after the last keystroke.
import type { Occurrence, SeriesPreviewRequest } from '../../../../src/contract/schedule.js';
import type { Problem } from '../../../../src/contract/problems.js';
import { previewSeries } from '../../api/series.js';

const PAUSE_MS = 250;

export class DatesPreview {
  occurrences = $state.raw<Occurrence[]>([]);
  problem = $state.raw<Problem | null>(null);

  /** Made while a component sets up; follows whatever `question` reads. */
  constructor(question: () => SeriesPreviewRequest | null) {
    const asked = $derived(JSON.stringify(question()));
    $effect(() => {
      const request = JSON.parse(asked) as SeriesPreviewRequest | null;
      if (!request) return;
      const abort = new AbortController();
      const timer = setTimeout(() => void this.#ask(request, abort.signal), PAUSE_MS);
      return () => {
        clearTimeout(timer);
        abort.abort();
      };
    });
  }

  async #ask(request: SeriesPreviewRequest, signal: AbortSignal): Promise<void> {
    try {
      const answer = await previewSeries(request, signal);
      this.problem = answer.ok ? null : answer.problem;
      this.occurrences = answer.ok ? answer.value.occurrences : [];
    } catch (cause) {
      if (!signal.aborted) throw cause;
    }
  }
}
