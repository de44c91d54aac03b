// Boards between memory and the database. A board read once is kept as long as the cursors in the
// meeting's row say that it is current, in the same life of the database; whatever they do not vouch
// for is read anew.
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import type { Change, Cursors } from '../contract/events.js';
import { applyChanges } from '../domain/meeting/board.js';
import type { MeetingBoard } from '../domain/meeting/decision.js';
import { upsertRows, type RowClass } from '../platform/database/bulk-write.js';
import type { Pipeline } from '../platform/database/pipeline.js';
import { nameOf, type BoardKey } from './board-key.js';
import {
  fromAction,
  fromAgendaItem,
  fromAttendance,
  fromLink,
  fromMeeting,
  fromNote,
  toAction,
  toAgendaItem,
  toAttendance,
  toLink,
  toMeeting,
  toNote,
} from './entry-rows.js';
import { readEventsSince } from './event-log.js';
import { ActionLinkRow } from './rows/action-link-row.js';
import { AgendaItemRow } from './rows/agenda-item-row.js';
import { AttendanceRow } from './rows/attendance-row.js';
import { CoordinatedActionRow } from './rows/coordinated-action-row.js';
import type { MeetingRow } from './rows/meeting-row.js';
import { SituationNoteRow } from './rows/situation-note-row.js';

/** Boards kept in memory by one process; as many as there are municipalities, and then some. */
const BOARDS_KEPT = 400;

/** Entries on all of them together: boards as full as they may be are fewer. */
const ENTRIES_KEPT = 50_000;

/** A kept board that lacks more events than this is loaded anew. */
const MOST_EVENTS_TO_CATCH_UP = 200;

/** A board and how far each of its streams has come in this life of the database. */
export interface BoardState {
  epoch: string;
  board: MeetingBoard;
  cursors: Cursors;
}

@Injectable()
export class BoardStore {
  private readonly kept = new LRUCache<string, BoardState>({
    max: BOARDS_KEPT,
    maxSize: ENTRIES_KEPT,
    sizeCalculation: ({ board }) => sizeOf(board),
  });

  /** The board as this process last knew it; nothing says that it is still so. */
  remembered(key: BoardKey): BoardState | undefined {
    return this.kept.get(nameOf(key));
  }

  /**
   * The board of a meeting whose row was read in the same transaction. The transaction must hold
   * the row's lock or be a snapshot, or the entries may be newer than the cursors.
   */
  async read(manager: EntityManager, row: MeetingRow, epoch: string): Promise<BoardState> {
    const key = { partnershipId: row.partnershipId, meetingId: row.id };
    const kept = this.kept.get(nameOf(key));
    if (kept && isAt(kept, row, epoch)) return kept;
    const renewed = kept?.epoch === epoch ? await catchUp(manager, key, kept, row) : null;
    const state =
      renewed && isAt(renewed, row, epoch)
        ? renewed
        : { epoch, board: await load(manager, row, key), cursors: row.cursors };
    this.kept.set(nameOf(key), state);
    return state;
  }

  /** Keeps a board that has just been committed. */
  keep(partnershipId: string, state: BoardState): void {
    this.kept.set(nameOf({ partnershipId, meetingId: state.board.meeting.id }), state);
  }

  /** Sends what changed on a board at a time, and its new cursors, down the caller's transaction. */
  async write(
    pipeline: Pipeline,
    partnershipId: string,
    { board, cursors }: Omit<BoardState, 'epoch'>,
    changes: readonly Change[],
    at: Date,
  ): Promise<void> {
    const key = { partnershipId, meetingId: board.meeting.id };
    await Promise.all([
      ...removeRows(pipeline, key, board, changes),
      ...entryRows(key, changes).map((one) => upsertRows(pipeline, one.rowClass, one.rows)),
      updateMeeting(pipeline, key, { board, cursors }, at),
    ]);
  }
}

/** The rows of the entries as they are after the changes, those that others refer to first. */
export function entryRows(
  key: BoardKey,
  changes: readonly Change[],
): { rowClass: RowClass<object>; rows: object[] }[] {
  const put = lastPuts(changes);
  return [
    {
      rowClass: AgendaItemRow,
      rows: put.flatMap((one) => (one.entry === 'agenda' ? fromAgendaItem(key, one.put) : [])),
    },
    {
      rowClass: SituationNoteRow,
      rows: put.flatMap((one) => (one.entry === 'note' ? fromNote(key, one.put) : [])),
    },
    {
      rowClass: CoordinatedActionRow,
      rows: put.flatMap((one) => (one.entry === 'action' ? fromAction(key, one.put) : [])),
    },
    {
      rowClass: ActionLinkRow,
      rows: put.flatMap((one) => (one.entry === 'link' ? fromLink(key, one.put) : [])),
    },
    {
      rowClass: AttendanceRow,
      rows: put.flatMap((one) => (one.entry === 'attendance' ? fromAttendance(key, one.put) : [])),
    },
  ];
}

type Put = Exclude<Change, { entry: 'removed' }>;

/** The last state of each entry among the changes that is still on the board after them. */
function lastPuts(changes: readonly Change[]): Put[] {
  const last = new Map<string, Put | null>();
  for (const change of changes) {
    if (change.entry === 'removed') last.set(`${change.from} ${change.id}`, null);
    else last.set(`${change.entry} ${idOf(change)}`, change);
  }
  return [...last.values()].filter((put) => put !== null);
}

