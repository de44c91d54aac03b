// The chain from problem to measure, as far as one can see it, and the two lists that watch over it.
// Pure.
import type { CoordinatedAction, SituationNote } from '../../../../src/contract/board.js';
import {
  levels,
  openActionStates,
  type AgencyKind,
  type Level,
} from '../../../../src/contract/vocabulary.js';
import { narrower } from '../../../../src/domain/meeting/audience.js';
import type { Board } from '../../../../src/domain/meeting/board.js';

/** From this level a note is a problem that asks for an action. */
const problemFrom: Level = 'yellow';

export function isProblem({ level }: SituationNote): boolean {
  return levels.indexOf(level) >= levels.indexOf(problemFrom);
}

export function isOpenAction({ state, carriedTo }: CoordinatedAction): boolean {
  return carriedTo === null && openActionStates.some((open) => open === state);
}

/** Problems nobody does anything about, worst first; what was written off does nothing. */
export function problemsWithoutAction(board: Board): SituationNote[] {
  const acted = new Set(
    [...board.links.values()]
      .filter((link) => board.actions.get(link.actionId)?.state !== 'cancelled')
      .map((link) => link.noteId),
  );
  const rank = (note: SituationNote) => levels.indexOf(note.level);
  return [...board.notes.values()]
    .filter((note) => isProblem(note) && !acted.has(note.id))
    .sort((one, other) => rank(other) - rank(one) || (one.id < other.id ? -1 : 1));
}

/** Open actions that no problem stands behind, in the order they were proposed. */
export function actionsWithoutProblem(board: Board): CoordinatedAction[] {
  const founded = new Set([...board.links.values()].map((link) => link.actionId));
  return actionsInOrder(board).filter((action) => isOpenAction(action) && !founded.has(action.id));
}

/** Tonight's first, then the others that still wait, then the rest; each part as they were proposed. */
export function actionsInOrder(board: Pick<Board, 'actions'>): CoordinatedAction[] {
  const part = (action: CoordinatedAction) => {
    if (!isOpenAction(action)) return 2;
    return action.time.kind === 'tonight' && action.carriedFrom === null ? 0 : 1;
  };
  return [...board.actions.values()].sort((one, other) => {
    if (part(one) !== part(other)) return part(one) - part(other);
    if (one.proposedAt !== other.proposedAt) return one.proposedAt < other.proposedAt ? -1 : 1;
    return one.id < other.id ? -1 : 1;
  });
}

/** The notes an action answers to; null for one of another meeting, which is not on this board. */
export function problemsOf(board: Board, actionId: string): (SituationNote | null)[] {
  return [...board.links.values()]
    .filter((link) => link.actionId === actionId)
    .map((link) => board.notes.get(link.noteId) ?? null);
}

export function actionsFor(board: Board, noteId: string): CoordinatedAction[] {
  return [...board.links.values()]
    .filter((link) => link.noteId === noteId)
    .flatMap((link) => board.actions.get(link.actionId) ?? []);
}

/** The notes an action could still be tied to: where one of the two audiences holds the other. */
export function notesToLink(
  board: Board,
  action: CoordinatedAction,
  kindOf: (agencyId: string) => AgencyKind | undefined,
): SituationNote[] {
  const linked = new Set(problemsOf(board, action.id).map((note) => note?.id));
  return [...board.notes.values()].filter(
    (note) => !linked.has(note.id) && narrower(note.audience, action.audience, kindOf) !== null,
  );
}
