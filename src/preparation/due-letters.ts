// Whom to ask for the report before a meeting, and when. An agency is asked until it has answered: its
// people who speak for it, in place of one who sends a deputy that deputy, and deputies else only where
// there is nobody but them. Someone who does not come is asked: what they file is read in.
import type { EntityManager } from 'typeorm';
import type { Language } from '../contract/primitives.js';
import type { ReportLetterKind } from '../contract/vocabulary.js';
import type { BoardKey } from '../meetings/board-key.js';
import { dueAt, hasLeft, isOfNow } from './letter-timing.js';

/** What comes later than this before the meeting is answered at the table. */
const NOT_WITHIN_HOURS = 12;
/** Whoever was asked has had a day to answer. */
const REMINDED_AFTER_HOURS = 24;

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

const hasLetter = (kind: ReportLetterKind, where = '') => `EXISTS (
  SELECT FROM report_letter AS letter
  WHERE letter.partnership_id = meeting.partnership_id AND letter.meeting_id = meeting.id
    AND letter.person_id = membership.person_id AND letter.kind = '${kind}'
    AND ${isOfNow('letter', kind)} ${where})`;

const hasCome = (kind: ReportLetterKind) => `
  AND meeting.starts_at > $1 + interval '${NOT_WITHIN_HOURS} hours' AND ${dueAt(kind)} <= $1`;

/** When the letters of each kind are due. */
const DUE: Record<ReportLetterKind, string> = {
  request: hasCome('request'),
  reminder: `${hasCome('reminder')} AND ${hasLetter(
    'request',
    `AND ${hasLeft('letter')} AND asked_at <= $1 - interval '${REMINDED_AFTER_HOURS} hours'`,
  )}`,
};

/** By hand they do not wait until they are due; but nobody is reminded of what they were not asked for. */
const BY_HAND: Record<ReportLetterKind, string> = {
  request: '',
  reminder: `AND ${hasLetter('request', `AND ${hasLeft('letter')}`)}`,
};

/** The meetings for which letters of a kind are due to somebody. */
export function meetingsDue(
  manager: EntityManager,
  kind: ReportLetterKind,
  now: Date,
): Promise<BoardKey[]> {
  return manager.query(
    `SELECT DISTINCT meeting.partnership_id AS "partnershipId", meeting.id AS "meetingId"
     ${REPORTERS} AND NOT ${hasLetter(kind)} ${DUE[kind]}`,
    [now],
  );
}

/**
 * Writes down that letters are asked for, each once whoever does it, and gives those to whom. The caller
 * holds the meeting.
 */
export async function noteLetters(
  manager: EntityManager,
  kind: ReportLetterKind,
  { partnershipId, meetingId }: BoardKey,
  now: Date,
  { byHand }: { byHand: boolean },
): Promise<string[]> {
  const rows = await manager.query<{ personId: string }[]>(
    `INSERT INTO report_letter AS noted
       (partnership_id, meeting_id, person_id, kind, asked_at, state, for_start)
     SELECT meeting.partnership_id, meeting.id, membership.person_id, $2, $1, 'waiting', meeting.starts_at
       ${REPORTERS} AND NOT ${hasLetter(kind)} ${(byHand ? BY_HAND : DUE)[kind]}
       AND meeting.partnership_id = $3 AND meeting.id = $4
     ON CONFLICT (partnership_id, meeting_id, person_id, kind) DO UPDATE
       SET asked_at = EXCLUDED.asked_at, state = EXCLUDED.state, for_start = EXCLUDED.for_start
       WHERE noted.for_start <> EXCLUDED.for_start
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

/** The facts of a letter to someone; none when there is nothing to ask them any more, or not yet. */
export async function factsFor(
  manager: EntityManager,
  kind: ReportLetterKind,
  { partnershipId, meetingId }: BoardKey,
  personId: string,
  now: Date,
): Promise<LetterFacts | undefined> {
  const [facts] = await manager.query<LetterFacts[]>(
    `SELECT person.name, person.email, coalesce(language, 'sv') AS language, reporter.* FROM (
       SELECT membership.partnership_id, membership.person_id, agency.name AS "agencyName", meeting.venue,
         meeting.starts_at AS "startsAt", meeting.time_zone AS "timeZone", (
           SELECT name FROM partnership WHERE id = meeting.partnership_id) AS "partnershipName"
       ${REPORTERS} AND ${hasLetter(kind)}
         AND meeting.partnership_id = $2 AND meeting.id = $3 AND membership.person_id = $4
     ) AS reporter JOIN person ON person.id = reporter.person_id
     LEFT JOIN calendar_mail_choice USING (partnership_id, person_id)`,
    [now, partnershipId, meetingId, personId],
  );
  return facts;
}
