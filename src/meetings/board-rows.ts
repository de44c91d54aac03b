// What happened to a board, as rows of its tables: entries as they are afterwards, those removed, and the
// meeting's own row with how far its streams have come.
import type { Change } from '../contract/events.js';
import type { MeetingBoard } from '../domain/meeting/decision.js';
import { upsertRows, type RowClass } from '../platform/database/bulk-write.js';
import type { Pipeline } from '../platform/database/pipeline.js';
import type { BoardKey } from './board-key.js';
import type { BoardState } from './board-store.js';
import {
  fromAction,
  fromAgendaItem,
  fromAttendance,
  fromLink,
  fromMeeting,
  fromNote,
} from './entry-rows.js';
import { ActionLinkRow } from './rows/action-link-row.js';
import { AgendaItemRow } from './rows/agenda-item-row.js';
import { AttendanceRow } from './rows/attendance-row.js';
import { CoordinatedActionRow } from './rows/coordinated-action-row.js';
import { SituationNoteRow } from './rows/situation-note-row.js';

/** Sends what changed on a board at a time, and its new cursors, down the caller's transaction. */
export async function writeBoard(
  pipeline: Pipeline,
  partnershipId: string,
  { board, cursors }: Pick<BoardState, 'board' | 'cursors'>,
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
 * The one place that changes what calendars show of a meeting, so that they hear of each change and of
 * no other. When it was never goes back, though the clock of another process is behind.
 */
function updateMeeting(
  pipeline: Pipeline,
  { partnershipId, meetingId }: BoardKey,
  { board, cursors }: Pick<BoardState, 'board' | 'cursors'>,
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
