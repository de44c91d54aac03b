// When letters about a report are due, and which of them are about the meeting as it is now. Both as SQL over
// `meeting` and the `timing` of its partnership, so that what is moved takes its letters along by itself.
import type { ReportLetterKind } from '../contract/vocabulary.js';

/** On the clocks of the place: nobody is woken by it. */
const AT_CLOCK = '09:00';
/** What a partnership that has said nothing goes by. */
export const USUAL_TIMING = { askedDaysBefore: 7, remindedDaysBefore: 2 };

/** Nobody is asked anew for a meeting that is put off by no more than this. */
const FEW_DAYS = 2;

const DAYS_BEFORE: Record<ReportLetterKind, string> = {
  request: daysBefore('askedDaysBefore', 'asked_days_before'),
  reminder: daysBefore('remindedDaysBefore', 'reminded_days_before'),
};

function daysBefore(usual: keyof typeof USUAL_TIMING, column: string): string {
  return `CASE WHEN timing.partnership_id IS NULL THEN ${USUAL_TIMING[usual]} ELSE timing.${column} END`;
}

const dayOf = (instant: string) => `(${instant} AT TIME ZONE meeting.time_zone)::date`;

/** Null where such letters do not come by themselves. */
export const dueAt = (kind: ReportLetterKind) =>
  `((${dayOf('meeting.starts_at')} - ${DAYS_BEFORE[kind]} + time '${AT_CLOCK}')
    AT TIME ZONE meeting.time_zone)`;

/**
 * A letter about a meeting that was put off for days since, from before it was time for the day that it has now,
 * is none any more: another follows when it is time.
 */
export const isOfNow = (letter: string, kind: ReportLetterKind) =>
  `coalesce(${dayOf(`${letter}.for_start`)} >= ${dayOf('meeting.starts_at')} - ${FEW_DAYS}
    OR ${letter}.asked_at >= ${dueAt(kind)}, true)`;

/** The mail server has it, or may have. */
export const hasLeft = (letter: string) => `${letter}.state IN ('sent', 'uncertain')`;
