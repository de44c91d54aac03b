// The lives of a meeting, an agenda item and an action: from each state, the states it may go to.
import type { ActionState, AgendaItemState, MeetingStatus } from '../../contract/vocabulary.js';

export const meetingLifecycle = {
  planned: ['open', 'cancelled'],
  open: ['closed'],
  closed: ['open'],
  cancelled: [],
} as const satisfies Record<MeetingStatus, readonly MeetingStatus[]>;

export const agendaItemLifecycle = {
  pending: ['current', 'done', 'deferred'],
  current: ['done', 'deferred', 'pending'],
  done: ['current', 'pending'],
  deferred: ['current', 'pending'],
} as const satisfies Record<AgendaItemState, readonly AgendaItemState[]>;

export const actionLifecycle = {
  proposed: ['agreed', 'cancelled'],
  agreed: ['under-way', 'done', 'cancelled'],
  'under-way': ['done', 'cancelled'],
  done: [],
  cancelled: [],
} as const satisfies Record<ActionState, readonly ActionState[]>;

/** Whether a lifecycle leads from one state straight to another. */
export function leadsTo<State extends string>(
  lifecycle: Record<State, readonly State[]>,
  from: State,
  to: State,
): boolean {
  return lifecycle[from].includes(to);
}
