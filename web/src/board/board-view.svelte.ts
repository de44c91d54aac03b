// What the parts of the board share: the meeting they follow, what this person may do there, and the
// drafts that are open. The page makes one; its parts ask `getBoardView`.
import { createContext, tick, untrack } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  CoordinatedAction,
  MeetingHeader,
  SituationNote,
} from '../../../src/contract/board.js';
import type { Command, CommandType } from '../../../src/contract/commands.js';
import type { Theme } from '../../../src/contract/vocabulary.js';
import { fitsMeeting, mayCommand, type Subject } from '../../../src/domain/meeting/access.js';
import type { FailedCommand, PendingCommand } from '../live/command-queue.js';
import { streamOf } from '../../../src/domain/meeting/audience.js';
import { LiveMeeting } from '../live/live-meeting.svelte.js';
import type { Table } from '../session/table.js';
import {
  actionFromNote,
  editAction,
  isActionUntouched,
  newAction,
  type ActionDraft,
} from './actions/action-draft.js';
import { newItem, type AgendaDraft } from './agenda/agenda-draft.js';
import { inOrder, nextItem } from './agenda/agenda-time.js';
import { reopenedAction, reopenedNote } from './entry/reopen.js';
import { News } from './news.svelte.js';
import { editNote, isNoteUntouched, newNote, type NoteDraft } from './picture/note-draft.js';

/** The parts of the board; a phone shows one at a time. */
export const boardTabs = ['agenda', 'picture', 'actions', 'meeting'] as const;
export type BoardTab = (typeof boardTabs)[number];

/** What the page asks in a dialog about the meeting as a whole. */
export type BoardQuestion =
  'open' | 'close' | 'reopen' | 'cancel' | 'attendance' | 'rsvp' | 'shortcuts';

/** Whether a refused command can be opened again in the form it came from. */
export function reopens({ command }: FailedCommand): boolean {
  return [
    'note.add',
    'note.edit',
    'action.propose',
    'action.edit',
    'agenda.add',
    'agenda.edit',
  ].includes(command.type);
}

export class BoardView {
  readonly live: LiveMeeting;
  readonly news: News;
  tab = $state<BoardTab>('picture');
  asking = $state<BoardQuestion | null>(null);
  /** The agenda item one writes, new or edited; one at a time. */
  agendaDraft = $state<AgendaDraft | null>(null);
  /** Open drafts by the entry they edit, or by a key of their own for new ones. */
  readonly notes = new SvelteMap<string, NoteDraft>();
  readonly actions = new SvelteMap<string, ActionDraft>();
  /** Commands whose form is still open and waits for the answer: they show there. */
  readonly inForms = new SvelteSet<string>();
  /** The one theme the picture shows; empty for all. */
  theme = $state<Theme | ''>('');
  #newDrafts = 0;
  #justOpened: string | null = null;
  #writesIn: string | null = null;

  readonly agenda = $derived.by(() => inOrder(this.live.board.agenda.values()));
  readonly current = $derived(this.agenda.find((item) => item.state === 'current'));
  readonly next = $derived(nextItem(this.agenda));

  constructor(
    readonly table: Table,
    meetingId: string,
  ) {
    const { partnershipId, personId, agencyId } = table.actor;
    this.news = new News((id) => table.agencyName(id));
    this.live = new LiveMeeting({ partnershipId, meetingId, personId, agencyId }, (events) =>
      this.news.add(events),
    );
  }

  get meeting(): MeetingHeader | null {
    return this.live.board.meeting;
  }

  /** Whether typed text would be lost if one left. */
  get hasDrafts(): boolean {
    return (
      Boolean(this.agendaDraft?.title.trim()) ||
      [...this.notes.values()].some((draft) => !isNoteUntouched(draft)) ||
      [...this.actions.values()].some((draft) => !isActionUntouched(draft))
    );
  }

  /** What was written and let go by its form, but has not been answered. */
  get waiting(): PendingCommand[] {
    return this.live.pending.filter(({ commandId }) => !this.inForms.has(commandId));
  }

  /** Whether the server would carry the command out, as far as one can tell from here. */
  may(type: CommandType, subject: Subject = {}): boolean {
    const { meeting, table } = this;
    return (
      meeting !== null &&
      fitsMeeting(type, meeting.status) &&
      mayCommand(table.actor, type, subject)
    );
  }

  /** Whether the person may add entries of their own. */
  get mayWrite(): boolean {
    return this.may('note.add', this.table.own);
  }

  /** Whether the person says how other agencies take part. */
  get mayLeadAttendance(): boolean {
    return this.may('attendance.set');
  }

  /** Gives a command that needs no form; a refusal shows at the top of the board. */
  give(command: Command): void {
    this.live.give(command);
  }

  /** Whether an unanswered command of this kind is about this entry: its button waits meanwhile. */
  isPending(type: CommandType, entryId?: string): boolean {
    return this.live.pending.some(
      ({ command }) =>
        command.type === type &&
        (entryId === undefined || Object.values(command).includes(entryId)),
    );
  }

