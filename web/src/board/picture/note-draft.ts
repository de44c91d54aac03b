// What one has typed of a note and not yet sent. Drafts live in the view and not in the forms, so that
// nothing typed is lost when a form moves or its entry vanishes. Pure.
import type { Audience } from '../../../../src/contract/audience.js';
import type { SituationNote } from '../../../../src/contract/board.js';
import type { CommandOf } from '../../../../src/contract/commands.js';
import { versionOf } from '../../../../src/domain/meeting/version.js';
import type {
  Confidence,
  Level,
  SourceKind,
  Theme,
  Trend,
} from '../../../../src/contract/vocabulary.js';
import type { Edits } from '../entry/edited-entry.js';
import type { Own } from '../../session/own.js';
import { isSameCommand } from '../entry/same-command.js';

export interface NoteDraft {
  /** Null for a new one. */
  edits: Edits<SituationNote> | null;
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

export function newNote(own: Own, placeId = ''): NoteDraft {
  return {
    ...own,
    edits: null,
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
  return noteDraftOf(note, { entry: note, basedOn: versionOf(note) });
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
    const { entry, basedOn } = draft.edits;
    return { type: 'note.edit', noteId: entry.id, basedOn, ...fields };
  }
  return { type: 'note.add', agencyId: draft.agencyId, audience: draft.audience, ...fields };
}

/** Whether nothing would be lost with the draft: no words in a new one, no change in an edited one. */
export function isNoteUntouched(draft: NoteDraft): boolean {
  if (!draft.edits) return draft.text.trim() === '';
  return isSameCommand(noteCommand(draft), noteCommand(editNote(draft.edits.entry)));
}
