// What has been done in meetings, as far as their planning must know it. Everything people do in a
// meeting is in its log; whom it has been spoken of with, as an invited guest, in an answer whether
// they come, in a report, in a letter or in their calendar, stands beside it. Such a meeting is
// cancelled, where an untouched one is taken away.
import type { EntityManager } from 'typeorm';
import type { MeetingRow } from './rows/meeting-row.js';

export interface Trace {
  /** Nobody has done anything in it, nor been spoken to of it. */
  pristine: boolean;
  /** Somebody has worked on its agenda. */
  ownAgenda: boolean;
  /** Cancelled by its series and not by a person. */
  withdrawn: boolean;
  /** The streams in which somebody has written. */
  writtenIn: string[];
  /** How many have answered whether they come. */
  answers: number;
  /** Somebody has been spoken to of it, as a guest or otherwise. */
  isTold: boolean;
}

/** Those that a calendar shows by a letter that has left, or may have. */
const IN_CALENDARS = `(SELECT partnership_id, meeting_id FROM calendar_letter
  WHERE told IS NOT NULL OR state = 'leaving') AS letter`;

interface TraceRow {
  id: string;
  ownAgenda: boolean;
  /** Null when nobody ever did. Whatever happens to a meeting itself is told in one stream, in order. */
  cancelledByPerson: boolean | null;
  writtenIn: string[];
}

/** Reads the traces of meetings; the answer gives each meeting's. */
export async function readTraces(
  manager: EntityManager,
  partnershipId: string,
  meetingIds: readonly string[],
): Promise<(meeting: MeetingRow) => Trace> {
  const rows = await manager.query<TraceRow[]>(
    `SELECT meeting_id AS id,
       bool_or(type LIKE 'agenda.%') AS "ownAgenda",
       max(revision) FILTER (WHERE type = 'meeting.cancelled') > coalesce((
         SELECT max(revision) FROM meeting_event AS other
         WHERE other.partnership_id = $1 AND other.meeting_id = event.meeting_id
           AND other.type = 'meeting.replanned'), 0) AS "cancelledByPerson",
       array_agg(DISTINCT stream) AS "writtenIn"
     FROM meeting_event AS event
     WHERE partnership_id = $1 AND meeting_id = ANY ($2) AND by_person_id IS NOT NULL
     GROUP BY meeting_id`,
    [partnershipId, meetingIds],
  );
  const spokenOf = await manager.query<{ id: string; answers: number; isTold: boolean }[]>(
    `SELECT id, sum(answers)::int AS answers, sum(answers) < count(*) AS "isTold"
       FROM (${['rsvp', 'agency_report', 'report_letter', 'invitation', 'guest_pass', IN_CALENDARS]
         .map(
           (table) =>
             `SELECT meeting_id AS id, ${table === 'rsvp' ? 1 : 0} AS answers FROM ${table}
               WHERE partnership_id = $1 AND meeting_id = ANY ($2)`,
         )
         .join(' UNION ALL ')}) AS said GROUP BY id`,
    [partnershipId, meetingIds],
  );
  const spoken = new Map(spokenOf.map((row) => [row.id, row]));
  const traces = new Map(rows.map((row) => [row.id, row]));
  return ({ id, status }) => {
    const trace = traces.get(id);
    return {
      pristine: !trace && !spoken.has(id),
      ownAgenda: trace?.ownAgenda ?? false,
      withdrawn: status === 'cancelled' && !trace?.cancelledByPerson,
      writtenIn: trace?.writtenIn ?? [],
      answers: spoken.get(id)?.answers ?? 0,
      isTold: spoken.get(id)?.isTold ?? false,
    };
  };
}
