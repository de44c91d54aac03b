// What has been done in meetings, as far as their planning must know it. Everything people do in a
// meeting is in its log; whom it has been spoken of with, as an invited guest, in an answer whether
// they come, in a report, in a letter or in their calendar, stands beside it. What is closed leaves
// traces as well: only what is told to one person, by what they hear, may follow from those.
import type { EntityManager } from 'typeorm';
import { TABLE } from '../domain/meeting/audience.js';
import type { MeetingRow } from './rows/meeting-row.js';

export interface Trace {
  /** Something has been done in it, or said of it, that everyone at the table may know of. */
  isUsed: boolean;
  /** Somebody has worked on its agenda, as everyone hears it. */
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
       bool_or(type LIKE 'agenda.%' AND stream = 'table') AS "ownAgenda",
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
    `SELECT id, is_told_of($1, id) AS "isTold",
       (SELECT count(*)::int FROM rsvp
         WHERE partnership_id = $1 AND meeting_id = asked.id) AS answers
     FROM unnest($2::uuid[]) AS asked (id)`,
    [partnershipId, meetingIds],
  );
  const spoken = new Map(spokenOf.map((row) => [row.id, row]));
  const traces = new Map(rows.map((row) => [row.id, row]));
  return ({ id, status }) => {
    const trace = traces.get(id);
    const writtenIn = trace?.writtenIn ?? [];
    const { answers = 0, isTold = false } = spoken.get(id) ?? {};
    return {
      isUsed: writtenIn.includes(TABLE) || answers > 0 || isTold,
      ownAgenda: trace?.ownAgenda ?? false,
      withdrawn: status === 'cancelled' && !trace?.cancelledByPerson,
      writtenIn,
      answers,
      isTold,
    };
  };
}
