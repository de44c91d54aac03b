// The draft of a command that was refused, so that its text can be mended. An edit comes back as a new
// entry where its own is gone, or has another draft open that must not be lost. Pure.
import type { CommandOf } from '../../../../src/contract/commands.js';
import type { Board } from '../../../../src/domain/meeting/board.js';
import { actionDraftOf, isActionUntouched, type ActionDraft } from '../actions/action-draft.js';
import { isNoteUntouched, noteDraftOf, type NoteDraft } from '../picture/note-draft.js';
import type { Own } from '../../session/own.js';

export function reopenedNote(
  command: CommandOf<'note.add'> | CommandOf<'note.edit'>,
  board: Board,
  open: ReadonlyMap<string, NoteDraft>,
  own: Own,
): NoteDraft {
  if (command.type === 'note.add') return noteDraftOf(command, null);
  const note = board.notes.get(command.noteId);
  const { agencyId, audience } = note ?? own;
  const other = open.get(command.noteId);
  const fits = note && (!other || isNoteUntouched(other));
  return noteDraftOf(
    { ...command, agencyId, audience },
    fits ? { entry: note, basedOn: command.basedOn } : null,
  );
}

export function reopenedAction(
  command: CommandOf<'action.propose'> | CommandOf<'action.edit'>,
  board: Board,
  open: ReadonlyMap<string, ActionDraft>,
  own: Own,
  dueOn: string,
): ActionDraft {
  if (command.type === 'action.propose') return actionDraftOf(command, null, dueOn);
  const action = board.actions.get(command.actionId);
  const { audience } = action ?? own;
  const other = open.get(command.actionId);
  const fits = action && (!other || isActionUntouched(other));
  return actionDraftOf(
    { ...command, audience, noteId: null },
    fits ? { entry: action, basedOn: command.basedOn } : null,
    dueOn,
  );
}
