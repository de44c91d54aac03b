// What has been done in meetings, as far as their planning must know it. Everything people do in a
// meeting is in its log, so the log alone is asked.
import type { EntityManager } from 'typeorm';
import type { MeetingRow } from './rows/meeting-row.js';

export interface Trace {
  /** Nobody has done anything in it. */
  pristine: boolean;
  /** Somebody has worked on its agenda. */
  ownAgenda: boolean;
  /** Cancelled by its series and not by a person. */
  withdrawn: boolean;
}

interface TraceRow {
  id: string;
  ownAgenda: boolean;
  cancelledByPerson: boolean;
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
       bool_or(type = 'meeting.cancelled') AS "cancelledByPerson"
     FROM meeting_event
     WHERE partnership_id = $1 AND meeting_id = ANY ($2) AND by_person_id IS NOT NULL
     GROUP BY meeting_id`,
    [partnershipId, meetingIds],
  );
  const traces = new Map(rows.map((row) => [row.id, row]));
  return ({ id, status }) => {
    const trace = traces.get(id);
    return {
      pristine: !trace,
      ownAgenda: trace?.ownAgenda ?? false,
      // A cancelled meeting stays so for people, so who did it once did it last.
      withdrawn: status === 'cancelled' && !trace?.cancelledByPerson,
    };
  };
}
