// The meeting itself: opened, closed, reopened, cancelled; and who of the agencies is there.
import type { MeetingHeader } from '../../contract/board.js';
import type { EventType } from '../../contract/events.js';
import type { MeetingStatus } from '../../contract/vocabulary.js';
import { DomainError } from '../domain-error.js';
import { endCurrentItems } from './agenda.js';
import { carryOver } from './carry-over.js';
import {
  assertAtTable,
  draft,
  UNRECORDED,
  type Decide,
  type EventDraft,
  type MeetingBoard,
} from './decision.js';
import { leadsTo, meetingLifecycle } from './lifecycle.js';

export const openMeeting: Decide<'meeting.open'> = (board, _command, context) => ({
  drafts: [
    changed(board, 'meeting.opened', 'open', { openedAt: context.now }),
    ...carryOver(board, context),
  ],
  entryId: null,
});

export const closeMeeting: Decide<'meeting.close'> = (board, _command, { now }) => ({
  drafts: [
    ...endCurrentItems(board, now),
    changed(board, 'meeting.closed', 'closed', { closedAt: now }),
  ],
  entryId: null,
});

export const reopenMeeting: Decide<'meeting.reopen'> = (board, { reason }) => ({
  drafts: [changed(board, 'meeting.reopened', 'open', { closedAt: null, statusReason: reason })],
  entryId: null,
});

export const cancelMeeting: Decide<'meeting.cancel'> = (board, { reason }) => ({
  drafts: [changed(board, 'meeting.cancelled', 'cancelled', { statusReason: reason })],
  entryId: null,
});

export const setAttendance: Decide<'attendance.set'> = (board, command, context) => {
  const { agencyId, state } = command;
  assertAtTable(agencyId, context);
  const put = { agencyId, state, revision: UNRECORDED };
  return {
    drafts: [draft(board, { kind: 'table' }, 'attendance.set', { entry: 'attendance', put })],
    entryId: agencyId,
  };
};

function changed(
  board: MeetingBoard,
  type: EventType,
  status: MeetingStatus,
  fields: Partial<MeetingHeader>,
): EventDraft {
  if (!leadsTo<MeetingStatus>(meetingLifecycle, board.meeting.status, status))
    throw new DomainError('wrong-state', `The meeting is ${board.meeting.status}.`);
  const put = { ...board.meeting, ...fields, status };
  return draft(board, { kind: 'table' }, type, { entry: 'meeting', put });
}
