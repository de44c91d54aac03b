// The directory as this page holds it: asked for anew after each change, so that what is shown is what
// is stored, with the versions that the next edit is based on.
import { createContext, tick } from 'svelte';
import type { Directory } from '../../../../src/contract/administration.js';
import type { Answer } from '../../../../src/contract/live.js';
import type { Problem } from '../../../../src/contract/problems.js';
import { getDirectory, putInOrder } from '../../api/administration.js';
import { Loaded } from '../../api/loaded.svelte.js';

export class Registry {
  readonly loaded: Loaded<Directory>;
  /** What was refused besides a dialog. */
  problem = $state.raw<Problem | null>(null);
  /** What was done, said to those who do not see it. */
  said = $state('');

  constructor(readonly partnershipId: string) {
    this.loaded = new Loaded(() => getDirectory(partnershipId));
  }

  /** What was said on one part is no news on the next. */
  turnTo(_part: string): void {
    this.said = '';
    this.problem = null;
  }

  get directory(): Directory {
    if (!this.loaded.value) throw new Error('Shown before it was loaded.');
    return this.loaded.value;
  }

  /** Changes something and says so; answers null when it was done. */
  async change<Value>(work: Promise<Answer<Value>>, done: string): Promise<Problem | null> {
    const answer = await work;
    // What somebody else did meanwhile is fetched as well.
    await this.loaded.load();
    await tick();
    if (!answer.ok) return answer.problem;
    this.said = done;
    return null;
  }

  /** As `change`, where no dialog waits for the answer. */
  async do<Value>(work: Promise<Answer<Value>>, done: string): Promise<void> {
    this.problem = await this.change(work, done);
  }

  /** Moves one past its neighbour, among those that are not retired. */
  async move(
    list: 'agencies' | 'places',
    { id, name }: { id: string; name: string },
    by: -1 | 1,
  ): Promise<void> {
    const ids = this.directory[list].filter((one) => !one.isRetired).map((one) => one.id);
    const from = ids.indexOf(id);
    ids.splice(from + by, 0, ...ids.splice(from, 1));
    await this.do(putInOrder(this.partnershipId, list, ids), name);
  }
}

export const [getRegistry, setRegistry] = createContext<Registry>();
