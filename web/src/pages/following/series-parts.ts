// A series that was changed from a date on is several to the server; people know one, in parts.
import type { Series } from '../../../../src/contract/series.js';
import { addDays } from '../../format/dates.js';

export interface SeriesPart {
  series: Series;
  /** Its last day where another part goes on after it. */
  until: string | null;
}

/** Each series with its parts, the first of them first. */
export function partsOf(all: readonly Series[]): SeriesPart[][] {
  const next = new Map(all.map((one) => [one.continues?.seriesId, one]));
  return all
    .filter(({ continues }) => continues === null)
    .map((first) => {
      const parts: SeriesPart[] = [];
      for (let one: Series | undefined = first; one; one = next.get(one.id)) {
        const from = next.get(one.id)?.continues?.from;
        parts.push({ series: one, until: from ? addDays(from, -1) : null });
      }
      return parts;
    });
}
