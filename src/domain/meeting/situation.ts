// Notes of the situation picture. The reporting agency owns its note and decides who sees it.
import type { SituationNote } from '../../contract/board.js';
import {
  assertAtTable,
  assertCurrent,
  assertKnownPlace,
  assertMayAddress,
  assertRoom,
  draft,
  find,
  UNRECORDED,
  type Decide,
} from './decision.js';
import { linksOf, readdress, removeLink } from './links.js';

/** As many as one author may see on a board and still add one. */
const MOST_NOTES = 500;

export const addNote: Decide<'note.add'> = (board, command, context) => {
  const { type: _, ...fields } = command;
  assertRoom(board.notes, MOST_NOTES, context.actor);
  assertAtTable(command.agencyId, context);
  assertMayAddress(command.audience, context);
  assertKnownPlace(command.placeId, context);
  const note: SituationNote = {
    id: context.newId(),
    ...fields,
    handover: null,
    recordedByAgencyId: context.actor.agencyId,
    recordedAt: context.now,
    revision: UNRECORDED,
  };
  return {
    drafts: [draft(board, note.audience, 'note.added', { entry: 'note', put: note })],
    entryId: note.id,
  };
};

export const editNote: Decide<'note.edit'> = (board, command, context) => {
  const { type: _, noteId, basedOn, ...fields } = command;
  const note = find(board.notes, noteId, context.actor);
  assertCurrent(note, basedOn);
  assertKnownPlace(command.placeId, context, note.placeId);
  return {
    drafts: [
      draft(board, note.audience, 'note.edited', { entry: 'note', put: { ...note, ...fields } }),
    ],
    entryId: note.id,
  };
};

export const readdressNote: Decide<'note.readdress'> = (board, command, context) => {
  const note = find(board.notes, command.noteId, context.actor);
  assertCurrent(note, command.basedOn);
  assertMayAddress(command.audience, context);
  const put = { entry: 'note', put: { ...note, audience: command.audience } } as const;
  return readdress(board, note.audience, put, ['note.removed', 'note.added'], context);
};

export const removeNote: Decide<'note.remove'> = (board, command, context) => {
  const note = find(board.notes, command.noteId, context.actor);
  assertCurrent(note, command.basedOn);
  return {
    drafts: [
      ...linksOf(board, note.id).map((link) => removeLink(board, link)),
      draft(board, note.audience, 'note.removed', { entry: 'removed', from: 'note', id: note.id }),
    ],
    entryId: note.id,
  };
};
