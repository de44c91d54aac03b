import type { Answer } from '../../../../src/contract/live.js';
import type { SeriesPlan } from '../../../../src/contract/series.js';
import { previewSeries } from '../../api/series.js';
import { addDays } from '../../format/dates.js';

/**
 * A plan with answers to its own dates only. While one tries several patterns, what was answered of the
 * dates of each is kept.
 */
export async function ofOwnDates(plan: SeriesPlan): Promise<Answer<SeriesPlan>> {
  const { definition, decisions = [] } = plan;
  const [from, last] = [decisions[0]?.on, decisions.at(-1)?.on];
  if (from === undefined || last === undefined) return { ok: true, value: plan };
  const window = { excludedStarts: [], from, to: addDays(last, 1) };
  const preview = await previewSeries({ ...definition, ...window });
  if (!preview.ok) return preview;
  const dates = new Set(preview.value.occurrences.map(({ localStart }) => localStart.slice(0, 10)));
  const isDate = (start: string) => dates.has(start.slice(0, 10));
  return {
    ok: true,
    value: {
      ...plan,
      definition: { ...definition, excludedStarts: definition.excludedStarts.filter(isDate) },
      decisions: decisions.filter(({ on }) => isDate(on)),
    },
  };
}