function idOf(change: Put): string {
  return change.entry === 'attendance' ? change.put.agencyId : change.put.id;
}

/** Tables of the kinds that can be removed, ends of threads after the threads themselves. */
const removable = [
  ['link', 'links', ActionLinkRow],
  ['action', 'actions', CoordinatedActionRow],
  ['note', 'notes', SituationNoteRow],
  ['agenda', 'agenda', AgendaItemRow],
] as const;

function removeRows(
  pipeline: Pipeline,
  { partnershipId, meetingId }: BoardKey,
  board: MeetingBoard,
  changes: readonly Change[],
): Promise<unknown>[] {
  return removable.flatMap(([kind, list, rowClass]) => {
    const ids = changes
      .filter((change) => change.entry === 'removed')
      .filter((change) => change.from === kind && !board[list].has(change.id))
      .map((change) => change.id);
    if (ids.length === 0) return [];
    const { tableName } = pipeline.dataSource.getMetadata(rowClass);
    return pipeline.query(
      `DELETE FROM ${tableName} WHERE partnership_id = $1 AND meeting_id = $2 AND id = ANY ($3)`,
      [partnershipId, meetingId, ids],
    );
  });
}

/**
 * Whether the statement below changes something that a calendar shows. Opening a meeting does not, nor
 * does another reason for cancelling it, which stays on the page.
 */
const CALENDAR_CHANGES = `(title, venue, starts_at, ends_at, time_zone, status = 'cancelled')
  IS DISTINCT FROM ($3, $4, $5, $6, $7, $8 = 'cancelled')`;

/**
 * The one place that changes a meeting's row, so that calendars hear of each change, and of no other. When it was
 * never goes back, though the clock of another process is behind.
 */
function updateMeeting(
  pipeline: Pipeline,
  { partnershipId, meetingId }: BoardKey,
  { board, cursors }: Omit<BoardState, 'epoch'>,
  at: Date,
): Promise<unknown> {
  const { title, venue, startsAt, endsAt, timeZone, ...state } = fromMeeting(board.meeting);
  const { status, statusReason, openedAt, closedAt, revision } = state;
  return pipeline.query(
    `UPDATE meeting SET title = $3, venue = $4, starts_at = $5, ends_at = $6, time_zone = $7,
       status = $8, status_reason = $9, opened_at = $10, closed_at = $11, revision = $12,
       cursors = $13, calendar_sequence = calendar_sequence + (${CALENDAR_CHANGES})::int,
       calendar_changed_at = CASE WHEN ${CALENDAR_CHANGES} THEN greatest(calendar_changed_at, $14)
         ELSE calendar_changed_at END,
       planned_at = CASE WHEN status = 'cancelled' AND $8 = 'planned' THEN $14 ELSE planned_at END
     WHERE partnership_id = $1 AND id = $2`,
    [
      ...[partnershipId, meetingId, title, venue, startsAt, endsAt, timeZone],
      ...[status, statusReason, openedAt, closedAt, revision, cursors, at],
    ],
  );
}

function isAt({ epoch, board, cursors }: BoardState, row: MeetingRow, current: string): boolean {
  return (
    epoch === current &&
    isEqual(cursors, row.cursors) &&
    board.meeting.revision === row.revision &&
    // Told in no event: a meeting goes over to another part of its series.
    board.meeting.seriesId === row.seriesId
  );
}

/**
 * A kept board with the events since. Null when too many are missing, or some of several streams: those
 * have no order among each other, and an entry may have gone from one to the other.
 */
async function catchUp(
  manager: EntityManager,
  key: BoardKey,
  { epoch, board, cursors }: BoardState,
  row: MeetingRow,
): Promise<BoardState | null> {
  const behind = Object.entries(row.cursors)
    .map(([stream, revision]) => revision - (cursors[stream] ?? 0))
    .filter((events) => events !== 0);
  const [events = 0, ...ofOthers] = behind;
  if (ofOthers.length > 0 || events <= 0 || events > MOST_EVENTS_TO_CATCH_UP) return null;
  const missed = await readEventsSince(manager, key, cursors);
  return {
    epoch,
    board: missed.reduce((before, event) => applyChanges(before, event.changes), board),
    cursors: row.cursors,
  };
}

async function load(manager: EntityManager, row: MeetingRow, key: BoardKey): Promise<MeetingBoard> {
  const agenda = await manager.findBy(AgendaItemRow, key);
  const notes = await manager.findBy(SituationNoteRow, key);
  const actions = await manager.findBy(CoordinatedActionRow, key);
  const links = await manager.findBy(ActionLinkRow, key);
  const attendance = await manager.findBy(AttendanceRow, key);
  return {
    meeting: toMeeting(row),
    agenda: new Map(agenda.map((one) => [one.id, toAgendaItem(one)])),
    notes: new Map(notes.map((one) => [one.id, toNote(one)])),
    actions: new Map(actions.map((one) => [one.id, toAction(one)])),
    links: new Map(links.map((one) => [one.id, toLink(one)])),
    attendance: new Map(attendance.map((one) => [one.agencyId, toAttendance(one)])),
  };
}

/** How many entries a board holds, its meeting among them. */
function sizeOf({ agenda, notes, actions, links, attendance }: MeetingBoard): number {
  return 1 + agenda.size + notes.size + actions.size + links.size + attendance.size;
}

function isEqual(one: Cursors, other: Cursors): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
