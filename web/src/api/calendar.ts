import type { CalendarQuery, PartnershipCalendar } from '../../../src/contract/calendar.js';
import type { Answer } from '../../../src/contract/live.js';
import { request } from './request.js';

export const getCalendar = (
  partnershipId: string,
  { from, to }: CalendarQuery,
  signal: AbortSignal,
): Promise<Answer<PartnershipCalendar>> =>
  request(`/partnerships/${partnershipId}/calendar?from=${from}&to=${to}`, { signal });