  /** Takes up the next item of the agenda; once, however often one presses before it has come. */
  takeNext(): void {
    if (!this.next || !this.may('agenda.start') || this.isPending('agenda.start')) return;
    // The server ends the one before in the same compartment alone.
    if (this.current && streamOf(this.next.audience) !== streamOf(this.current.audience))
      this.give({ type: 'agenda.finish', itemId: this.current.id });
    this.give({ type: 'agenda.start', itemId: this.next.id });
  }

  writeItem(draft: AgendaDraft): void {
    this.agendaDraft = draft;
  }

  /** Opens a new note, or goes to the one that is already open and still empty. */
  writeNote(placeId = ''): void {
    this.#open('picture', this.notes, newNote(this.table.own, placeId), isBlankNote);
  }

  editNote(note: SituationNote): void {
    this.#put(this.notes, note.id, editNote(note));
  }

  writeAction(): void {
    const draft = newAction(this.table.own, this.#dueOn());
    this.#open('actions', this.actions, draft, isBlankAction);
  }

  /** Begins an action that answers to a note. */
  writeActionFrom(note: SituationNote): void {
    const draft = actionFromNote(note, this.table.actor.agencyId, this.#dueOn());
    this.#open('actions', this.actions, draft, isBlankAction);
  }

  editAction(action: CoordinatedAction): void {
    this.#put(this.actions, action.id, editAction(action));
  }

  /** Whether this draft was opened a moment ago: its form then takes the focus, once. */
  takeOpened(key: string): boolean {
    if (this.#justOpened !== key) return false;
    this.#justOpened = null;
    return true;
  }

  /** Tells the others that one writes in an entry; the last one told of counts. */
  beginWriting(entryId: string): void {
    if (this.#writesIn === entryId) return;
    this.#writesIn = entryId;
    // A form says so in an effect, which must not run again because the link changed.
    untrack(() => this.live.writeIn(entryId));
  }

  endWriting(entryId: string): void {
    if (this.#writesIn !== entryId) return;
    this.#writesIn = null;
    this.live.writeIn(null);
  }

  /** Opens the form again with the text of a command that was refused. */
  reopen({ commandId, command }: FailedCommand): void {
    const { board } = this.live;
    switch (command.type) {
      case 'agenda.add':
        this.agendaDraft = { ...command, edits: null };
        break;
      case 'agenda.edit': {
        const { itemId, title, minutes } = command;
        const now = board.agenda.get(itemId) ?? newItem(null);
        const edits = { itemId, title: now.title, minutes: Number(now.minutes) };
        this.agendaDraft = { edits, title, minutes, audience: now.audience, afterItemId: null };
        break;
      }
      case 'note.add':
      case 'note.edit': {
        const draft = reopenedNote(command, board, this.notes, this.table.own);
        this.#put(this.notes, draft.edits?.entry.id ?? commandId, draft);
        break;
      }
      case 'action.propose':
      case 'action.edit': {
        const draft = reopenedAction(command, board, this.actions, this.table.own, this.#dueOn());
        this.#put(this.actions, draft.edits?.entry.id ?? commandId, draft);
        break;
      }
      default:
        return;
    }
    this.tab = tabOf(command.type);
    this.live.dismiss(commandId);
  }

  /** Shows an entry where it stands and gives it the focus. */
  async goTo(tab: BoardTab, entryId: string): Promise<void> {
    this.tab = tab;
    const note = this.live.board.notes.get(entryId);
    if (note && this.theme !== '' && note.theme !== this.theme) this.theme = '';
    await tick();
    document.getElementById(`entry-${entryId}`)?.focus();
  }

  /** A day that suits most: a week after the meeting. */
  #dueOn(): string {
    const startsAt = Date.parse(this.meeting?.startsAt ?? new Date().toISOString());
    return this.table.calendar.localDate(new Date(startsAt + 7 * 86_400_000).toISOString());
  }

  #open<Draft extends object>(
    tab: BoardTab,
    drafts: SvelteMap<string, Draft>,
    draft: Draft,
    isBlank: (draft: Draft) => boolean,
  ): void {
    this.tab = tab;
    const blank = [...drafts].find(([, open]) => isBlank(open));
    if (blank) drafts.delete(blank[0]);
    this.#put(drafts, `new-${++this.#newDrafts}`, draft);
  }

  #put<Draft extends object>(drafts: SvelteMap<string, Draft>, key: string, draft: Draft): void {
    this.#justOpened = key;
    drafts.set(key, reactive(draft));
  }

  destroy(): void {
    this.live.destroy();
    this.news.stop();
  }
}

/** The part of the board where a command's form stands. */
function tabOf(type: CommandType): BoardTab {
  if (type.startsWith('agenda')) return 'agenda';
  return type.startsWith('note') ? 'picture' : 'actions';
}

const isBlankNote = (draft: NoteDraft) => draft.edits === null && draft.text.trim() === '';
const isBlankAction = (draft: ActionDraft) => draft.edits === null && draft.what.trim() === '';

function reactive<Draft extends object>(draft: Draft): Draft {
  const kept = $state(draft);
  return kept;
}

export const [getBoardView, setBoardView] = createContext<BoardView>();
