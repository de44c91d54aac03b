import type { SeriesContext, UndecidedDates } from '../../../src/contract/calendar.js';
import type { Answer } from '../../../src/contract/live.js';
import type { SeriesPreview, SeriesPreviewRequest } from '../../../src/contract/schedule.js';
import type {
  DateChange,
  ExtraMeeting,
  FollowingChange,
  FollowingPreview,
  Series,
  SeriesEdit,
  SeriesList,
  SeriesPlan,
} from '../../../src/contract/series.js';
import { request } from './request.js';

/** How many meetings of each series wait for an answer. */
export const getUndecided = (partnershipId: string): Promise<Answer<UndecidedDates>> =>
  request(`/partnerships/${partnershipId}/calendar/undecided`);

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
  edit: SeriesEdit,
): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${seriesId}`, {
    method: 'PUT',
    body: edit,
    ifMatch: version,
  });

/** What would become of the meetings when all of a series is changed. */
export const previewEdit = (
  partnershipId: string,
  seriesId: string,
  plan: SeriesPlan,
): Promise<Answer<FollowingPreview>> =>
  request(`/partnerships/${partnershipId}/series/${seriesId}/preview`, {
    method: 'POST',
    body: plan,
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

/** The series as it goes on from a date: what a change from there on begins with. */
export const getFollowing = (
  partnershipId: string,
  seriesId: string,
  on: string,
): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${seriesId}/following/${on}`);

/** What would become of the meetings; without a plan the series ends. */
export const previewFollowing = (
  partnershipId: string,
  seriesId: string,
  on: string,
  plan: SeriesPlan | null,
): Promise<Answer<FollowingPreview>> =>
  request(`/partnerships/${partnershipId}/series/${seriesId}/following/${on}/preview`, {
    method: 'POST',
    body: { plan },
  });

export const changeFollowing = (
  partnershipId: string,
  { id, version }: Pick<Series, 'id' | 'version'>,
  on: string,
  change: FollowingChange,
): Promise<Answer<Series>> =>
  request(`/partnerships/${partnershipId}/series/${id}/following/${on}`, {
    method: 'PUT',
    body: change,
    ifMatch: version,
  });

export const previewSeries = (
  question: SeriesPreviewRequest,
  signal?: AbortSignal,
): Promise<Answer<SeriesPreview>> =>
  request('/series/preview', { method: 'POST', body: question, ...(signal && { signal }) });

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
