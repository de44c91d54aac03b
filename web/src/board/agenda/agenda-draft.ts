// What one has typed of an agenda item and not yet sent. Pure.
import type { Audience } from '../../../../src/contract/audience.js';
import type { AgendaItem } from '../../../../src/contract/board.js';
import type { CommandOf } from '../../../../src/contract/commands.js';
import { versionOf } from '../../../../src/domain/meeting/version.js';

export interface AgendaDraft {
  /** The item that is edited, with its words as they were when one began; null for a new one. */
  edits: { itemId: string; title: string; minutes: number } | null;
  title: string;
  /** Null while what stands in the field is no number. */
  minutes: number | null;
  audience: Audience;
  /** For a new one: the item it shall stand after, or null to stand first. */
  afterItemId: string | null;
}

const usualMinutes = 5;

export function newItem(afterItemId: string | null): AgendaDraft {
  return {
    edits: null,
    title: '',
    minutes: usualMinutes,
    audience: { kind: 'table' },
    afterItemId,
  };
}

export function editItem({ id, title, minutes, audience }: AgendaItem): AgendaDraft {
  return { edits: { itemId: id, title, minutes }, title, minutes, audience, afterItemId: null };
}

/** Whether someone else gave the item other words or minutes since one began. */
export function isOvertaken({ edits }: AgendaDraft, item: AgendaItem | undefined): boolean {
  return edits !== null && item !== undefined && !sameWords(edits, item);
}

const sameWords = (one: Words, other: Words) =>
  one.title === other.title && one.minutes === other.minutes;
type Words = Pick<AgendaItem, 'title' | 'minutes'>;

/** Minutes that the server takes. */
export const acceptsMinutes = (minutes: number | null): minutes is number =>
  Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= 240;

/**
 * The command that saves a draft, or null while something is missing. `item` is the edited one as it
 * now stands, which one has before one's eyes; when it is gone, the words become a new item.
 */
export function agendaCommand(
  { edits, title: typed, minutes, audience, afterItemId }: AgendaDraft,
  item: AgendaItem | undefined,
): CommandOf<'agenda.add'> | CommandOf<'agenda.edit'> | null {
  const title = typed.trim();
  if (title === '' || !acceptsMinutes(minutes)) return null;
  if (edits && item) {
    return { type: 'agenda.edit', itemId: item.id, basedOn: versionOf(item), title, minutes };
  }
  return { type: 'agenda.add', audience, title, minutes, afterItemId };
}

/** Where an item lands when it moves one step: the item it shall stand after, null for the top. */
export function oneUp(ordered: readonly AgendaItem[], index: number): string | null {
  return ordered[index - 2]?.id ?? null;
}

export function oneDown(ordered: readonly AgendaItem[], index: number): string | null {
  return ordered[index + 1]?.id ?? null;
}
