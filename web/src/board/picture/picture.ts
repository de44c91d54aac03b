// The situation picture by place: each place with its notes, its highest level and that level's trend.
// Pure.
import type { SituationNote } from '../../../../src/contract/board.js';
import { levels, type Level, type Theme, type Trend } from '../../../../src/contract/vocabulary.js';

export interface PlacePicture {
  placeId: string;
  level: Level;
  trend: Trend;
  /** In the order they were written, so that a new one never moves those above it. */
  notes: SituationNote[];
}

/** Of notes at the same level, the one that points the most worrying way speaks for the place. */
const mostWorryingFirst: readonly Trend[] = ['rising', 'steady', 'falling'];

/**
 * The notes grouped by place; `theme` null takes all themes. In no particular order. A note that one
 * has `held` open in a form stays where it stood when one began, whatever becomes of it meanwhile.
 */
export function pictureByPlace(
  notes: Iterable<SituationNote>,
  theme: Theme | null,
  held: ReadonlyMap<string, SituationNote> = new Map(),
): Map<string, PlacePicture> {
  const byPlace = new Map<string, SituationNote[]>();
  const gone = new Map(held);
  const put = (placeId: string, note: SituationNote) =>
    byPlace.set(placeId, [...(byPlace.get(placeId) ?? []), note]);
  for (const note of notes) {
    const begun = held.get(note.id);
    gone.delete(note.id);
    if (begun || theme === null || note.theme === theme) put(begun?.placeId ?? note.placeId, note);
  }
  for (const note of gone.values()) put(note.placeId, note);
  return new Map(
    [...byPlace].map(([placeId, atPlace]) => [placeId, pictureOf(placeId, atPlace)] as const),
  );
}

function pictureOf(placeId: string, notes: SituationNote[]): PlacePicture {
  const level = levels.findLast((one) => notes.some((note) => note.level === one)) ?? 'green';
  const atLevel = notes.filter((note) => note.level === level);
  const trend = mostWorryingFirst.find((one) => atLevel.some((note) => note.trend === one));
  return { placeId, level, trend: trend ?? 'steady', notes: [...notes].sort(byTime) };
}

function byTime(one: SituationNote, other: SituationNote): number {
  if (one.recordedAt !== other.recordedAt) return one.recordedAt < other.recordedAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** The places in the order to show them: the highest level first, then by name. */
export function placesInOrder(
  pictures: ReadonlyMap<string, PlacePicture>,
  nameOf: (placeId: string) => string,
): string[] {
  return [...pictures.values()]
    .sort(
      (one, other) =>
        levels.indexOf(other.level) - levels.indexOf(one.level) ||
        nameOf(one.placeId).localeCompare(nameOf(other.placeId), 'sv'),
    )
    .map(({ placeId }) => placeId);
}
