// The one door to every decision: is it allowed, does it fit the meeting's state, and what follows.
// Pure: the clock, new ids and all that must be known come in with the context.
import type { Command, CommandOf, CommandType } from '../../contract/commands.js';
import { DomainError } from '../domain-error.js';
import { refuseFound } from '../person-guard/refuse-person-data.js';
import { fitsMeeting, mayCommand, type Actor, type Subject } from './access.js';
import * as actions from './actions.js';
import * as agenda from './agenda.js';
import { closedAbout } from './closed-about.js';
import {
  find,
  type Decide,
  type Decision,
  type DecisionContext,
  type MeetingBoard,
} from './decision.js';
import { handNoteOver, hearBackOfNote } from './handover.js';
import { linkAction, unlinkAction } from './links.js';
import * as meeting from './meeting.js';
import * as situation from './situation.js';

const decisions: { [Type in CommandType]: Decide<Type> } = {
  'meeting.open': meeting.openMeeting,
  'meeting.close': meeting.closeMeeting,
  'meeting.reopen': meeting.reopenMeeting,
  'meeting.cancel': meeting.cancelMeeting,
  'agenda.add': agenda.addAgendaItem,
  'agenda.edit': agenda.editAgendaItem,
  'agenda.readdress': agenda.readdressAgendaItem,
  'agenda.move': agenda.moveAgendaItem,
  'agenda.start': agenda.startAgendaItem,
  'agenda.finish': agenda.finishAgendaItem,
  'agenda.defer': agenda.deferAgendaItem,
  'agenda.resume': agenda.resumeAgendaItem,
  'agenda.remove': agenda.removeAgendaItem,
  'attendance.set': meeting.setAttendance,
  'note.add': situation.addNote,
  'note.edit': situation.editNote,
  'note.readdress': situation.readdressNote,
  'note.remove': situation.removeNote,
  'note.hand-over': handNoteOver,
  'note.hear-back': hearBackOfNote,
  'action.propose': actions.proposeAction,
  'action.edit': actions.editAction,
  'action.readdress': actions.readdressAction,
  'action.agree': actions.agreeAction,
  'action.start': actions.startAction,
  'action.finish': actions.finishAction,
  'action.cancel': actions.cancelAction,
  'action.link': linkAction,
  'action.unlink': unlinkAction,
};

/**
 * What follows from a command, or a DomainError that says why nothing does: `not-found` for what the
 * actor may not hear, `not-allowed` for what is not theirs to do, `wrong-state`, `person-data`, `stale`, and
 * so on.
 */
export function decide<Type extends CommandType>(
  board: MeetingBoard,
  command: CommandOf<Type>,
  context: DecisionContext,
): Decision {
  try {
    return decideWhole(board, command, context);
  } catch (error) {
    if (error instanceof DomainError) error.about = closedAbout(board, command, context.actor);
    throw error;
  }
}

function decideWhole<Type extends CommandType>(
  board: MeetingBoard,
  command: CommandOf<Type>,
  context: DecisionContext,
): Decision {
  authorise(board, command, context.actor);
  if (!fitsMeeting(command.type, board.meeting.status))
    throw new DomainError('wrong-state', `The meeting is ${board.meeting.status}.`);
  refuseFound(context.personData, { what: command.type, actor: context.actor });
  const decideOne: Decide<Type> = decisions[command.type];
  return decideOne(board, command, context);
}

function authorise(board: MeetingBoard, command: Command, actor: Actor): void {
  if (!mayCommand(actor, command.type, subjectOf(board, command, actor)))
    throw new DomainError('not-allowed');
}

function subjectOf(board: MeetingBoard, command: Command, actor: Actor): Subject {
  if (command.type === 'note.add')
    return { agencyId: command.agencyId, audience: command.audience };
  if (command.type === 'attendance.set') return { agencyId: command.agencyId };
  if ('actionId' in command) return find(board.actions, command.actionId, actor);
  if ('noteId' in command && command.noteId !== null && command.type !== 'action.propose')
    return find(board.notes, command.noteId, actor);
  return {};
}
