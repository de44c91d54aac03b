// The agenda: an ordered list with at most one current item in each compartment. One for all of them
// would tell those outside that there is another: theirs would end when a closed one begins.
import { generateKeyBetween } from 'fractional-indexing';
import type { Audience } from '../../contract/audience.js';
import type { AgendaItem } from '../../contract/board.js';
import type { Change, EventType } from '../../contract/events.js';
import type { AgendaItemState } from '../../contract/vocabulary.js';
import { DomainError } from '../domain-error.js';
import type { Actor } from './access.js';
import { standsBeside, streamOf } from './audience.js';
import type { Board } from './board.js';
import {
  assertCurrent,
  assertMayAddress,
  assertRoom,
  draft,
  find,
  hasHeard,
  UNRECORDED,
  type Decide,
  type Decision,
  type EventDraft,
  type MeetingBoard,
} from './decision.js';
import { agendaItemLifecycle, leadsTo } from './lifecycle.js';
import { readdress } from './links.js';

/** No meeting needs more; it keeps a board small enough to send whole. */
const MOST_ITEMS = 60;

/** An item that nobody has taken up. */
export const UNTOUCHED = { state: 'pending', startedAt: null, finishedAt: null } as const;

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

export const addAgendaItem: Decide<'agenda.add'> = (board, command, context) => {
  const { audience, title, minutes, afterItemId } = command;
  assertRoom(board.agenda, MOST_ITEMS, context.actor);
  assertMayAddress(audience, context);
  const item: AgendaItem = {
    id: context.newId(),
    audience,
    orderKey: keyAfter(board, audience, place(board, afterItemId, context.actor)),
    title,
    minutes,
    ...UNTOUCHED,
    revision: UNRECORDED,
  };
  return decided(board, 'agenda.added', item);
};

export const editAgendaItem: Decide<'agenda.edit'> = (board, command, { actor }) => {
  const item = find(board.agenda, command.itemId, actor);
  assertCurrent(item, command.basedOn);
  return decided(board, 'agenda.edited', {
    ...item,
    title: command.title,
    minutes: command.minutes,
  });
};

export const moveAgendaItem: Decide<'agenda.move'> = (board, command, { actor }) => {
  const item = find(board.agenda, command.itemId, actor);
  if (command.afterItemId === item.id) throw new DomainError('invalid-input', 'Not after itself.');
  const after = place(board, command.afterItemId, actor);
  return decided(board, 'agenda.moved', {
    ...item,
    orderKey: keyAfter(board, item.audience, after, item.id),
  });
};

/**
 * The item keeps its place as far as its new audience knows the ones around it. Those who did not hear of
 * it would learn from its times that something was kept from them, and when: to them it waits.
 */
export const readdressAgendaItem: Decide<'agenda.readdress'> = (board, command, context) => {
  const item = find(board.agenda, command.itemId, context.actor);
  const { audience } = command;
  assertCurrent(item, command.basedOn);
  assertNotCurrentItem(item);
  assertMayAddress(audience, context);
  const orderKey = keyAfter(board, audience, item, item.id);
  const past = hasHeard(audience, item.audience, context) ? {} : UNTOUCHED;
  const put = { ...item, ...past, audience, orderKey };
  const types = ['agenda.removed', 'agenda.added'] as const;
  return readdress(board, item.audience, { entry: 'agenda', put }, types, context);
};

export const removeAgendaItem: Decide<'agenda.remove'> = (board, command, { actor }) => {
  const item = find(board.agenda, command.itemId, actor);
  assertNotCurrentItem(item);
  const change: Change = { entry: 'removed', from: 'agenda', id: item.id };
  return { drafts: [draft(board, item.audience, 'agenda.removed', change)], entryId: item.id };
};

/** Begins an item; the one of the same compartment that was current is done with it. */
export const startAgendaItem: Decide<'agenda.start'> = (board, command, { actor, now }) => {
  const item = find(board.agenda, command.itemId, actor);
  const started = to(item, 'current', { startedAt: now, finishedAt: null });
  const before = currentItems(board).filter((one) => isOfOneStream(one, item));
  const finished = before.map((one) => to(one, 'done', { finishedAt: now }));
  return decided(board, 'agenda.started', started, ...finished);
};

export const finishAgendaItem: Decide<'agenda.finish'> = (board, command, { actor, now }) => {
  const item = find(board.agenda, command.itemId, actor);
  return decided(board, 'agenda.finished', to(item, 'done', { finishedAt: now }));
};

export const deferAgendaItem: Decide<'agenda.defer'> = (board, command, { actor }) => {
  const item = find(board.agenda, command.itemId, actor);
  const deferred = to(item, 'deferred', { startedAt: null, finishedAt: null });
  return decided(board, 'agenda.deferred', deferred);
};

export const resumeAgendaItem: Decide<'agenda.resume'> = (board, command, { actor }) => {
  const item = find(board.agenda, command.itemId, actor);
  const resumed = to(item, 'pending', { startedAt: null, finishedAt: null });
  return decided(board, 'agenda.resumed', resumed);
};

/** What ends with the meeting itself: the current item of each compartment. */
export function endCurrentItems(board: MeetingBoard, now: string): EventDraft[] {
  return currentItems(board).flatMap(
    (item) => decided(board, 'agenda.finished', to(item, 'done', { finishedAt: now })).drafts,
  );
}

function currentItems(board: Pick<Board, 'agenda'>): AgendaItem[] {
  return [...board.agenda.values()].filter((item) => item.state === 'current');
}

function isOfOneStream(one: AgendaItem, other: AgendaItem): boolean {
  return streamOf(one.audience) === streamOf(other.audience);
}

function assertNotCurrentItem(item: AgendaItem): void {
  if (item.state === 'current')
    throw new DomainError('wrong-state', 'The item is the current one.');
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

/** The items have become so, all of the first one's audience. */
function decided(
  board: MeetingBoard,
  type: EventType,
  ...items: [AgendaItem, ...AgendaItem[]]
): Decision {
  const [{ id, audience }] = items;
  const changes = items.map((put): Change => ({ entry: 'agenda', put }));
  return { drafts: [draft(board, audience, type, ...changes)], entryId: id };
}

function place(board: MeetingBoard, afterItemId: string | null, actor: Actor): AgendaItem | null {
  return afterItemId === null ? null : find(board.agenda, afterItemId, actor);
}

/**
 * An order key right after the given item, or before all; `movingId` is not counted as a neighbour, and
 * none that the audience does not know: a key squeezed in beside it would tell of it.
 */
function keyAfter(
  board: MeetingBoard,
  audience: Audience,
  after: AgendaItem | null,
  movingId?: string,
): string {
  const ordered = agendaInOrder(board);
  const index = ordered.findIndex(({ id }) => id === after?.id);
  const counts = (item: AgendaItem) => item.id !== movingId && standsBeside(audience, item);
  const before = ordered.slice(0, index + 1).findLast(counts)?.orderKey ?? null;
  // Items of two compartments that do not know each other may have come to the same key.
  const next = ordered
    .slice(index + 1)
    .find((item) => counts(item) && (before === null || item.orderKey > before));
  return generateKeyBetween(before, next?.orderKey ?? null);
}
