// What this client holds of one meeting: a board and a revision for each stream it may hear. Streams
// have no order among each other, so each is followed by itself and only the view is merged.
// Pure: no socket, no browser, no clock.
import type { StreamKey } from '../../../src/contract/audience.js';
import type { Change, Cursors, StreamEvent } from '../../../src/contract/events.js';
import type { EventsFrame, JoinAnswer, Snapshot } from '../../../src/contract/live.js';
import {
  applyChanges,
  emptyBoard,
  fromEntries,
  mergeBoards,
  type Board,
} from '../../../src/domain/meeting/board.js';

/** One stream as far as this client has come. */
export interface HeldStream {
  readonly revision: number;
  readonly board: Board;
}

/** What taking something in led to. */
export interface Reception {
  /** The events that were new and now show in the board, in the order they were applied. */
  readonly applied: readonly StreamEvent[];
  /** Something is missing: the client must join again before it may take more. */
  readonly gap: boolean;
}

/**
 * apart    nothing has been asked for; what arrives is left to the answer of the next join
 * joining  asked; frames wait for the answer
 * joined   frames are applied as they come
 */
type Phase = 'apart' | 'joining' | 'joined';

/** As many fields as the server takes in one object. */
const MOST_CURSORS = 50;

const nothing: Reception = { applied: [], gap: false };

export class BoardReplica {
  #phase: Phase = 'apart';
  #epoch: string | null = null;
  #streams = new Map<StreamKey, HeldStream>();
  #waiting: StreamEvent[] = [];
  #merged: Board | null = null;

  constructor(readonly meetingId: string) {}

  /** Everything this client may see, as one board. The same object until something changes. */
  get board(): Board {
    this.#merged ??= mergeBoards([...this.#streams.values()].map((stream) => stream.board));
    return this.#merged;
  }

  get streams(): ReadonlyMap<StreamKey, HeldStream> {
    return this.#streams;
  }

  /** Whether every frame from now on will be applied. */
  get joined(): boolean {
    return this.#phase === 'joined';
  }

  /** Whether there is anything to show yet; it may be old. */
  get holdsBoard(): boolean {
    return this.#epoch !== null;
  }

  /**
   * Starts a join and gives what the request shall say is `known`. What arrived before is let go:
   * it was committed before the request, so the answer holds it.
   */
  beginJoin(): { epoch: string; cursors: Cursors } | null {
    this.#phase = 'joining';
    this.#waiting = [];
    // The server takes no request of more fields: whoever hears so many streams asks for all of it.
    if (this.#epoch === null || this.#streams.size > MOST_CURSORS) return null;
    const cursors = [...this.#streams].map(([stream, held]) => [stream, held.revision]);
    return { epoch: this.#epoch, cursors: Object.fromEntries(cursors) as Cursors };
  }

  /** The connection is gone, or the join was refused; the board stays as it was. */
  leave(): void {
    this.#phase = 'apart';
    this.#waiting = [];
  }

  /** What is held can no longer be trusted: the next join asks for all of it. It shows until then. */
  distrust(): void {
    this.leave();
    this.#epoch = null;
  }

  /** Takes the answer to the join that was begun, then the frames that came before it. */
  takeAnswer(answer: JoinAnswer): Reception {
    if (this.#phase !== 'joining') return nothing;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#phase = 'joined';

    if (answer.kind === 'snapshot') {
      this.#replaceBy(answer.snapshot);
      return this.#takeEvents(waiting);
    }
    const caughtUp = this.#takeEvents(answer.events);
    if (caughtUp.gap) {
      // An answer that does not follow what it was asked to follow: the same question would only
      // bring it back, so ask for the whole board.
      this.distrust();
      return caughtUp;
    }
    const late = this.#takeEvents(waiting);
    return { applied: [...caughtUp.applied, ...late.applied], gap: late.gap };
  }

  takeFrame(frame: EventsFrame): Reception {
    if (frame.meetingId !== this.meetingId || this.#phase === 'apart') return nothing;
    if (this.#phase === 'joining') {
      this.#waiting.push(...frame.events);
      return nothing;
    }
    return this.#takeEvents(frame.events);
  }

  #replaceBy(snapshot: Snapshot): void {
    this.#epoch = snapshot.epoch;
    this.#streams = new Map(
      snapshot.compartments.map(({ stream, revision, entries }) => [
        stream,
        { revision, board: fromEntries(entries) },
      ]),
    );
    this.#merged = null;
  }

  #takeEvents(events: readonly StreamEvent[]): Reception {
    const applied: StreamEvent[] = [];
    for (const event of events) {
      const held = this.#streams.get(event.stream) ?? { revision: 0, board: emptyBoard };
      if (event.revision <= held.revision) continue;
      if (event.revision > held.revision + 1) {
        this.leave();
        return { applied, gap: true };
      }
      this.#streams.set(event.stream, {
        revision: event.revision,
        board: applyChanges(held.board, event.changes),
      });
      this.#merged = null;
      applied.push(event);
    }
    return { applied, gap: false };
  }
}

/** The id of the entry that a change is about; an agency's attendance goes by the agency. */
function changedEntryId(change: Change): string {
  switch (change.entry) {
    case 'removed':
      return change.id;
    case 'attendance':
      return change.put.agencyId;
    default:
      return change.put.id;
  }
}

/** Which entries the events changed, and on whose behalf (null: by itself); the latest one counts. */
export function changedEntries(events: readonly StreamEvent[]): Map<string, string | null> {
  const changed = new Map<string, string | null>();
  for (const event of events) {
    for (const change of event.changes) changed.set(changedEntryId(change), event.byAgencyId);
  }
  return changed;
}
