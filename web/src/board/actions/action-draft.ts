// What one has typed of an action and not yet sent; as for a note, see `note-draft.ts`. Pure.
import type { Audience } from '../../../../src/contract/audience.js';
import type { CoordinatedAction, SituationNote } from '../../../../src/contract/board.js';
import type { CommandOf } from '../../../../src/contract/commands.js';
import type { Theme } from '../../../../src/contract/vocabulary.js';
import { versionOf } from '../../../../src/domain/meeting/version.js';
import type { Edits } from '../entry/edited-entry.js';
import type { Own } from '../../session/own.js';
import { isSameCommand } from '../entry/same-command.js';

export interface ActionDraft {
  /** Null for a new one. */
  edits: Edits<CoordinatedAction> | null;
  /** The note it is born from. */
  noteId: string | null;
  audience: Audience;
  what: string;
  theme: Theme | '';
  placeId: string;
  when: 'tonight' | 'due';
  from: string;
  to: string;
  dueOn: string;
  leadingAgencyId: string;
  supportingAgencyIds: string[];
}

export function newAction({ agencyId, audience }: Own, dueOn: string): ActionDraft {
  return {
    edits: null,
    noteId: null,
    audience,
    what: '',
    theme: '',
    placeId: '',
    when: 'tonight',
    from: '20:00',
    to: '00:00',
    dueOn,
    leadingAgencyId: agencyId,
    supportingAgencyIds: [],
  };
}

/** An action born from a note: about the same thing at the same place, for the same eyes. */
export function actionFromNote(note: SituationNote, agencyId: string, dueOn: string): ActionDraft {
  return {
    ...newAction({ agencyId, audience: note.audience }, dueOn),
    noteId: note.id,
    theme: note.theme,
    placeId: note.placeId,
    from: note.timeWindow.from ?? '20:00',
    to: note.timeWindow.to ?? '00:00',
  };
}

type ActionFields = Omit<CommandOf<'action.propose'>, 'type'>;

export function actionDraftOf(
  { time, ...fields }: ActionFields,
  edits: ActionDraft['edits'],
  dueOn: string,
): ActionDraft {
  return {
    edits,
    noteId: fields.noteId,
    audience: fields.audience,
    what: fields.what,
    theme: fields.theme,
    placeId: fields.placeId,
    when: time.kind,
    from: time.kind === 'tonight' ? time.from : '20:00',
    to: time.kind === 'tonight' ? time.to : '00:00',
    dueOn: time.kind === 'due' ? time.on : dueOn,
    leadingAgencyId: fields.leadingAgencyId,
    supportingAgencyIds: [...fields.supportingAgencyIds],
  };
}

export function editAction(action: CoordinatedAction): ActionDraft {
  const edits = { entry: action, basedOn: versionOf(action) };
  return actionDraftOf({ ...action, noteId: null }, edits, action.dueOn);
}

/** As `noteCommand`, for an action. */
export function actionCommand(
  draft: ActionDraft,
): CommandOf<'action.propose'> | CommandOf<'action.edit'> | null {
  const what = draft.what.trim();
  const { theme, placeId, leadingAgencyId, dueOn, from, to } = draft;
  if (what === '' || theme === '' || placeId === '' || leadingAgencyId === '') return null;
  if (draft.when === 'due' ? dueOn === '' : from === '' || to === '') return null;
  const fields = {
    what,
    theme,
    placeId,
    leadingAgencyId,
    supportingAgencyIds: draft.supportingAgencyIds.filter((id) => id !== leadingAgencyId),
    time:
      draft.when === 'due'
        ? ({ kind: 'due', on: dueOn } as const)
        : ({ kind: 'tonight', from, to } as const),
  };
  if (draft.edits) {
    const { entry, basedOn } = draft.edits;
    return { type: 'action.edit', actionId: entry.id, basedOn, ...fields };
  }
  return { type: 'action.propose', audience: draft.audience, noteId: draft.noteId, ...fields };
}

/** As `isNoteUntouched`, for an action. */
export function isActionUntouched(draft: ActionDraft): boolean {
  if (!draft.edits) return draft.what.trim() === '';
  return isSameCommand(actionCommand(draft), actionCommand(editAction(draft.edits.entry)));
}
