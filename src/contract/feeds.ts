// Addresses at which a calendar outside fetches meetings again and again, without anybody signing in:
// whoever has the address has the calendar. The address itself is told once, when it is made.
import { z } from 'zod';
import { Id, Instant, Language } from './primitives.js';
import { feedScopes } from './vocabulary.js';

export const NewCalendarFeed = z
  .strictObject({
    scope: z
      .enum(feedScopes)
      .describe('`person` and `agency` are for all meetings, `series` for those of one series.'),
    seriesId: Id.nullable().describe('Which series; null unless the scope is `series`.'),
    language: Language.describe('In which the calendar says what is cancelled or moved.'),
  })
  .refine(({ scope, seriesId }) => (scope === 'series') === (seriesId !== null), {
    path: ['seriesId'],
    error: 'goes with the scope series, and with no other',
  })
  .meta({ id: 'NewCalendarFeed' });
export type NewCalendarFeed = z.infer<typeof NewCalendarFeed>;

export const CalendarFeed = z
  .strictObject({
    id: Id,
    scope: z.enum(feedScopes),
    seriesTitle: z.string().nullable(),
    madeBy: z.string().describe('The name of the one who made it, with whom it ends.'),
    isOwn: z.boolean(),
    language: Language,
    madeAt: Instant.describe('When its address was made; anew when it was renewed.'),
    fetchedAt: Instant.nullable().describe('When it was last fetched, to the minute or so.'),
  })
  .meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

export const CalendarFeedList = z
  .strictObject({ feeds: z.array(CalendarFeed) })
  .meta({ id: 'CalendarFeedList' });
export type CalendarFeedList = z.infer<typeof CalendarFeedList>;

export const MadeCalendarFeed = z
  .strictObject({
    feed: CalendarFeed,
    path: z.string().describe('Where it is fetched, at the server; told now and never again.'),
  })
  .meta({ id: 'MadeCalendarFeed' });
export type MadeCalendarFeed = z.infer<typeof MadeCalendarFeed>;

/** A new address for a feed has nothing more to say. */
export const RenewCalendarFeed = z.strictObject({}).meta({ id: 'RenewCalendarFeed' });

/** A query, described field by field. */
export const MeetingFileQuery = z.strictObject({ language: Language.default('sv') });
export type MeetingFileQuery = z.infer<typeof MeetingFileQuery>;
