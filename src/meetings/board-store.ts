// Boards between memory and the database. A board read once is kept as long as the cursors in the
// meeting's row say that it is current, in the same life of the database; whatever they do not vouch
// for is read anew.
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import type { Cursors } from '../contract/events.js';
import { applyChanges } from '../domain/meeting/board.js';
import type { MeetingBoard } from '../domain/meeting/decision.js';
import { nameOf, type BoardKey } from './board-key.js';
import { toAction, toAgendaItem, toAttendance, toLink, toMeeting, toNote } from './entry-rows.js';
import { readEventsSince, type LoggedEvent } from './event-log.js';
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

/** A kept board that lacks more events of a stream than this is loaded anew. */
export const MOST_EVENTS_TO_RENEW = 200;

/** A board and how far each of its streams has come in this life of the database. */
export interface BoardState {
  epoch: string;
  board: MeetingBoard;
  cursors: Cursors;
  /** Another process has written to it since this one last did, and so may well again. */
  isShared: boolean;
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
   * the row's lock or be a snapshot, or the entries may be newer than the cursors. Whoever knows more than
   * what is remembered may say so.
   */
  async read(
    manager: EntityManager,
    row: MeetingRow,
    epoch: string,
    known = this.remembered({ partnershipId: row.partnershipId, meetingId: row.id }),
  ): Promise<BoardState> {
    if (known && isAt(known, row, epoch)) return known;
    const key = { partnershipId: row.partnershipId, meetingId: row.id };
    const renewed = known?.epoch === epoch ? await renew(manager, key, known, row) : null;
    const state =
      renewed && isAt(renewed, row, epoch)
        ? renewed
        : {
            epoch,
            board: await load(manager, row, key),
            cursors: row.cursors,
            isShared: known?.isShared ?? false,
          };
    // What a snapshot has read may be older than what was committed here meanwhile.
    if (!isAhead(this.remembered(key), state)) this.kept.set(nameOf(key), state);
    return state;
  }

  /** Keeps a board that has just been committed. */
  keep(partnershipId: string, state: BoardState): void {
    this.kept.set(nameOf({ partnershipId, meetingId: state.board.meeting.id }), state);
  }
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

/** In the same life of the database. */
function isAhead(one: BoardState | undefined, other: BoardState): boolean {
  if (one?.epoch !== other.epoch) return false;
  return Object.entries(one.cursors).some(([stream, at]) => at > (other.cursors[stream] ?? 0));
}

/**
 * A board as the events since have left it. Those of several streams have no order among each other, and an
 * entry may have gone from one to the other: with them it stays as it was.
 */
export function broughtOn(state: BoardState, events: readonly LoggedEvent[]): BoardState {
  const streams = new Set(events.map(({ stream }) => stream));
  const last = events.at(-1);
  if (!last) return { ...state, isShared: false };
  if (streams.size > 1) return { ...state, isShared: true };
  return {
    ...state,
    board: events.reduce((before, event) => applyChanges(before, event.changes), state.board),
    cursors: { ...state.cursors, [last.stream]: last.revision },
    isShared: true,
  };
}

/** A kept board with the events since; null when too many are missing, or some of several streams. */
async function renew(
  manager: EntityManager,
  key: BoardKey,
  state: BoardState,
  row: MeetingRow,
): Promise<BoardState | null> {
  const behind = Object.entries(row.cursors)
    .map(([stream, revision]) => revision - (state.cursors[stream] ?? 0))
    .filter((events) => events !== 0);
  const [events = 0, ...ofOthers] = behind;
  if (ofOthers.length > 0 || events <= 0 || events > MOST_EVENTS_TO_RENEW) return null;
  return broughtOn(state, await readEventsSince(manager, key, state.cursors));
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
