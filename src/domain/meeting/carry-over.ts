// What was not finished comes along. When a meeting opens, the open actions of the earlier meetings
// of its series get a new entry on its board, with their age and their threads; the old entries stay
// where they are as history and say where the action went on.
import type { ActionLink, CoordinatedAction } from '../../contract/board.js';
import { openActionStates } from '../../contract/vocabulary.js';
import {
  draft,
  UNRECORDED,
  type DecisionContext,
  type EventDraft,
  type MeetingBoard,
} from './decision.js';
import { linksOf } from './links.js';

/** The drafts, on this board and on the earlier ones, that carry over every action still open. */
export function carryOver(board: MeetingBoard, { earlier, newId }: DecisionContext): EventDraft[] {
  return earlier.flatMap((before) =>
    [...before.actions.values()]
      .filter(isLeftOpen)
      .flatMap((action) => carryOne(board, before, action, newId)),
  );
}

function isLeftOpen(action: CoordinatedAction): boolean {
  const open: readonly string[] = openActionStates;
  return action.carriedTo === null && open.includes(action.state);
}

function carryOne(
  board: MeetingBoard,
  before: MeetingBoard,
  action: CoordinatedAction,
  newId: () => string,
): EventDraft[] {
  const id = newId();
  const carried: CoordinatedAction = {
    ...action,
    id,
    // "Tonight" was that evening; on a board of another day it would be read as this one.
    time: { kind: 'due', on: action.dueOn },
    carriedCount: action.carriedCount + 1,
    carriedFrom: {
      meetingId: before.meeting.id,
      actionId: action.id,
      startsAt: before.meeting.startsAt,
    },
    revision: UNRECORDED,
  };
  const left: CoordinatedAction = {
    ...action,
    carriedTo: { meetingId: board.meeting.id, actionId: id },
  };
  const threads = linksOf(before, action.id).map((link): EventDraft => {
    const put: ActionLink = { ...link, id: newId(), actionId: id, revision: UNRECORDED };
    return draft(board, link.audience, 'action.linked', { entry: 'link', put });
  });
  return [
    draft(before, action.audience, 'action.carried-over', { entry: 'action', put: left }),
    draft(board, action.audience, 'action.carried-over', { entry: 'action', put: carried }),
    ...threads,
  ];
}
