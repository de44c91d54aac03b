// The agenda: an ordered list with at most one current item.
import { generateKeyBetween } from 'fractional-indexing';
import type { AgendaItem } from '../../contract/board.js';
import type { Change, EventType } from '../../contract/events.js';
import type { AgendaItemState } from '../../contract/vocabulary.js';
import { DomainError } from '../domain-error.js';
import type { Board } from './board.js';
import {
  assertCurrent,
  draft,
  UNRECORDED,
  type Decide,
  type Decision,
  type MeetingBoard,
} from './decision.js';
import { agendaItemLifecycle, leadsTo } from './lifecycle.js';

/** No meeting needs more; it keeps a board small enough to send whole. */
const MOST_ITEMS = 60;

/** The items in the order of the meeting. */
export function agendaInOrder(board: Pick<Board, 'agenda'>): AgendaItem[] {
  return [...board.agenda.values()].sort((one, other) =>
    one.orderKey === other.orderKey
      ? one.id < other.id
        ? -1
        : 1
      : one.orderKey < other.orderKey
        ? -1
        : 1,
  );
}

export const addAgendaItem: Decide<'agenda.add'> = (board, command, { newId }) => {
  if (board.agenda.size >= MOST_ITEMS) throw new DomainError('board-full');
  const item: AgendaItem = {
    id: newId(),
    orderKey: keyAfter(board, command.afterItemId),
    title: command.title,
    minutes: command.minutes,
    state: 'pending',
    startedAt: null,
    finishedAt: null,
    revision: UNRECORDED,
  };
  return decided(board, 'agenda.added', item);
};

export const editAgendaItem: Decide<'agenda.edit'> = (board, command) => {
  const item = findItem(board, command.itemId);
  assertCurrent(item, command.basedOn);
  return decided(board, 'agenda.edited', {
    ...item,
    title: command.title,
    minutes: command.minutes,
  });
};

export const moveAgendaItem: Decide<'agenda.move'> = (board, command) => {
  const item = findItem(board, command.itemId);
  if (command.afterItemId === item.id) throw new DomainError('invalid-input', 'Not after itself.');
  return decided(board, 'agenda.moved', {
    ...item,
    orderKey: keyAfter(board, command.afterItemId, item.id),
  });
};

export const removeAgendaItem: Decide<'agenda.remove'> = (board, command) => {
  const item = findItem(board, command.itemId);
  if (item.state === 'current')
    throw new DomainError('wrong-state', 'The item is the current one.');
  const change: Change = { entry: 'removed', from: 'agenda', id: item.id };
  return {
    drafts: [draft(board, { kind: 'table' }, 'agenda.removed', change)],
    entryId: item.id,
  };
};

/** Begins an item; the one that was current is done with it. */
export const startAgendaItem: Decide<'agenda.start'> = (board, command, { now }) => {
  const item = findItem(board, command.itemId);
  const started = to(item, 'current', { startedAt: now, finishedAt: null });
  const before = currentItem(board);
  const finished = before ? [to(before, 'done', { finishedAt: now })] : [];
  return decided(board, 'agenda.started', started, ...finished);
};

export const finishAgendaItem: Decide<'agenda.finish'> = (board, command, { now }) =>
  decided(
    board,
    'agenda.finished',
    to(findItem(board, command.itemId), 'done', { finishedAt: now }),
  );

export const deferAgendaItem: Decide<'agenda.defer'> = (board, command) =>
  decided(
    board,
    'agenda.deferred',
    to(findItem(board, command.itemId), 'deferred', { startedAt: null, finishedAt: null }),
  );

export const resumeAgendaItem: Decide<'agenda.resume'> = (board, command) =>
  decided(
    board,
    'agenda.resumed',
    to(findItem(board, command.itemId), 'pending', { startedAt: null, finishedAt: null }),
  );

export function currentItem(board: Pick<Board, 'agenda'>): AgendaItem | undefined {
  return [...board.agenda.values()].find((item) => item.state === 'current');
}

/** The change that ends the current item when the meeting itself ends. */
export function endCurrentItem(board: MeetingBoard, now: string): Change[] {
  const item = currentItem(board);
  return item ? [{ entry: 'agenda', put: to(item, 'done', { finishedAt: now }) }] : [];
}

function to(
  item: AgendaItem,
  state: AgendaItemState,
  times: Partial<Pick<AgendaItem, 'startedAt' | 'finishedAt'>>,
): AgendaItem {
  if (!leadsTo<AgendaItemState>(agendaItemLifecycle, item.state, state))
    throw new DomainError('wrong-state', `The item is ${item.state}.`);
  return { ...item, ...times, state };
}

function decided(
  board: MeetingBoard,
  type: EventType,
  ...items: [AgendaItem, ...AgendaItem[]]
): Decision {
  const changes = items.map((put): Change => ({ entry: 'agenda', put }));
  return { drafts: [draft(board, { kind: 'table' }, type, ...changes)], entryId: items[0].id };
}

function findItem(board: MeetingBoard, id: string): AgendaItem {
  const item = board.agenda.get(id);
  if (!item) throw new DomainError('not-found');
  return item;
}

/** An order key right after the given item, or before all; `movingId` is not counted as a neighbour. */
function keyAfter(board: MeetingBoard, afterItemId: string | null, movingId?: string): string {
  const others = agendaInOrder(board).filter((item) => item.id !== movingId);
  const index = afterItemId === null ? -1 : others.findIndex((item) => item.id === afterItemId);
  if (afterItemId !== null && index === -1) throw new DomainError('not-found');
  return generateKeyBetween(others[index]?.orderKey ?? null, others[index + 1]?.orderKey ?? null);
}
