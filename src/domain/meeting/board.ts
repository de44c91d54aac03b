// The board as a fold: entries by id, and how one event's changes alter them. The server keeps one
// board per meeting; the page keeps one per stream, because streams have no order among each other,
// and shows them merged.
import type {
  ActionLink,
  AgendaItem,
  Attendance,
  CoordinatedAction,
  Entries,
  MeetingHeader,
  SituationNote,
} from '../../contract/board.js';
import type { Change } from '../../contract/events.js';

export interface Board {
  readonly meeting: MeetingHeader | null;
  readonly agenda: ReadonlyMap<string, AgendaItem>;
  readonly notes: ReadonlyMap<string, SituationNote>;
  readonly actions: ReadonlyMap<string, CoordinatedAction>;
  readonly links: ReadonlyMap<string, ActionLink>;
  readonly attendance: ReadonlyMap<string, Attendance>;
}

/** Which list of the board an entry of each kind lies in. */
const listOf = {
  agenda: 'agenda',
  note: 'notes',
  action: 'actions',
  link: 'links',
} as const;

export const emptyBoard: Board = {
  meeting: null,
  agenda: new Map(),
  notes: new Map(),
  actions: new Map(),
  links: new Map(),
  attendance: new Map(),
};

/** The board after an event; the board given stays as it was. */
export function applyChanges<Whole extends Board>(board: Whole, changes: readonly Change[]): Whole {
  return changes.reduce(applyChange<Whole>, board);
}

function applyChange<Whole extends Board>(board: Whole, change: Change): Whole {
  switch (change.entry) {
    case 'meeting':
      return { ...board, meeting: change.put };
    case 'attendance':
      return {
        ...board,
        attendance: new Map(board.attendance).set(change.put.agencyId, change.put),
      };
    case 'agenda':
      return { ...board, agenda: new Map(board.agenda).set(change.put.id, change.put) };
    case 'note':
      return { ...board, notes: new Map(board.notes).set(change.put.id, change.put) };
    case 'action':
      return { ...board, actions: new Map(board.actions).set(change.put.id, change.put) };
    case 'link':
      return { ...board, links: new Map(board.links).set(change.put.id, change.put) };
    case 'removed': {
      const list = new Map<string, unknown>(board[listOf[change.from]]);
      list.delete(change.id);
      return { ...board, [listOf[change.from]]: list };
    }
  }
}

/** The entries in the canonical order of the wire. */
export function toEntries(board: Board): Entries {
  return {
    meeting: board.meeting,
    agenda: sortedById(board.agenda),
    notes: sortedById(board.notes),
    actions: sortedById(board.actions),
    links: sortedById(board.links),
    attendance: sortedById(board.attendance),
  };
}

export function fromEntries(entries: Entries): Board {
  return {
    meeting: entries.meeting,
    agenda: new Map(entries.agenda.map((item) => [item.id, item])),
    notes: new Map(entries.notes.map((note) => [note.id, note])),
    actions: new Map(entries.actions.map((action) => [action.id, action])),
    links: new Map(entries.links.map((link) => [link.id, link])),
    attendance: new Map(entries.attendance.map((one) => [one.agencyId, one])),
  };
}

/** Several compartments as one board. An entry on its way between two may for a moment be in both. */
export function mergeBoards(boards: Iterable<Board>): Board {
  const merged = {
    meeting: null as MeetingHeader | null,
    agenda: new Map<string, AgendaItem>(),
    notes: new Map<string, SituationNote>(),
    actions: new Map<string, CoordinatedAction>(),
    links: new Map<string, ActionLink>(),
    attendance: new Map<string, Attendance>(),
  };
  for (const board of boards) {
    merged.meeting ??= board.meeting;
    for (const [id, item] of board.agenda) merged.agenda.set(id, item);
    for (const [id, note] of board.notes) merged.notes.set(id, note);
    for (const [id, action] of board.actions) merged.actions.set(id, action);
    for (const [id, link] of board.links) merged.links.set(id, link);
    for (const [id, one] of board.attendance) merged.attendance.set(id, one);
  }
  return merged;
}

function sortedById<Entry>(list: ReadonlyMap<string, Entry>): Entry[] {
  return [...list].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}
