// What one transaction does to boards: events are appended to a board as it becomes, written with it
// at the end, and published once they are committed. Whoever writes, people or a series, does it here.
import type { Change, StreamEvent } from '../contract/events.js';
import { applyChanges } from '../domain/meeting/board.js';
import type { EventDraft } from '../domain/meeting/decision.js';
import { record } from '../domain/meeting/record.js';
import { insertRows } from '../platform/database/bulk-write.js';
import type { Pipeline } from '../platform/database/pipeline.js';
import { writeBoard } from './board-rows.js';
import type { BoardState, BoardStore } from './board-store.js';
import { toStreamEvent, type LoggedEvent } from './event-log.js';
import { MeetingEventRow } from './rows/meeting-event-row.js';
import type { StreamFeed } from './stream-feed.js';

/** A meeting's board as it becomes, and what has happened to it. */
export interface Work {
  state: BoardState;
  /** What others did before, of which this process may not have told yet. */
  missed: readonly LoggedEvent[];
  events: StreamEvent[];
  rows: MeetingEventRow[];
  /** When it last happened; null as long as nothing has. */
  at: Date | null;
}

/** By whom, when and under which rights something happens. No agency and no person: the system. */
export interface Authorship {
  partnershipId: string;
  agencyId: string | null;
  personId: string | null;
  at: Date;
  rightsVersion: number;
}

export function beginWork(state: BoardState, missed: readonly LoggedEvent[] = []): Work {
  return { state, missed, events: [], rows: [], at: null };
}

/** Lets the drafts happen to the board. */
export function append(work: Work, drafts: EventDraft[], by: Authorship): void {
  const { partnershipId, agencyId, personId, at, rightsVersion } = by;
  const { events, cursors } = record(drafts, work.state.cursors, {
    at: at.toISOString(),
    byAgencyId: agencyId,
  });
  const board = events.reduce(
    (before, event) => applyChanges(before, event.changes),
    work.state.board,
  );
  work.state = { ...work.state, board, cursors };
  work.at = at;
  work.events.push(...events);
  for (const event of events)
    work.rows.push({
      partnershipId,
      meetingId: board.meeting.id,
      stream: event.stream,
      revision: event.revision,
      type: event.type,
      at,
      byAgencyId: agencyId,
      byPersonId: personId,
      rightsVersion,
      changes: event.changes,
    });
}

/** Sends what has happened down the transaction that holds the locks of the meetings' rows. */
export async function writeWorks(
  pipeline: Pipeline,
  partnershipId: string,
  works: readonly Work[],
): Promise<void> {
  await Promise.all(
    works.flatMap(({ state, events, rows, at }) => {
      if (!at) return [];
      const changes: Change[] = events.flatMap((event) => event.changes);
      return [
        writeBoard(pipeline, partnershipId, state, changes, at),
        insertRows(pipeline, MeetingEventRow, rows),
      ];
    }),
  );
}

/** Tells what was committed to those who listen in this process. */
export function publishWorks(
  boards: BoardStore,
  feed: StreamFeed,
  { partnershipId, rightsVersion }: Pick<Authorship, 'partnershipId' | 'rightsVersion'>,
  works: readonly Work[],
): void {
  for (const { state, missed, events } of works) {
    boards.keep(partnershipId, state);
    feed.committed({
      partnershipId,
      meetingId: state.board.meeting.id,
      epoch: state.epoch,
      rightsVersion: Math.max(rightsVersion, ...missed.map((event) => event.rightsVersion)),
      events: [...missed.map(toStreamEvent), ...events],
    });
  }
}
