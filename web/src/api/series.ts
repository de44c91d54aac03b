import type { SeriesContext } from '../../../src/contract/calendar.js';
import type { Answer } from '../../../src/contract/live.js';
import type { SeriesPreview, SeriesPreviewRequest } from '../../../src/contract/schedule.js';
import type {
  DateChange,
  ExtraMeeting,
  Series,
  SeriesList,
  SeriesPlan,
} from '../../../src/contract/series.js';
import { request } from './request.js';

export const getSeriesList = (partnershipId: string): Promise<Answer<SeriesList>> =>
  request(`/partnerships/${partnershipId}/series`);

export const getSeries = (partnershipId: string, seriesId: string): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${seriesId}`);

export const createSeries = (partnershipId: string, plan: SeriesPlan): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series`, { method: 'POST', body: plan });

/** Saves an edit that was based on `version`; a newer one answers `stale` with the current series. */
export const updateSeries = (
  partnershipId: string,
  seriesId: string,
  version: number,
  plan: SeriesPlan,
): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${seriesId}`, {
    method: 'PUT',
    body: plan,
    ifMatch: version,
  });

/** What is done to one date is based on the series as it was seen, like every edit. */
export const changeDate = (
  partnershipId: string,
  { id, version }: Series,
  on: string,
  change: DateChange,
): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${id}/dates/${on}`, {
    method: 'PUT',
    body: change,
    ifMatch: version,
  });

export const restoreDate = (
  partnershipId: string,
  { id, version }: Series,
  on: string,
): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${id}/dates/${on}`, {
    method: 'DELETE',
    ifMatch: version,
  });

export const addExtraMeeting = (
  partnershipId: string,
  { id, version }: Series,
  extra: ExtraMeeting,
): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${id}/extra-meetings`, {
    method: 'POST',
    body: extra,
    ifMatch: version,
  });

export const previewSeries = (
  question: SeriesPreviewRequest,
  signal: AbortSignal,
): Promise<Answer<SeriesPreview>> =>
  request('/series/preview', { method: 'POST', body: question, signal });

/** Those of the occurrences that meet something in the partnership's calendar. */
export const previewContext = (
  partnershipId: string,
  question: SeriesPreviewRequest,
  signal: AbortSignal,
): Promise<Answer<SeriesContext>> =>
  request(`/partnerships/${partnershipId}/calendar/series-context`, {
    method: 'POST',
    body: question,
    signal,
  });
