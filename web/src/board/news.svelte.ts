// What others did, gathered into one calm sentence at a time for those who listen to the page.
import type { StreamEvent } from '../../../src/contract/events.js';
import { t } from '../i18n/language.svelte.js';

const gatherMilliseconds = 1_500;

export class News {
  sentence = $state('');
  #gathered: StreamEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #nameOf: (agencyId: string) => string;

  constructor(nameOf: (agencyId: string) => string) {
    this.#nameOf = nameOf;
  }

  add(events: readonly StreamEvent[]): void {
    if (events.length === 0) return;
    this.#gathered.push(...events);
    this.#timer ??= setTimeout(() => this.#tell(), gatherMilliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(): void {
    const [events, last] = [this.#gathered, this.#gathered.at(-1)];
    this.#gathered = [];
    this.#timer = undefined;
    if (!last) return;
    const who = last.byAgencyId === null ? t.board.news.system : this.#nameOf(last.byAgencyId);
    const told = t.board.news.event[last.type](who);
    this.sentence = events.length === 1 ? told : t.board.news.several(events.length, told);
  }
}
