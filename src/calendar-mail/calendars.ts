// Every calendar that is told of meetings by mail: what it should show, and what it shows. All else follows
// from comparing the two, so nothing that changes a meeting, a membership or a wish has to know of mail,
// and what is changed and changed back before it was told is not told.
import type { EntityManager } from 'typeorm';
import type { Language } from '../contract/primitives.js';
import type { LocalDateTime } from '../contract/schedule.js';
import type { LetterTrouble, MeetingStatus } from '../contract/vocabulary.js';
import type { Told } from './told.js';

/** As many of the coming meetings are told of; those behind them when their time comes. */
export const MEETINGS_AHEAD = 3;
/** No letter is on its way for as long as this; `$1` is the time that it is. */
const IS_LEFT_BEHIND = `(state = 'leaving' AND written_at < $1::timestamptz - interval '10 minutes')`;

export interface CalendarKey {
  readonly partnershipId: string;
  readonly meetingId: string;
  readonly personId: string;
}

export interface CalendarState extends CalendarKey {
  readonly language: Language;
  readonly name: string;
  readonly email: string;
  readonly partnershipName: string;
  readonly slot: LocalDateTime;
  readonly status: MeetingStatus;
  readonly meetingSequence: number;
  readonly toldSequence: number | null;
  /** As far as is known; of a letter that may have left, that it has. */
  readonly shown: Told | null;
  readonly wanted: Told | null;
  readonly isAsWanted: boolean;
  /** Whether a letter is to be sent: something is to be told, or told again. */
  readonly isDue: boolean;
}

/** Those who speak for an agency, unless they do not want it; guests have their invitation. */
const INVITED = `
  SELECT partnership_id, person_id, coalesce(choice.language, 'sv') AS language
  FROM membership
  JOIN agency USING (partnership_id)
  LEFT JOIN calendar_mail_choice AS choice USING (partnership_id, person_id)
  WHERE agency.id = agency_id AND retired_at IS NULL AND coalesce(is_wanted, true)
    AND role IN ('coordinator', 'attendee')
    AND NOT EXISTS (
      SELECT FROM guest_pass
      WHERE guest_pass.partnership_id = membership.partnership_id
        AND guest_pass.person_id = membership.person_id)`;

const COMING = `
  SELECT partnership_id, meeting.id AS meeting_id
  FROM partnership CROSS JOIN LATERAL (
    SELECT partnership_id, id FROM meeting
    WHERE partnership_id = partnership.id AND status = 'planned' AND starts_at > $1
    ORDER BY starts_at, id LIMIT ${MEETINGS_AHEAD}) AS meeting`;

/** As far as is known what a calendar shows; a letter on its way counts as come. */
const SHOWN = `CASE state WHEN 'leaving' THEN written ELSE told END`;

/**
 * When a calendar has nothing more to hear of a meeting: once it has begun, by what is planned and by all that
 * the calendar may show; one that was moved earlier would stay there at the later time. That it is cancelled is
 * worth hearing until it would have ended.
 */
const OVER_AT = `greatest(starts_at,
  to_timestamp((${SHOWN} ->> CASE status WHEN 'cancelled' THEN 'endsAt' ELSE 'startsAt' END)::bigint / 1000.0),
  (SELECT to_timestamp(max(start_told::bigint) / 1000.0)
   FROM jsonb_each_text(starts_told) AS each_told (number, start_told)
   WHERE state = 'leaving' OR NOT is_told_surely))`;

const CALENDARS = `
  WITH invited AS (${INVITED}),
  coming AS (${COMING}),
  pair AS (
    SELECT partnership_id, meeting_id, person_id FROM coming JOIN invited USING (partnership_id)
    UNION
    SELECT partnership_id, meeting_id, person_id
    FROM meeting JOIN calendar_letter USING (partnership_id)
    WHERE meeting_id = meeting.id AND ${OVER_AT} > $1),
  seen AS (
    SELECT pair.*, coalesce(invited.language, letter.language) AS language,
      person.name, email, partnership.name AS partnership_name, slot, title, starts_at, status,
      calendar_sequence, coalesce(state, 'unwritten') AS state, asked, told_sequence,
      coalesce(is_told_surely, true) AS is_told_surely, written_at, invited.person_id IS NOT NULL AS is_invited,
      coming.meeting_id IS NOT NULL AS is_coming,
      ${SHOWN} AS shown,
      jsonb_build_object('method', 'REQUEST', 'title', title, 'venue', venue,
        'timeZone', meeting.time_zone,
        'startsAt', (extract(epoch FROM starts_at) * 1000)::bigint,
        'endsAt', (extract(epoch FROM ends_at) * 1000)::bigint) AS planned
    FROM pair
    LEFT JOIN invited USING (partnership_id, person_id)
    LEFT JOIN calendar_letter AS letter USING (partnership_id, meeting_id, person_id)
    LEFT JOIN coming USING (partnership_id, meeting_id)
    JOIN meeting ON meeting.partnership_id = pair.partnership_id AND meeting.id = pair.meeting_id
    JOIN partnership ON partnership.id = pair.partnership_id
    JOIN person ON person.id = pair.person_id),
  calendar AS (
    SELECT *, CASE
        WHEN is_invited AND status <> 'cancelled' AND (is_coming OR shown IS NOT NULL) THEN planned
        WHEN shown ->> 'method' = 'REQUEST' AND status = 'cancelled'
          THEN shown || '{"method": "CANCEL"}'
        WHEN shown ->> 'method' = 'REQUEST' AND status = 'planned'
          THEN shown || '{"method": "CANCEL", "isUninvited": true}'
        ELSE shown
      END AS wanted
    FROM seen)`;

