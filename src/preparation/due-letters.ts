// Whom to ask for the report before a meeting, and when. An agency is asked until it has answered: its
// people who speak for it, in place of one who sends a deputy that deputy, and deputies else only where
// there is nobody but them. Someone who does not come is asked: what they file is read in.
import type { EntityManager } from 'typeorm';
import type { Language } from '../contract/primitives.js';
import type { ReportLetterKind } from '../contract/vocabulary.js';
import type { BoardKey } from '../meetings/board-key.js';

/** On the clocks of the place: nobody is woken by it. */
const AT_CLOCK = '09:00';
/** What comes later than this before the meeting is answered at the table. */
const NOT_WITHIN_HOURS = 12;
/** Whoever was asked has had a day to answer. */
const REMINDED_AFTER_HOURS = 24;
/** What a partnership that has said nothing goes by. */
export const USUAL_TIMING = { askedDaysBefore: 7, remindedDaysBefore: 2 };

const SPEAKS = `IN ('coordinator', 'attendee')`;

/** What was answered before the meeting was moved says nothing of who comes. */
const ofNow = (answer: string) =>
  `coalesce(${answer}.for_start, meeting.starts_at) = meeting.starts_at`;

/** Who is asked at all; the parts that name `$1` mean the time that it is. */
const REPORTERS = `
  FROM meeting
  JOIN membership ON membership.partnership_id = meeting.partnership_id
  JOIN agency ON agency.partnership_id = meeting.partnership_id AND agency.id = membership.agency_id
  LEFT JOIN guest_pass ON guest_pass.partnership_id = meeting.partnership_id
    AND guest_pass.person_id = membership.person_id
  LEFT JOIN rsvp ON rsvp.partnership_id = meeting.partnership_id AND rsvp.meeting_id = meeting.id
    AND rsvp.person_id = membership.person_id AND ${ofNow('rsvp')}
  LEFT JOIN report_timing AS timing ON timing.partnership_id = meeting.partnership_id
  WHERE meeting.status = 'planned' AND meeting.starts_at > $1
    AND membership.role ${SPEAKS} AND agency.retired_at IS NULL
    AND (guest_pass.person_id IS NULL OR guest_pass.meeting_id = meeting.id)
    AND rsvp.answer IS DISTINCT FROM 'sends-deputy'
    AND (NOT membership.is_deputy OR rsvp.answer = 'comes'
      OR EXISTS (
        SELECT FROM rsvp AS sent
        WHERE sent.partnership_id = meeting.partnership_id AND sent.meeting_id = meeting.id
          AND sent.deputy_id = membership.person_id AND ${ofNow('sent')})
      OR NOT EXISTS (
        SELECT FROM membership AS other
        WHERE other.partnership_id = meeting.partnership_id
          AND other.agency_id = membership.agency_id AND other.role ${SPEAKS}
          AND NOT other.is_deputy))
    AND NOT EXISTS (
      SELECT FROM agency_report
      WHERE agency_report.partnership_id = meeting.partnership_id
        AND agency_report.meeting_id = meeting.id AND agency_report.agency_id = agency.id)`;

const hasLetter = (kind: string, where = '') => `EXISTS (
  SELECT FROM report_letter AS letter
  WHERE letter.partnership_id = meeting.partnership_id AND letter.meeting_id = meeting.id
    AND letter.person_id = membership.person_id AND letter.kind = ${kind} ${where})`;

const hasCome = (days: keyof typeof USUAL_TIMING, column: string) => `
  AND meeting.starts_at > $1 + interval '${NOT_WITHIN_HOURS} hours'
  AND (((meeting.starts_at AT TIME ZONE meeting.time_zone)::date - CASE
      WHEN timing.partnership_id IS NULL THEN ${USUAL_TIMING[days]} ELSE timing.${column} END
    + time '${AT_CLOCK}') AT TIME ZONE meeting.time_zone) <= $1`;

/** When the letters of each kind are due. */
const DUE: Record<ReportLetterKind, string> = {
  request: hasCome('askedDaysBefore', 'asked_days_before'),
  reminder: `${hasCome('remindedDaysBefore', 'reminded_days_before')}
    AND ${hasLetter(`'request'`, `AND asked_at <= $1 - interval '${REMINDED_AFTER_HOURS} hours'`)}`,
};

/** The meetings for which letters of a kind are due to somebody. */
export function meetingsDue(
  manager: EntityManager,
  kind: ReportLetterKind,
  now: Date,
): Promise<BoardKey[]> {
  return manager.query(
    `SELECT DISTINCT meeting.partnership_id AS "partnershipId", meeting.id AS "meetingId"
     ${REPORTERS} AND NOT ${hasLetter('$2')} ${DUE[kind]}`,
    [now, kind],
  );
}

/**
 * Writes down that letters are asked for, each once whoever does it, and gives those to whom. The caller
 * holds the meeting. `byHand` does not wait until they are due.
 */
export async function noteLetters(
  manager: EntityManager,
  kind: ReportLetterKind,
  { partnershipId, meetingId }: BoardKey,
  now: Date,
  { byHand }: { byHand: boolean },
): Promise<string[]> {
  const rows = await manager.query<{ personId: string }[]>(
    `INSERT INTO report_letter (partnership_id, meeting_id, person_id, kind, asked_at, state)
     SELECT meeting.partnership_id, meeting.id, membership.person_id, $2, $1, 'waiting' ${REPORTERS}
       AND NOT ${hasLetter('$2')} ${byHand ? '' : DUE[kind]}
       AND meeting.partnership_id = $3 AND meeting.id = $4
     ON CONFLICT DO NOTHING
     RETURNING person_id AS "personId"`,
    [now, kind, partnershipId, meetingId],
  );
  return rows.map(({ personId }) => personId);
}

/** What a letter tells, in the language chosen for letters; what people wrote in the meeting is none of it. */
export interface LetterFacts {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly agencyName: string;
  readonly partnershipName: string;
  readonly venue: string;
  readonly startsAt: Date;
  readonly timeZone: string;
}

/** The facts of a letter to someone; none when there is nothing to ask them any more. */
export async function factsFor(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
  personId: string,
  now: Date,
): Promise<LetterFacts | undefined> {
  const [facts] = await manager.query<LetterFacts[]>(
    `SELECT person.name, person.email, coalesce(language, 'sv') AS language, reporter.* FROM (
       SELECT membership.partnership_id, membership.person_id, agency.name AS "agencyName", meeting.venue,
         meeting.starts_at AS "startsAt", meeting.time_zone AS "timeZone", (
           SELECT name FROM partnership WHERE id = meeting.partnership_id) AS "partnershipName"
       ${REPORTERS}
         AND meeting.partnership_id = $2 AND meeting.id = $3 AND membership.person_id = $4
     ) AS reporter JOIN person ON person.id = reporter.person_id
     LEFT JOIN calendar_mail_choice USING (partnership_id, person_id)`,
    [now, partnershipId, meetingId, personId],
  );
  return facts;
}
