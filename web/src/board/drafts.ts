// What one has typed of a note or an action and not yet sent. Drafts live in the view and not in the
// forms, so that nothing typed is lost when a form moves or its entry vanishes. Pure.
import type { Audience } from '../../../src/contract/audience.js';
import type { CoordinatedAction, SituationNote } from '../../../src/contract/board.js';
import type { CommandOf } from '../../../src/contract/commands.js';
import type {
  Confidence,
  Level,
  SourceKind,
  Theme,
  Trend,
} from '../../../src/contract/vocabulary.js';

export interface NoteDraft {
  /** The note that is edited, as it was when one began, and what one has seen of it since; null for a new one. */
  edits: { note: SituationNote; basedOn: number } | null;
  agencyId: string;
  audience: Audience;
  theme: Theme | '';
  placeId: string;
  level: Level | '';
  text: string;
  trend: Trend;
  sourceKind: SourceKind;
  confidence: Confidence;
  weekdays: number[];
  from: string;
  to: string;
}

export interface ActionDraft {
  /** As for a note. */
  edits: { action: CoordinatedAction; basedOn: number } | null;
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

export function newNote(agencyId: string, placeId = ''): NoteDraft {
  return {
    edits: null,
    agencyId,
    audience: { kind: 'table' },
    theme: '',
    placeId,
    level: '',
    text: '',
    trend: 'steady',
    sourceKind: 'own-observation',
    confidence: 'medium',
    weekdays: [],
    from: '',
    to: '',
  };
}

type NoteFields = Omit<CommandOf<'note.add'>, 'type'>;

export function noteDraftOf(
  { timeWindow, ...fields }: NoteFields,
  edits: NoteDraft['edits'],
): NoteDraft {
  return {
    edits,
    agencyId: fields.agencyId,
    audience: fields.audience,
    theme: fields.theme,
    placeId: fields.placeId,
    level: fields.level,
    text: fields.text,
    trend: fields.trend,
    sourceKind: fields.sourceKind,
    confidence: fields.confidence,
    weekdays: [...timeWindow.weekdays],
    from: timeWindow.from ?? '',
    to: timeWindow.to ?? '',
  };
}

export function editNote(note: SituationNote): NoteDraft {
  return noteDraftOf(note, { note, basedOn: note.revision });
}

/** The command that saves a draft, or null while something that must be said is missing. */
export function noteCommand(
  draft: NoteDraft,
): CommandOf<'note.add'> | CommandOf<'note.edit'> | null {
  const { theme, level, placeId, trend, sourceKind, confidence } = draft;
  const text = draft.text.trim();
  if (theme === '' || level === '' || placeId === '' || text === '') return null;
  const hours = draft.from !== '' && draft.to !== '';
  const fields = {
    theme,
    level,
    placeId,
    text,
    trend,
    sourceKind,
    confidence,
    timeWindow: {
      weekdays: [...draft.weekdays].sort(),
      from: hours ? draft.from : null,
      to: hours ? draft.to : null,
    },
  };
  if (draft.edits) {
    const { note, basedOn } = draft.edits;
    return { type: 'note.edit', noteId: note.id, basedOn, ...fields };
  }
  return { type: 'note.add', agencyId: draft.agencyId, audience: draft.audience, ...fields };
}

/** Whether nothing would be lost with the draft: no words in a new one, no change in an edited one. */
export function isNoteUntouched(draft: NoteDraft): boolean {
  if (!draft.edits) return draft.text.trim() === '';
  return isSame(noteCommand(draft), noteCommand(editNote(draft.edits.note)));
}

/** As `isNoteUntouched`, for an action. */
export function isActionUntouched(draft: ActionDraft): boolean {
  if (!draft.edits) return draft.what.trim() === '';
  return isSame(actionCommand(draft), actionCommand(editAction(draft.edits.action)));
}

/** Two commands, whatever revision they are based on. */
function isSame(one: object | null, other: object | null): boolean {
  return JSON.stringify({ ...one, basedOn: 0 }) === JSON.stringify({ ...other, basedOn: 0 });
}

export function newAction(agencyId: string, dueOn: string): ActionDraft {
  return {
    edits: null,
    noteId: null,
    audience: { kind: 'table' },
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
    ...newAction(agencyId, dueOn),
    noteId: note.id,
    audience: note.audience,
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
  const edits = { action, basedOn: action.revision };
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
    const { action, basedOn } = draft.edits;
    return { type: 'action.edit', actionId: action.id, basedOn, ...fields };
  }
  return { type: 'action.propose', audience: draft.audience, noteId: draft.noteId, ...fields };
}
