/**
 * The wire shape of recurring meetings: what a series is and which occurrences it has.
 * Times here are wall-clock times in the zone of the series, so that a meeting keeps its
 * clock time when summer time comes and goes; only an occurrence also tells its instants.
 */
import { z } from 'zod';

/** ISO 8601 dates are only agreed upon from the first full year of the Gregorian calendar. */
const FIRST_YEAR = 1583;

const datePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const dateTimePattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Whether the leading YYYY-MM-DD names a day that exists: 2026-02-30 does not. */
function isCalendarDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= FIRST_YEAR && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isKnownTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const LocalDate = z
  .string()
  .regex(datePattern, { error: 'must be a date written YYYY-MM-DD', abort: true })
  .refine(isCalendarDay, 'must be a day that exists in the calendar')
  .meta({
    id: 'LocalDate',
    description: 'A calendar day without a time zone, YYYY-MM-DD.',
    example: '2026-01-09',
  });
export type LocalDate = z.infer<typeof LocalDate>;

export const LocalDateTime = z
  .string()
  .regex(dateTimePattern, {
    error: 'must be a local time written YYYY-MM-DDTHH:mm, without seconds and zone',
    abort: true,
  })
  .refine(isCalendarDay, 'must lie on a day that exists in the calendar')
  .meta({
    id: 'LocalDateTime',
    description: 'A wall-clock time to the minute, without a zone, YYYY-MM-DDTHH:mm.',
    example: '2026-01-09T19:00',
  });
export type LocalDateTime = z.infer<typeof LocalDateTime>;

export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+\-/]*$/, {
    error: 'must be the name of a time zone such as Europe/Stockholm, not an offset',
    abort: true,
  })
  .refine(isKnownTimeZone, 'must be a time zone in the IANA database')
  .meta({
    id: 'TimeZone',
    description: 'The IANA name of a time zone. Offsets such as +01:00 are refused.',
    example: 'Europe/Stockholm',
  });
export type TimeZone = z.infer<typeof TimeZone>;

const SeriesRule = z
  .string()
  .min(1)
  .max(2000)
  .meta({
    id: 'SeriesRule',
    description:
      'A recurrence rule (RFC 5545, RRULE value) that repeats daily, weekly, monthly or yearly. ' +
      'The time of day comes from the start of the series.',
    example: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
  });
type SeriesRule = z.infer<typeof SeriesRule>;

const startList = z.array(LocalDateTime).max(500).default([]);

export const SeriesDefinition = z
  .strictObject({
    start: LocalDateTime.describe('The first occurrence; its clock time is that of every other.'),
    timeZone: TimeZone,
    durationMinutes: z.int().min(1).max(1440).describe('Elapsed minutes from start to end.'),
    rule: SeriesRule,
    excludedStarts: startList.describe('Occurrences of the rule that are left out.'),
    extraStarts: startList.describe('Occurrences beside the rule.'),
  })
  .meta({ id: 'SeriesDefinition', description: 'When a series of meetings takes place.' });
export type SeriesDefinition = z.infer<typeof SeriesDefinition>;

const windowEdge = z.union([LocalDate, LocalDateTime], {
  error: 'must be a local date YYYY-MM-DD or a local time YYYY-MM-DDTHH:mm that exists',
});

export const SeriesPreviewRequest = z
  .strictObject({
    ...SeriesDefinition.shape,
    from: windowEdge.describe('First local start to include; a date means its midnight.'),
    to: windowEdge.describe('Local start to stop before; a date means its midnight.'),
  })
  .refine(({ from, to }) => from.slice(0, 10) <= to.slice(0, 10), {
    path: ['to'],
    error: 'must not be before from',
  })
  .meta({
    id: 'SeriesPreviewRequest',
    description: 'Asks which occurrences of a series start locally at or after from, before to.',
  });
export type SeriesPreviewRequest = z.infer<typeof SeriesPreviewRequest>;

/** Clock times of a series have no seconds, so its instants need no fractions of them. */
const occurrenceInstant = z.iso.datetime({ precision: 0 });

export const Occurrence = z
  .strictObject({
    startsAt: occurrenceInstant.describe('When it starts, in UTC to the second.'),
    endsAt: occurrenceInstant.describe('When it ends, in UTC to the second.'),
    localStart: LocalDateTime.describe(
      'The clock time at the place; later than the rule says where summer time skips that hour.',
    ),
    isoYear: z.int().describe('The year the ISO week belongs to.'),
    isoWeek: z.int().min(1).max(53),
  })
  .meta({
    id: 'Occurrence',
    description: 'One meeting of a series.',
    example: {
      startsAt: '2026-01-09T18:00:00Z',
      endsAt: '2026-01-09T18:50:00Z',
      localStart: '2026-01-09T19:00',
      isoYear: 2026,
      isoWeek: 2,
    },
  });
export type Occurrence = z.infer<typeof Occurrence>;

export const SeriesPreview = z
  .strictObject({ occurrences: z.array(Occurrence) })
  .meta({ id: 'SeriesPreview', description: 'The occurrences asked for, in order of time.' });
export type SeriesPreview = z.infer<typeof SeriesPreview>;
