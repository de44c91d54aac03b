// Something that is edited while others may edit it too: whoever is late sees what stands there now,
// and decides anew on that.
import type { Answer } from '../../../src/contract/live.js';
import type { Problem } from '../../../src/contract/problems.js';

export class Edited<Item extends { version: number }> {
  /** What somebody else has made of it meanwhile. */
  newer = $state.raw<Item | null>(null);

  constructor(private readonly item: Item) {}

  /** What the edit is based on by now. */
  get base(): Item {
    return this.newer ?? this.item;
  }

  /** Remembers what an answer tells of others' edits. */
  readonly heed = <Value>(answer: Answer<Value>): Answer<Value> => {
    if (!answer.ok && answer.problem.code === 'stale')
      this.newer = (answer.problem as Problem & { current: Item }).current;
    return answer;
  };
}
