// Reads the log of a meeting's streams. The log is only ever appended to, and only by the write path.
import type { Change, Cursors, StreamEvent } from '../contract/events.js';
import { TABLE } from '../domain/meeting/audience.js';
import type { Executor } from '../platform/database/pipeline.js';
import type { BoardKey } from './board-key.js';

/** An event with what stays inside: the rights it was committed under, and whose log it was read in. */
export interface LoggedEvent extends StreamEvent {
  epoch: string;
  rightsVersion: number;
}

/**
 * The events after the cursors, in order within each stream. Streams that `since` does not name are
 * read from their beginning; `streams`, when given, are the only ones read, and `most` is how many of each.
 */
export async function readEventsSince(
  executor: Executor,
  { partnershipId, meetingId }: BoardKey,
  since: Cursors,
  {
    streams = null,
    most = null,
  }: { streams?: readonly string[] | null; most?: number | null } = {},
): Promise<LoggedEvent[]> {
  const rows = await executor.query<(Omit<LoggedEvent, 'at'> & { at: Date })[]>(
    // Stream by stream, because only within one the index knows where the new ones begin.
    `SELECT event.*, epoch
     FROM meeting
     CROSS JOIN installation
     CROSS JOIN LATERAL jsonb_object_keys(cursors) AS known (stream)
     CROSS JOIN LATERAL (
       SELECT stream, revision, type, at, by_agency_id AS "byAgencyId", changes,
         rights_version AS "rightsVersion"
       FROM meeting_event
       WHERE partnership_id = $1 AND meeting_id = $2 AND stream = known.stream
         AND revision > coalesce(($3::jsonb ->> known.stream)::integer, 0)
       ORDER BY revision
       LIMIT $5
     ) AS event
     WHERE partnership_id = $1 AND meeting.id = $2
       AND ($4::text[] IS NULL OR known.stream = ANY ($4))
     ORDER BY event.stream, event.revision`,
    [partnershipId, meetingId, since, streams, most],
  );
  return rows.map(({ at, ...event }) => ({
    ...event,
    changes: event.changes.map(asOfToday),
    at: at.toISOString(),
  }));
}

/** What entries were before they came to say it; what the log holds is never written anew. */
const olderItem = { audience: { kind: TABLE } } as const;
const olderNote = { handover: null };

function asOfToday(change: Change): Change {
  if (change.entry === 'agenda') return { ...change, put: { ...olderItem, ...change.put } };
  if (change.entry === 'note') return { ...change, put: { ...olderNote, ...change.put } };
  return change;
}

/** The event as listeners get it. */
export function toStreamEvent({ epoch: _, rightsVersion: __, ...event }: LoggedEvent): StreamEvent {
  return event;
}
