import type { CalendarMail, CalendarMailChoice } from '../../../src/contract/calendar-mail.js';
import type { Answer } from '../../../src/contract/live.js';
import { request } from './request.js';

const path = (partnershipId: string) => `/partnerships/${partnershipId}/calendar-mail`;

export const getCalendarMail = (
  partnershipId: string,
  signal: AbortSignal,
): Promise<Answer<CalendarMail>> => request(path(partnershipId), { signal });

export const chooseCalendarMail = (
  partnershipId: string,
  choice: CalendarMailChoice,
): Promise<Answer<CalendarMail>> => request(path(partnershipId), { method: 'PUT', body: choice });