const STATES = `${CALENDARS}
  SELECT partnership_id AS "partnershipId", meeting_id AS "meetingId", person_id AS "personId",
    language, name, email, partnership_name AS "partnershipName", slot, status,
    calendar_sequence AS "meetingSequence", told_sequence AS "toldSequence", shown, wanted,
    wanted IS NOT DISTINCT FROM shown AS "isAsWanted",
    wanted IS DISTINCT FROM shown OR state = 'waiting' AND NOT is_told_surely AS "isDue"
  FROM calendar`;

/** Those that show something else than they should, and of which no letter has been asked for yet. */
export function readUntold(
  manager: EntityManager,
  now: Date,
  meetingId: string | null = null,
): Promise<CalendarState[]> {
  return manager.query<CalendarState[]>(
    `${STATES}
     WHERE wanted IS DISTINCT FROM shown AND wanted IS DISTINCT FROM asked
       AND ($2::uuid IS NULL OR meeting_id = $2)`,
    [now, meetingId],
  );
}

/** One calendar; null once there is nothing more to tell it. */
export async function readCalendar(
  manager: EntityManager,
  now: Date,
  { partnershipId, meetingId, personId }: CalendarKey,
): Promise<CalendarState | null> {
  const [calendar] = await manager.query<CalendarState[]>(
    `${STATES} WHERE partnership_id = $2 AND meeting_id = $3 AND person_id = $4`,
    [now, partnershipId, meetingId, personId],
  );
  return calendar ?? null;
}

/** What is written into the row of a letter that may have left. */
const COUNTS_AS_TOLD = `
  told = CASE state WHEN 'leaving' THEN written ELSE told END,
  told_sequence = CASE state WHEN 'leaving' THEN written_sequence ELSE told_sequence END,
  is_told_surely = is_told_surely AND state <> 'leaving'`;

/** A letter that is still leaving was left by a process that died, or that could not note its end. */
export async function countAsTold(
  manager: EntityManager,
  { partnershipId, meetingId, personId }: CalendarKey,
): Promise<void> {
  await manager.query(
    `UPDATE calendar_letter SET state = 'sent', ${COUNTS_AS_TOLD}
     WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3 AND state = 'leaving'`,
    [partnershipId, meetingId, personId],
  );
}

export interface UnreachedCalendar {
  readonly personId: string;
  readonly name: string;
  readonly meetingId: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly writtenAt: Date;
  readonly state: LetterTrouble;
}

/** Those of a partnership that a letter has not reached so far, will not, or perhaps has not. */
export function readUnreached(
  manager: EntityManager,
  now: Date,
  partnershipId: string,
): Promise<UnreachedCalendar[]> {
  return manager.query<UnreachedCalendar[]>(
    `${CALENDARS}
     SELECT person_id AS "personId", name, meeting_id AS "meetingId", title,
       starts_at AS "startsAt", written_at AS "writtenAt",
       CASE WHEN state IN ('sent', 'leaving') THEN 'uncertain' ELSE state END AS state
     FROM calendar
     WHERE partnership_id = $2 AND (${IS_LEFT_BEHIND}
       OR state <> 'leaving' AND NOT is_told_surely
       OR state IN ('waiting', 'failed') AND wanted IS DISTINCT FROM shown)
     ORDER BY starts_at, meeting_id, name, person_id`,
    [now, partnershipId],
  );
}

/** Those of them that nothing more is under way to, noted as tried again. */
export async function takeForAnotherTry(
  manager: EntityManager,
  now: Date,
  partnershipId: string,
): Promise<CalendarKey[]> {
  const unreached = await readUnreached(manager, now, partnershipId);
  const [taken] = await manager.query<[CalendarKey[], number]>(
    `UPDATE calendar_letter SET state = 'waiting', ${COUNTS_AS_TOLD}
     WHERE partnership_id = $2 AND (${IS_LEFT_BEHIND}
         OR state = 'sent' AND NOT is_told_surely OR state = 'failed' AND asked = written)
       AND (meeting_id, person_id) IN (SELECT * FROM unnest($3::uuid[], $4::uuid[]))
     RETURNING partnership_id AS "partnershipId", meeting_id AS "meetingId", person_id AS "personId"`,
    [
      now,
      partnershipId,
      unreached.map(({ meetingId }) => meetingId),
      unreached.map(({ personId }) => personId),
    ],
  );
  return taken;
}
