// A waiting room: for each key one batch is under way, and whatever arrives meanwhile is the next. So the
// order in is the order out, and a crowd costs one flush, not one each: one commit, or one look.
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '../domain/domain-error.js';

export type Settled<Result> = { ok: true; value: Result } | { ok: false; error: Error };

interface Waiting<Item, Result> {
  item: Item;
  settle: (settled: Settled<Result>) => void;
}

export interface BatchQueueOptions<Item = unknown> {
  /** The most items of one flush. */
  batch: number;
  /** The most items that may wait under one key; the next is refused with `too-many-requests`. */
  waiting: number;
  /** The most that may wait over all keys: whoever asks chooses the key. */
  waitingInAll?: number;
  /** The most of one asker's that may wait over all keys, and whose an item is. */
  waitingOfOne?: { most: number; whose: (item: Item) => string };
  /** The most flushes under way at once, over all keys. */
  flushes: number;
  /** How long a batch lets more come before it begins; `crowded` says that the last was of several items. */
  lingerMs?: (key: string, crowded: boolean) => number;
}

/** For questions that one look at the database answers together, however many ask. */
export const ASKED_TOGETHER: BatchQueueOptions = { batch: 500, waiting: Infinity, flushes: 1 };

/** As above, for what everyone asks who comes back after a restart: a look for a hundred costs as one. */
export const ASKED_BY_CROWDS: BatchQueueOptions = {
  ...ASKED_TOGETHER,
  lingerMs: (_, crowded) => (crowded ? 20 : 0),
};

export class BatchQueue<Item, Result> {
  private readonly lines = new Map<string, Waiting<Item, Result>[]>();
  /** Keys with someone waiting and no flush under way, the longest waiting first. */
  private readonly ready: string[] = [];
  private readonly flushing = new Set<string>();
  private idle: (() => void)[] = [];
  private closed = false;
  private crowded = false;
  private waitingNow = 0;
  private readonly waitingOf = new Map<string, number>();

  constructor(
    private readonly options: BatchQueueOptions<Item>,
    /** Must answer each item of a key, in order; it never rejects for one item's sake. */
    private readonly flush: (items: Item[], key: string) => Promise<Settled<Result>[]>,
  ) {}

  /** Waits for its turn and its result; rejects when the line is full or the queue has ended. */
  submit(key: string, item: Item): Promise<Result> {
    const line = this.lines.get(key) ?? [];
    if (this.closed) return Promise.reject(new DomainError('unavailable'));
    const { waiting, waitingInAll = Infinity, waitingOfOne } = this.options;
    const isFull = line.length >= waiting || this.waitingNow >= waitingInAll;
    if (isFull || (waitingOfOne && this.countOf(waitingOfOne.whose(item)) >= waitingOfOne.most))
      return Promise.reject(new DomainError('too-many-requests'));
    return new Promise((resolve, reject) => {
      line.push({
        item,
        settle: (settled) => (settled.ok ? resolve(settled.value) : reject(settled.error)),
      });
      this.count([item], 1);
      if (line.length === 1) {
        this.lines.set(key, line);
        if (!this.flushing.has(key)) this.ready.push(key);
      }
      this.startFlushes();
    });
  }

  /** How many items wait, over all keys. */
  get waiting(): number {
    return this.waitingNow;
  }

  /** Takes nothing more and resolves once all that was taken is answered. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.flushing.size > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private countOf(one: string): number {
    return this.waitingOf.get(one) ?? 0;
  }

  private count(items: readonly Item[], by: 1 | -1): void {
    this.waitingNow += by * items.length;
    const { waitingOfOne } = this.options;
    if (!waitingOfOne) return;
    for (const item of items) {
      const one = waitingOfOne.whose(item);
      const waiting = this.countOf(one) + by;
      if (waiting > 0) this.waitingOf.set(one, waiting);
      else this.waitingOf.delete(one);
    }
  }

  private startFlushes(): void {
    while (this.flushing.size < this.options.flushes) {
      const key = this.ready.shift();
      if (key === undefined) break;
      this.flushing.add(key);
      void this.flushLine(key);
    }
  }

  private async flushLine(key: string): Promise<void> {
    // One turn of the event loop later, what the same burst of frames brought is here as well.
    await new Promise(setImmediate);
    const lingerMs = this.options.lingerMs?.(key, this.crowded) ?? 0;
    if (lingerMs > 0) await pause(lingerMs);
    const line = this.lines.get(key) ?? [];
    const batch = line.splice(0, this.options.batch);
    const items = batch.map(({ item }) => item);
    this.count(items, -1);
    if (line.length === 0) this.lines.delete(key);
    this.crowded = batch.length > 1;
    const settled = await this.flush(items, key).catch((error: unknown) =>
      batch.map((): Settled<Result> => ({ ok: false, error: error as Error })),
    );
    this.flushing.delete(key);
    if (this.lines.has(key)) this.ready.push(key);
    this.startFlushes();
    batch.forEach(({ settle }, index) =>
      settle(settled[index] ?? { ok: false, error: new Error('The flush left an item out.') }),
    );
    if (this.flushing.size === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}
