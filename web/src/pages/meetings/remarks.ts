// What is to be said of a meeting's day: what the calendar calls it, and what was decided about it.
import type {
  CalendarMark,
  MeetingDecision,
  PartnershipCalendar,
} from '../../../../src/contract/calendar.js';

export interface Remarks {
  marks: readonly CalendarMark[];
  decision: MeetingDecision | undefined;
}

/** Those of a meeting that is held on a local date; none as long as the calendar is not there. */
export function remarksOn(
  calendar: PartnershipCalendar | null,
  meetingId: string,
  localDate: string,
): Remarks {
  return {
    marks: calendar?.days.find(({ on }) => on === localDate)?.marks ?? [],
    decision: calendar?.decisions.find((one) => one.meetingId === meetingId),
  };
}
