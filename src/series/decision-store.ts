// Decisions of series between the wire and the database, as part of the caller's transaction.
import type { EntityManager } from 'typeorm';
import type { CalendarQuery, MeetingDecision, UndecidedDates } from '../contract/calendar.js';
import type { SeriesDecision, TakenDecision } from '../contract/series.js';
import type { DateAnswer } from '../contract/vocabulary.js';
import type { SeriesKey } from '../meetings/planned-meetings.service.js';
import { insertRows } from '../platform/database/bulk-write.js';
import { SeriesDecisionRow } from './rows/series-decision-row.js';

interface Read {
  on: string;
  answer: DateAnswer;
  movedTo: string | null;
  durationMinutes: number | null;
  reason: string | null;
  decidedBy: string;
  decidedAt: Date;
}

const columns = `decision.slot_on::text AS "on", decision.answer, decision.moved_to AS "movedTo",
  decision.duration_minutes AS "durationMinutes", decision.reason,
  person.name AS "decidedBy", decision.decided_at AS "decidedAt"`;

/** The decisions of all series of a partnership, by the series' id, each in order of days. */
export async function readAllDecisions(
  manager: EntityManager,
  partnershipId: string,
): Promise<Map<string, TakenDecision[]>> {
  const rows = await manager.query<(Read & { seriesId: string })[]>(
    `SELECT decision.series_id AS "seriesId", ${columns}
       FROM series_decision decision JOIN person ON person.id = decision.decided_by
      WHERE decision.partnership_id = $1 ORDER BY decision.slot_on`,
    [partnershipId],
  );
  const bySeries = new Map<string, TakenDecision[]>();
  for (const { seriesId, ...row } of rows)
    bySeries.set(seriesId, [...(bySeries.get(seriesId) ?? []), toDecision(row)]);
  return bySeries;
}

export async function readDecisions(
  manager: EntityManager,
  { partnershipId, seriesId }: SeriesKey,
): Promise<TakenDecision[]> {
  const rows = await manager.query<Read[]>(
    `SELECT ${columns} FROM series_decision decision JOIN person ON person.id = decision.decided_by
      WHERE decision.partnership_id = $1 AND decision.series_id = $2 ORDER BY decision.slot_on`,
    [partnershipId, seriesId],
  );
  return rows.map(toDecision);
}

/** What was decided of the meetings that start locally in a span of days. */
export async function readMeetingDecisions(
  manager: EntityManager,
  partnershipId: string,
  { from, to }: CalendarQuery,
): Promise<MeetingDecision[]> {
  const rows = await manager.query<(Read & { meetingId: string })[]>(
    `SELECT meeting.id AS "meetingId", ${columns}
       FROM meeting
       JOIN series_decision decision ON decision.partnership_id = meeting.partnership_id
        AND decision.series_id = meeting.series_id
        AND decision.slot_on::text = left(meeting.slot, 10)
       JOIN person ON person.id = decision.decided_by
      WHERE meeting.partnership_id = $1
        AND meeting.starts_at >= ($2)::timestamp AT TIME ZONE meeting.time_zone
        AND meeting.starts_at < (($3)::timestamp + interval '1 day') AT TIME ZONE meeting.time_zone
      ORDER BY meeting.starts_at, meeting.id`,
    [partnershipId, from, to],
  );
  return rows.map(({ meetingId, ...row }) => ({ meetingId, ...toDecision(row) }));
}

/**
 * How many planned meetings that are not over lie on these days, by their series, without a decision. An
 * extra one was put on its day as it is.
 */
export function countUndecided(
  manager: EntityManager,
  partnershipId: string,
  now: Date,
  days: readonly string[],
): Promise<UndecidedDates['series']> {
  return manager.query(
    `SELECT meeting.series_id AS "seriesId", count(*)::int AS count
       FROM meeting
       JOIN meeting_series series ON series.partnership_id = meeting.partnership_id
        AND series.id = meeting.series_id
      CROSS JOIN LATERAL (
        SELECT (meeting.starts_at AT TIME ZONE meeting.time_zone)::date::text AS day) held
      WHERE meeting.partnership_id = $1 AND meeting.status = 'planned' AND meeting.ends_at > $2
        AND held.day = ANY ($3)
        AND NOT EXISTS (
          SELECT FROM unnest(series.extra_starts) extra WHERE left(extra, 10) = held.day)
        AND NOT EXISTS (
          SELECT FROM series_decision decision
           WHERE decision.partnership_id = meeting.partnership_id
             AND decision.series_id = meeting.series_id
             AND decision.slot_on::text = left(meeting.slot, 10))
      GROUP BY meeting.series_id`,
    [partnershipId, now, days],
  );
}

/** Makes these the decisions of the series. One that says the same as before stays whose it was. */
export async function replaceDecisions(
  manager: EntityManager,
  { partnershipId, seriesId }: SeriesKey,
  before: readonly TakenDecision[],
  decisions: readonly SeriesDecision[],
  by: { decidedBy: string; decidedAt: Date },
): Promise<void> {
  const isIn = (others: readonly SeriesDecision[], one: SeriesDecision) =>
    others.some((other) => saysTheSame(one, other));
  const gone = before.filter((one) => !isIn(decisions, one)).map(({ on }) => on);
  await manager.query(
    `DELETE FROM series_decision
      WHERE partnership_id = $1 AND series_id = $2 AND slot_on = ANY ($3::date[])`,
    [partnershipId, seriesId, gone],
  );
  const rows = decisions
    .filter((one) => !isIn(before, one))
    .map(({ on: slotOn, ...said }) =>
      Object.assign(new SeriesDecisionRow(), { partnershipId, seriesId, slotOn, ...said, ...by }),
    );
  await insertRows(manager, SeriesDecisionRow, rows);
}

/** Gives what was decided of these days to another part of the series, with who decided it and when. */
export async function giveDecisions(
  manager: EntityManager,
  { partnershipId, seriesId }: SeriesKey,
  toSeriesId: string,
  days: readonly string[],
): Promise<void> {
  await manager.query(
    `UPDATE series_decision SET series_id = $3
      WHERE partnership_id = $1 AND series_id = $2 AND slot_on = ANY ($4::date[])`,
    [partnershipId, seriesId, toSeriesId, days],
  );
}

export function saysTheSame(one: SeriesDecision, other: SeriesDecision): boolean {
  const fields = ['on', 'answer', 'movedTo', 'durationMinutes', 'reason'] as const;
  return fields.every((field) => one[field] === other[field]);
}

function toDecision({ on, answer, decidedBy, decidedAt, ...said }: Read): TakenDecision {
  const { movedTo, durationMinutes, reason } = said;
  return {
    on,
    answer,
    ...(movedTo !== null && { movedTo }),
    ...(durationMinutes !== null && { durationMinutes }),
    ...(reason !== null && { reason }),
    decidedBy,
    decidedAt: decidedAt.toISOString(),
  };
}
