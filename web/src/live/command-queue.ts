// The commands of one person at one meeting that the server has not answered yet. They go out one at
// a time in the order they were given, keep their ids however often they are sent, and outlive a
// reload. What was refused is kept with its text until someone has taken care of it.
// Pure: what sends, stores and waits is given from outside.
import type { Command, CommandOutcome } from '../../../src/contract/commands.js';
import type { Answer } from '../../../src/contract/live.js';
import type { Problem, ProblemCode } from '../../../src/contract/problems.js';

export interface PendingCommand {
  readonly commandId: string;
  readonly command: Command;
}

export interface FailedCommand extends PendingCommand {
  readonly problem: Problem;
}

/** How a command ended; a failed one also lies among `failed` until it is dismissed. */
export type Settlement = Answer<CommandOutcome>;

/** As much of the browser's `Storage` as is needed. */
interface CommandStore {
  getItem: (key: string) => string | null;
  setItem: (key: string, text: string) => void;
  removeItem: (key: string) => void;
}

export interface CommandQueueParts {
  /** Sends one command. Rejects when no answer came: lost connection or too long a wait. */
  send: (pending: PendingCommand) => Promise<Answer<CommandOutcome>>;
  newId: () => string;
  /** Where unanswered commands survive a reload, under `storeKey`. */
  store: CommandStore;
  storeKey: string;
  /** Called after each change of `pending` or `failed`. */
  onChange?: () => void;
  wait?: (milliseconds: number) => Promise<void>;
}

/**
 * No refusals: the server would carry the command out another time, or after the next sign-in. A
 * command so answered stays first in line.
 */
const keepsWaiting: ReadonlySet<ProblemCode> = new Set([
  'unavailable',
  'too-many-requests',
  'not-signed-in',
]);

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 8_000;

const timer = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export class CommandQueue {
  #parts: CommandQueueParts;
  #pending: PendingCommand[];
  #failed: FailedCommand[];
  #waiters = new Map<string, (settlement: Settlement) => void>();
  /** Each resume starts a run; an older run stops as soon as it notices. Null while suspended. */
  #run: symbol | null = null;
  #sending = false;

  constructor(parts: CommandQueueParts) {
    this.#parts = parts;
    ({ pending: this.#pending, failed: this.#failed } = this.#restore());
  }

  /** What waits for its answer, first in line first. */
  get pending(): readonly PendingCommand[] {
    return this.#pending;
  }

  /** What was refused and nobody has taken care of. */
  get failed(): readonly FailedCommand[] {
    return this.#failed;
  }

  /** Puts a command last in line. The promise is fulfilled when the server has answered it. */
  give(command: Command): { commandId: string; settled: Promise<Settlement> } {
    const commandId = this.#parts.newId();
    const settled = new Promise<Settlement>((resolve) => this.#waiters.set(commandId, resolve));
    this.#pending = [...this.#pending, { commandId, command }];
    this.#changed();
    void this.#work();
    return { commandId, settled };
  }

  /** The way to the server is open: everything pending goes out, again if need be. */
  resume(): void {
    this.#run = Symbol('run');
    this.#sending = false;
    void this.#work();
  }

  /** The way is closed: what waits, waits. */
  suspend(): void {
    this.#run = null;
  }

  /** A refused command is taken care of: its text was corrected, or let go. */
  dismiss(commandId: string): void {
    this.#failed = this.#failed.filter((failed) => failed.commandId !== commandId);
    this.#changed();
  }

  async #work(): Promise<void> {
    const run = this.#run;
    if (run === null || this.#sending) return;
    this.#sending = true;
    let pause = firstPauseMilliseconds;
    for (let head = this.#pending[0]; head && run === this.#run; head = this.#pending[0]) {
      const answer = await this.#parts.send(head).catch(() => null);
      if (answer && (answer.ok || !keepsWaiting.has(answer.problem.code))) {
        // Also when this run has ended meanwhile: an answer is an answer.
        this.#settle(head, answer);
        pause = firstPauseMilliseconds;
      } else if (answer?.ok === false && answer.problem.code === 'not-signed-in') {
        if (run === this.#run) this.suspend();
      } else if (run === this.#run) {
        await (this.#parts.wait ?? timer)(pause);
        pause = Math.min(pause * 2, longestPauseMilliseconds);
      }
    }
    if (run === this.#run) this.#sending = false;
  }

  #settle(settled: PendingCommand, answer: Answer<CommandOutcome>): void {
    const { commandId } = settled;
    if (!this.#pending.some((pending) => pending.commandId === commandId)) return;
    this.#pending = this.#pending.filter((pending) => pending.commandId !== commandId);
    if (!answer.ok) this.#failed = [...this.#failed, { ...settled, problem: answer.problem }];
    this.#changed();
    this.#waiters.get(commandId)?.(answer);
    this.#waiters.delete(commandId);
  }

  #changed(): void {
    const { store, storeKey, onChange } = this.#parts;
    try {
      if (this.#pending.length + this.#failed.length === 0) store.removeItem(storeKey);
      else
        store.setItem(storeKey, JSON.stringify({ pending: this.#pending, failed: this.#failed }));
    } catch {
      // A full or forbidden store costs the commands their life after a reload, nothing else.
    }
    onChange?.();
  }

  #restore(): { pending: PendingCommand[]; failed: FailedCommand[] } {
    const nothing = { pending: [], failed: [] };
    try {
      const stored = this.#parts.store.getItem(this.#parts.storeKey);
      if (stored === null) return nothing;
      const { pending, failed } = JSON.parse(stored) as Partial<typeof nothing>;
      return Array.isArray(pending) && Array.isArray(failed) ? { pending, failed } : nothing;
    } catch {
      return nothing;
    }
  }
}
