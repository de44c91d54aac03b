import type { CalendarMail, CalendarMailChoice } from '../../../src/contract/calendar-mail.js';
import type { Answer } from '../../../src/contract/live.js';
import { request } from './request.js';

const path = (partnershipId: string) => `/partnerships/${partnershipId}/calendar-mail`;

export const getCalendarMail = (
  partnershipId: string,
  signal: AbortSignal,
): Promise<Answer<CalendarMail>> => request(path(partnershipId), { signal });

/** Letters that were given up leave once more. */
export const tryLettersAgain = (partnershipId: string): Promise<Answer<CalendarMail>> =>
  request(`${path(partnershipId)}/tries`, { method: 'POST', body: {} });

export const chooseCalendarMail = (
  partnershipId: string,
  choice: CalendarMailChoice,
): Promise<Answer<CalendarMail>> => request(path(partnershipId), { method: 'PUT', body: choice });
