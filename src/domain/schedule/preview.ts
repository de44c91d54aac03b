import type { SeriesPreview, SeriesPreviewRequest } from '../../contract/schedule.js';
import { occurrencesBetween } from './occurrences.js';

/** The occurrences of a series in the window asked for. Throws as `occurrencesBetween` does. */
export function previewSeries(request: SeriesPreviewRequest): SeriesPreview {
  const occurrences = occurrencesBetween(request, request.from, request.to);
  return { occurrences: occurrences.map(({ slot: _slot, ...occurrence }) => occurrence) };
}
