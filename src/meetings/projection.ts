// What one listener may see of a board: whole compartments, as they stand.
import { createHash } from 'node:crypto';
import type { StreamKey } from '../contract/audience.js';
import type { Cursors } from '../contract/events.js';
import type { Snapshot } from '../contract/live.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear, streamOf, TABLE } from '../domain/meeting/audience.js';
import { emptyBoard, toEntries, type Board } from '../domain/meeting/board.js';
import type { BoardState } from './board-store.js';

/** A board, and the one who reads it. */
export interface Reading extends BoardState {
  actor: Actor;
}

/** The validator of a snapshot: changes whenever anything the reader may see has changed, else never. */
export function etagOf({ epoch, compartments }: Snapshot): string {
  const state = [epoch, ...compartments.map(({ stream, revision }) => `${stream} ${revision}`)];
  return `W/"${createHash('sha256').update(state.join('\n')).digest('base64url')}"`;
}

/** Narrows a board to what one listener may hear. */
export function project({ actor, board, cursors, epoch }: Reading): Snapshot {
  return {
    epoch,
    partnershipId: actor.partnershipId,
    meetingId: board.meeting.id,
    compartments: streamsFor(actor, cursors).map((stream) => ({
      stream,
      revision: cursors[stream] ?? 0,
      entries: toEntries(compartment(board, stream)),
    })),
  };
}

/** The streams a listener may hear: the table always, others once they are in use. */
export function streamsFor(actor: Actor, cursors: Cursors): StreamKey[] {
  const others = Object.keys(cursors).filter((stream) => stream !== TABLE);
  return [TABLE, ...others.filter((stream) => mayHear(actor, audienceOf(stream))).sort()];
}

function compartment(board: Board, stream: string): Board {
  const within = <Entry extends { audience: Parameters<typeof streamOf>[0] }>(
    list: ReadonlyMap<string, Entry>,
  ) => new Map([...list].filter(([, entry]) => streamOf(entry.audience) === stream));
  return {
    ...(stream === TABLE ? board : emptyBoard),
    agenda: within(board.agenda),
    notes: within(board.notes),
    actions: within(board.actions),
    links: within(board.links),
  };
}
