// The thread between a problem and a measure. It may be known only where both ends are, so it lies in
// the narrower of their two compartments; where neither holds the other there can be no thread.
import type { Audience } from '../../contract/audience.js';
import type { ActionLink } from '../../contract/board.js';
import type { Change, EventType } from '../../contract/events.js';
import { DomainError } from '../domain-error.js';
import { mayHear, narrower, streamOf } from './audience.js';
import type { Board } from './board.js';
import {
  draft,
  find,
  findLive,
  kindOf,
  UNRECORDED,
  type Decide,
  type Decision,
  type DecisionContext,
  type EventDraft,
  type MeetingBoard,
} from './decision.js';

/** The threads that end at a note or an action. */
export function linksOf(board: Board, entryId: string): ActionLink[] {
  return [...board.links.values()].filter(
    (link) => link.noteId === entryId || link.actionId === entryId,
  );
}

export const linkAction: Decide<'action.link'> = (board, command, context) => {
  const action = findLive(board, command.actionId, context.actor);
  // A thread the author may not hear is as if it were not there: the answer must not tell of it.
  const existing = linksOf(board, action.id).some(
    (link) => link.noteId === command.noteId && mayHear(context.actor, link.audience),
  );
  if (existing) return { drafts: [], entryId: action.id };
  return { drafts: [drawLink(board, command.noteId, action, context)], entryId: action.id };
};

export const unlinkAction: Decide<'action.unlink'> = (board, command, context) => {
  const action = findLive(board, command.actionId, context.actor);
  const link = linksOf(board, action.id).find((one) => one.noteId === command.noteId);
  if (!link) throw new DomainError('not-found');
  find(board.links, link.id, context.actor);
  return { drafts: [removeLink(board, link)], entryId: action.id };
};

/** Ties an action to a note that its author can see. */
export function drawLink(
  board: MeetingBoard,
  noteId: string,
  action: { id: string; audience: Audience },
  context: DecisionContext,
): EventDraft {
  const note = find(board.notes, noteId, context.actor);
  const audience = narrower(note.audience, action.audience, kindOf(context));
  if (!audience)
    throw new DomainError(
      'audience-mismatch',
      'The note and the action are seen by different agencies; neither audience holds the other.',
    );
  const link: ActionLink = {
    id: context.newId(),
    audience,
    noteId,
    noteMeetingId: board.meeting.id,
    actionId: action.id,
    revision: UNRECORDED,
  };
  return draft(board, audience, 'action.linked', { entry: 'link', put: link });
}

/** What becomes of the threads of an entry that has a new audience. */
interface RedrawnLinks {
  /** Those that leave the stream they were in. */
  cut: EventDraft[];
  /** Those of them that can still be known, where they lie now. */
  drawn: EventDraft[];
}

/**
 * An entry goes from one audience to another: gone from one stream, new in the other. The drafts of
 * the old stream are in the order of a removal, or whoever hears only that one could tell the two
 * apart, and would know of the other.
 */
export function readdress(
  board: MeetingBoard,
  from: Audience,
  moved: Extract<Change, { entry: 'agenda' | 'note' | 'action' }>,
  [removed, added]: readonly [EventType, EventType],
  context: DecisionContext,
): Decision {
  const { id, audience } = moved.put;
  if (streamOf(from) === streamOf(audience)) return { drafts: [], entryId: id };
  const { cut, drawn } = redrawLinks(board, moved.put, context);
  return {
    drafts: [
      ...cut,
      draft(board, from, removed, { entry: 'removed', from: moved.entry, id }),
      draft(board, audience, added, moved),
      ...drawn,
    ],
    entryId: id,
  };
}

function redrawLinks(
  board: MeetingBoard,
  moved: { id: string; audience: Audience },
  context: DecisionContext,
): RedrawnLinks {
  const redrawn: RedrawnLinks = { cut: [], drawn: [] };
  for (const link of linksOf(board, moved.id)) {
    const otherEnd =
      link.noteId === moved.id ? board.actions.get(link.actionId) : board.notes.get(link.noteId);
    // A note of an earlier meeting is not on this board; its thread never goes wider than it lay.
    const audience = narrower(moved.audience, otherEnd?.audience ?? link.audience, kindOf(context));
    if (audience && streamOf(audience) === streamOf(link.audience)) continue;
    redrawn.cut.push(removeLink(board, link));
    if (!audience) continue;
    const put = { ...link, audience };
    redrawn.drawn.push(draft(board, audience, 'action.linked', { entry: 'link', put }));
  }
  return redrawn;
}

export function removeLink(board: MeetingBoard, link: ActionLink): EventDraft {
  return draft(board, link.audience, 'action.unlinked', {
    entry: 'removed',
    from: 'link',
    id: link.id,
  });
}
