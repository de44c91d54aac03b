/** What the calendar says of a day: holidays, eves, days between, and evenings one should be out on. */
import { z } from 'zod';
import { Id } from './primitives.js';
import { LocalDate, LocalDateTime } from './schedule.js';
import { TakenDecision } from './series.js';
import { calendarMarkKinds } from './vocabulary.js';

export const CalendarMark = z
  .strictObject({
    kind: z.enum(calendarMarkKinds),
    name: z.strictObject({ sv: z.string(), en: z.string() }).describe('As within a sentence.'),
  })
  .meta({
    id: 'CalendarMark',
    example: { kind: 'public-holiday', name: { sv: 'långfredagen', en: 'Good Friday' } },
  });
export type CalendarMark = z.infer<typeof CalendarMark>;

export const CalendarDay = z
  .strictObject({
    on: LocalDate,
    collides: z
      .boolean()
      .describe('Whether one should ask before meeting then. An evening at risk is only marked.'),
    marks: z.array(CalendarMark),
  })
  .meta({ id: 'CalendarDay' });
export type CalendarDay = z.infer<typeof CalendarDay>;

export const MarkedOccurrence = z
  .strictObject({
    localStart: LocalDateTime,
    ...CalendarDay.shape,
    thursday: CalendarDay.nullable().describe(
      'The Thursday of the same week, where one could meet instead; null on a Thursday.',
    ),
  })
  .meta({ id: 'MarkedOccurrence', description: 'A meeting of a series on a day with marks.' });
export type MarkedOccurrence = z.infer<typeof MarkedOccurrence>;

export const SeriesContext = z
  .strictObject({ occurrences: z.array(MarkedOccurrence) })
  .meta({ id: 'SeriesContext', description: 'The marked occurrences, in order of time.' });
export type SeriesContext = z.infer<typeof SeriesContext>;

/** What lies within one answer; a series is planned a year ahead. */
const MOST_DAYS = 5 * 366;
const DAY_MS = 86_400_000;

export const CalendarQuery = z
  .strictObject({
    from: LocalDate.describe('The first date, included.'),
    to: LocalDate.describe('The last date, included; at most five years after the first.'),
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * DAY_MS, {
    path: ['to'],
    error: 'must lie at most five years after from',
  });
export type CalendarQuery = z.infer<typeof CalendarQuery>;

export const MeetingDecision = TakenDecision.extend({ meetingId: Id }).meta({
  id: 'MeetingDecision',
});
export type MeetingDecision = z.infer<typeof MeetingDecision>;

export const PartnershipCalendar = z
  .strictObject({
    days: z.array(CalendarDay).describe('The days with marks, in order.'),
    decisions: z.array(MeetingDecision).describe('What was decided of meetings in the span.'),
  })
  .meta({ id: 'PartnershipCalendar' });
export type PartnershipCalendar = z.infer<typeof PartnershipCalendar>;

export const UndecidedDates = z
  .strictObject({
    series: z
      .array(z.strictObject({ seriesId: Id, count: z.int().min(1) }))
      .describe('Those series alone that have such meetings.'),
  })
  .meta({
    id: 'UndecidedDates',
    description: 'How many meetings ahead collide, in each series, and nobody has decided on.',
  });
export type UndecidedDates = z.infer<typeof UndecidedDates>;
