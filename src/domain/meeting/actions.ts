// Coordinated actions: what, where, when, who leads and who supports, from proposal to outcome.
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';
import type { Audience } from '../../contract/audience.js';
import type { ActionTime, CoordinatedAction, MeetingHeader } from '../../contract/board.js';
import type { EventType } from '../../contract/events.js';
import type { ActionState } from '../../contract/vocabulary.js';
import { DomainError } from '../domain-error.js';
import { reaches } from './audience.js';
import {
  assertAtTable,
  assertCurrent,
  assertKnownPlace,
  assertMayAddress,
  assertRoom,
  draft,
  findLive,
  hasHeard,
  UNRECORDED,
  type Decide,
  type Decision,
  type DecisionContext,
  type MeetingBoard,
} from './decision.js';
import { actionLifecycle, leadsTo } from './lifecycle.js';
import { drawLink, readdress } from './links.js';

type MeetingTime = Pick<MeetingHeader, 'startsAt' | 'timeZone'>;

/** As many as one author may see on a board and still add one. */
const MOST_ACTIONS = 300;

export const proposeAction: Decide<'action.propose'> = (board, command, context) => {
  const { type: _, noteId, ...fields } = command;
  assertRoom(board.actions, MOST_ACTIONS, context.actor);
  assertMayAddress(command.audience, context);
  assertKnownPlace(command.placeId, context);
  assertInvolvedHear(command, command.audience, context);
  const action: CoordinatedAction = {
    id: context.newId(),
    agencyId: context.actor.agencyId,
    ...fields,
    supportingAgencyIds: supporting(command),
    dueOn: dueOn(command.time, board.meeting),
    state: 'proposed',
    outcome: null,
    cancelReason: null,
    proposedAt: context.now,
    carriedCount: 0,
    carriedFrom: null,
    carriedTo: null,
    revision: UNRECORDED,
  };
  const proposed = draft(board, action.audience, 'action.proposed', {
    entry: 'action',
    put: action,
  });
  const linked = noteId === null ? [] : [drawLink(board, noteId, action, context)];
  return { drafts: [proposed, ...linked], entryId: action.id };
};

export const editAction: Decide<'action.edit'> = (board, command, context) => {
  const { type: _, actionId, basedOn, ...fields } = command;
  const action = findLive(board, actionId, context.actor);
  assertCurrent(action, basedOn);
  assertKnownPlace(command.placeId, context, action.placeId);
  assertInvolvedHear(command, action.audience, context, action);
  return changed(board, 'action.edited', {
    ...action,
    ...fields,
    supportingAgencyIds: supporting(command),
    dueOn: dueOn(command.time, board.meeting),
  });
};

export const readdressAction: Decide<'action.readdress'> = (board, command, context) => {
  const action = findLive(board, command.actionId, context.actor);
  assertCurrent(action, command.basedOn);
  assertMayAddress(command.audience, context);
  const moved = {
    ...action,
    audience: command.audience,
    ...pastFor(command.audience, action, context),
  };
  assertInvolvedHear(moved, moved.audience, context, action);
  const put = { entry: 'action', put: moved } as const;
  return readdress(board, action.audience, put, ['action.removed', 'action.proposed'], context);
};

/**
 * How old an action is, to a new audience: those who did not hear of it would learn from it that something
 * was kept from them, and at which meeting.
 */
function pastFor(
  audience: Audience,
  { audience: before, proposedAt, carriedCount, carriedFrom }: CoordinatedAction,
  context: DecisionContext,
): Pick<CoordinatedAction, 'proposedAt' | 'carriedCount' | 'carriedFrom'> {
  return hasHeard(audience, before, context)
    ? { proposedAt, carriedCount, carriedFrom }
    : { proposedAt: context.now, carriedCount: 0, carriedFrom: null };
}

export const agreeAction: Decide<'action.agree'> = (board, command, context) =>
  progress(board, findLive(board, command.actionId, context.actor), 'agreed', 'action.agreed');

export const startAction: Decide<'action.start'> = (board, command, context) =>
  progress(board, findLive(board, command.actionId, context.actor), 'under-way', 'action.started');

export const finishAction: Decide<'action.finish'> = (board, command, context) =>
  progress(board, findLive(board, command.actionId, context.actor), 'done', 'action.finished', {
    outcome: command.outcome,
  });

export const cancelAction: Decide<'action.cancel'> = (board, command, context) =>
  progress(
    board,
    findLive(board, command.actionId, context.actor),
    'cancelled',
    'action.cancelled',
    {
      cancelReason: command.reason,
    },
  );

function progress(
  board: MeetingBoard,
  action: CoordinatedAction,
  state: ActionState,
  type: EventType,
  result: Partial<Pick<CoordinatedAction, 'outcome' | 'cancelReason'>> = {},
): Decision {
  if (!leadsTo<ActionState>(actionLifecycle, action.state, state))
    throw new DomainError('wrong-state', `The action is ${action.state}.`, action);
  return changed(board, type, { ...action, ...result, state });
}

function changed(board: MeetingBoard, type: EventType, action: CoordinatedAction): Decision {
  return {
    drafts: [draft(board, action.audience, type, { entry: 'action', put: action })],
    entryId: action.id,
  };
}

type Involved = Pick<CoordinatedAction, 'leadingAgencyId' | 'supportingAgencyIds'>;

/** Whoever leads or supports an action must be able to read it. */
function assertInvolvedHear(
  fields: Involved,
  audience: Audience,
  context: DecisionContext,
  before?: Involved,
): void {
  for (const agencyId of involvedIn(fields)) {
    const agencyKind = assertAtTable(agencyId, context, before ? involvedIn(before) : []);
    if (!reaches(audience, { agencyId, agencyKind }))
      throw new DomainError(
        'audience-mismatch',
        'An agency that leads or supports the action is not part of its audience.',
      );
  }
}

const involvedIn = ({ leadingAgencyId, supportingAgencyIds }: Involved): string[] => [
  leadingAgencyId,
  ...supportingAgencyIds,
];

function supporting(fields: Involved): string[] {
  return fields.supportingAgencyIds.filter((id) => id !== fields.leadingAgencyId);
}

/** The last day of an action: its own, or the day of the meeting, by the clocks where that is. */
export function dueOn(time: ActionTime, meeting: MeetingTime): string {
  if (time.kind === 'due') return time.on;
  return format(new TZDate(meeting.startsAt, meeting.timeZone), 'yyyy-MM-dd');
}
