import type { Answer } from '../../../src/contract/live.js';
import type {
  LocalDays,
  LocalDaysFile,
  LocalDaysImport,
  LocalDaysList,
  NewLocalDays,
} from '../../../src/contract/local-days.js';
import { request } from './request.js';

const below = (partnershipId: string, path = '') =>
  `/partnerships/${partnershipId}/local-days${path}`;

export const getLocalDays = (
  partnershipId: string,
  signal: AbortSignal,
): Promise<Answer<LocalDaysList>> => request(below(partnershipId), { signal });

export const addLocalDays = (
  partnershipId: string,
  days: NewLocalDays,
): Promise<Answer<LocalDaysList>> => request(below(partnershipId), { method: 'POST', body: days });

/** Changes days as they were last seen. */
export const editLocalDays = (
  partnershipId: string,
  { id, version }: LocalDays,
  days: NewLocalDays,
): Promise<Answer<LocalDays>> =>
  request(below(partnershipId, `/${id}`), { method: 'PUT', body: days, ifMatch: version });

export const removeLocalDays = (
  partnershipId: string,
  { id, version }: LocalDays,
): Promise<Answer<LocalDaysList>> =>
  request(below(partnershipId, `/${id}`), { method: 'DELETE', ifMatch: version });

export const previewLocalDays = (
  partnershipId: string,
  file: LocalDaysFile,
): Promise<Answer<LocalDaysImport>> =>
  request(below(partnershipId, '/previews'), { method: 'POST', body: file });

/** Takes in what the preview of the same file shows as new. */
export const importLocalDays = (
  partnershipId: string,
  file: LocalDaysFile,
): Promise<Answer<LocalDaysList>> =>
  request(below(partnershipId, '/imports'), { method: 'POST', body: file });
