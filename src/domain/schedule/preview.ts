import type { SeriesPreview, SeriesPreviewRequest } from '../../contract/schedule.js';
import { occurrencesInSteps } from './occurrences.js';

/**
 * The occurrences of a series in the window asked for, in steps, as there may be thousands. Throws as
 * `occurrencesBetween` does.
 */
export function* previewSeries(request: SeriesPreviewRequest): Generator<void, SeriesPreview> {
  const occurrences = yield* occurrencesInSteps(request, request.from, request.to);
  return { occurrences: occurrences.map(({ slot: _slot, ...occurrence }) => occurrence) };
}
