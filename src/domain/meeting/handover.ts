// "Lyft ur rummet": that the matter of a note was handed over to where individuals are helped. A marker
// of role, time and feedback, without a word of what it was about: this is no register of persons.
import type { Handover, SituationNote } from '../../contract/board.js';
import type { EventType } from '../../contract/events.js';
import { DomainError } from '../domain-error.js';
import { draft, find, type Decide, type Decision, type MeetingBoard } from './decision.js';

export const handNoteOver: Decide<'note.hand-over'> = (board, { noteId, to }, context) => {
  const note = find(board.notes, noteId, context.actor);
  if ((note.handover?.to ?? null) === to) return { drafts: [], entryId: note.id };
  return to === null
    ? marked(board, note, null, 'note.edited')
    : marked(board, note, { to, at: context.now, hasFeedback: false }, 'note.handed-over');
};

export const hearBackOfNote: Decide<'note.hear-back'> = (board, command, context) => {
  const note = find(board.notes, command.noteId, context.actor);
  const { handover } = note;
  if (!handover) throw new DomainError('wrong-state', 'The matter has not been handed over.');
  const { hasFeedback } = command;
  if (handover.hasFeedback === hasFeedback) return { drafts: [], entryId: note.id };
  return marked(board, note, { ...handover, hasFeedback }, 'note.heard-back');
};

function marked(
  board: MeetingBoard,
  note: SituationNote,
  handover: Handover | null,
  type: EventType,
): Decision {
  const put = { ...note, handover };
  return { drafts: [draft(board, note.audience, type, { entry: 'note', put })], entryId: note.id };
}
