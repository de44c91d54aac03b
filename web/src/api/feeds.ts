import type {
  CalendarFeedList,
  MadeCalendarFeed,
  NewCalendarFeed,
} from '../../../src/contract/feeds.js';
import type { Answer } from '../../../src/contract/live.js';
import type { Language } from '../format/dates.js';
import { request } from './request.js';

const below = (partnershipId: string, path = '') =>
  `/partnerships/${partnershipId}/calendar-feeds${path}`;

export const getCalendarFeeds = (
  partnershipId: string,
  signal: AbortSignal,
): Promise<Answer<CalendarFeedList>> => request(below(partnershipId), { signal });

export const makeCalendarFeed = (
  partnershipId: string,
  asked: NewCalendarFeed,
): Promise<Answer<MadeCalendarFeed>> =>
  request(below(partnershipId), { method: 'POST', body: asked });

/** Another address for the same; the one before works no more. */
export const renewCalendarFeed = (
  partnershipId: string,
  feedId: string,
): Promise<Answer<MadeCalendarFeed>> =>
  request(below(partnershipId, `/${feedId}/addresses`), { method: 'POST', body: {} });

export const endCalendarFeed = (partnershipId: string, feedId: string): Promise<Answer<void>> =>
  request(below(partnershipId, `/${feedId}`), { method: 'DELETE' });

/** Where one meeting is fetched as a file; a link leads there. */
export const meetingFile = (
  { partnershipId, meetingId }: { partnershipId: string; meetingId: string },
  language: Language,
): string =>
  `/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/calendar.ics?language=${language}`;
