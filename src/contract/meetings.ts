// Lists across meetings: the calendar of a partnership and the follow-up of its actions. A query is
// described field by field, so its schema has no name of its own.
import { z } from 'zod';
import { CoordinatedAction, MeetingHeader } from './board.js';
import { Id, Instant } from './primitives.js';
import { LocalDate } from './schedule.js';
import { actionStates, meetingStatuses, themes } from './vocabulary.js';

export const MeetingQuery = z.strictObject({
  from: LocalDate.optional().describe('The first local date, included.'),
  to: LocalDate.optional().describe('The last local date, included.'),
  status: z.enum(meetingStatuses).optional(),
  seriesId: Id.optional(),
  order: z.enum(['soonest', 'latest']).default('soonest'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type MeetingQuery = z.infer<typeof MeetingQuery>;

export const MeetingList = z
  .strictObject({ meetings: z.array(MeetingHeader) })
  .meta({ id: 'MeetingList' });
export type MeetingList = z.infer<typeof MeetingList>;

/** The last day and the id of the last action on a page. */
const endOfPage = z.tuple([LocalDate, Id]);

export const ActionQuery = z.strictObject({
  agencyId: Id.optional().describe('The agency that leads or supports.'),
  placeId: Id.optional(),
  theme: z.enum(themes).optional(),
  state: z
    .enum([...actionStates, 'open'])
    .optional()
    .describe('One state, or `open` for all that still wait for someone.'),
  overdue: z.stringbool().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}~[0-9a-f-]{36}$/)
    .refine((after) => endOfPage.safeParse(after.split('~')).success, 'must be as an answer said')
    .optional()
    .describe('Where the page before this one ended, as its answer said.'),
});
export type ActionQuery = z.infer<typeof ActionQuery>;

export const FollowedAction = z
  .strictObject({
    meetingId: Id,
    meetingStartsAt: Instant,
    overdue: z.boolean(),
    action: CoordinatedAction,
  })
  .meta({ id: 'FollowedAction' });
export type FollowedAction = z.infer<typeof FollowedAction>;

export const ActionPage = z
  .strictObject({
    actions: z.array(FollowedAction),
    /** Give it as `after` for the next page; null when this was the last. */
    next: z.string().nullable(),
  })
  .meta({ id: 'ActionPage' });
export type ActionPage = z.infer<typeof ActionPage>;
