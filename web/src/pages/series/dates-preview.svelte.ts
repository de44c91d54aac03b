// The next dates of a series as one writes it, and what they meet in the calendar.
import type { MarkedOccurrence, SeriesContext } from '../../../../src/contract/calendar.js';
import type {
  Occurrence,
  SeriesPreview,
  SeriesPreviewRequest,
} from '../../../../src/contract/schedule.js';
import { previewContext, previewSeries } from '../../api/series.js';
import { Asked } from './asked.svelte.js';

export class DatesPreview extends Asked<SeriesPreviewRequest, SeriesPreview> {
  constructor(question: () => SeriesPreviewRequest | null) {
    super(question, previewSeries);
  }

  get occurrences(): Occurrence[] {
    return this.value?.occurrences ?? [];
  }
}

export class DatesContext extends Asked<SeriesPreviewRequest, SeriesContext> {
  constructor(partnershipId: string, question: () => SeriesPreviewRequest | null) {
    super(question, (asked, signal) => previewContext(partnershipId, asked, signal));
  }

  /** What a date meets; nothing for a day like others, and while it is not known yet. */
  on(date: string): MarkedOccurrence | undefined {
    return this.value?.occurrences.find((one) => one.on === date);
  }
}
