// Meetings out of the database as a calendar shows them.
import type { Language } from '../contract/primitives.js';
import { eventOf } from '../domain/icalendar/meeting-event.js';
import type { CalendarEvent } from '../domain/icalendar/write-calendar.js';
import type { MeetingRow } from '../meetings/rows/meeting-row.js';

/** `linkTo` makes a path of the page one that can be followed from anywhere. */
export function inCalendar(
  row: MeetingRow,
  linkTo: (path: string) => string,
  language: Language,
): CalendarEvent {
  const { partnershipId, id, title, venue, timeZone, slot } = row;
  const meeting = {
    ...{ id, title, venue, timeZone, slot },
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    isCancelled: row.status === 'cancelled',
    sequence: row.calendarSequence,
    changedAt: row.calendarChangedAt.toISOString(),
  };
  return eventOf(meeting, linkTo(`/partnerships/${partnershipId}/meetings/${id}`), language);
}
