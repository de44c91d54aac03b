// The log of a meeting cannot be changed by the product, but by someone who owns the database. When a
// meeting is closed the audit keeps a digest of each of its streams, which shows that afterwards.
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/append-records.js';
import type { Executor } from '../platform/database/pipeline.js';
import type { Work } from './board-work.js';
import type { BoardKey } from './board-key.js';
import type { MeetingEventRow } from './rows/meeting-event-row.js';

/** A stream of a meeting as far as a revision. */
export interface StreamDigest {
  readonly stream: string;
  readonly revision: number;
  /** Of the digests of its events, in their order. */
  readonly digest: string;
}

const isOfClosing = ({ type }: MeetingEventRow) => type === 'meeting.closed';

export const isClosing = ({ rows }: Work) => rows.some(isOfClosing);

/** The meetings that the works close, as the audit tells it; part of the transaction that writes them. */
export async function closedMeetings(
  on: Pick<Executor, 'query'>,
  partnershipId: string,
  works: readonly Work[],
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (const { state, rows } of works) {
    const closing = rows.find(isOfClosing);
    if (!closing) continue;
    const { meetingId } = closing;
    const streams = await digestStreams(on, { partnershipId, meetingId }, state.cursors);
    entries.push({
      partnershipIds: [partnershipId],
      kind: 'meeting.closed',
      personId: closing.byPersonId,
      detail: { meetingId, streams },
    });
  }
  return entries;
}

/** The streams named, each as far as its revision given. */
export function digestStreams(
  on: Pick<Executor, 'query'>,
  { partnershipId, meetingId }: BoardKey,
  revisions: Readonly<Record<string, number>>,
): Promise<StreamDigest[]> {
  return on.query(
    `SELECT stream, max(revision) AS revision,
       encode(sha256(string_agg(sha256(convert_to(jsonb_build_array(revision, type,
         extract(epoch FROM at), by_agency_id, by_person_id, rights_version, changes)::text,
         'UTF8')), NULL ORDER BY revision)), 'hex') AS digest
     FROM meeting_event
     WHERE partnership_id = $1 AND meeting_id = $2
       AND revision <= ($3::jsonb ->> stream)::integer
     GROUP BY stream ORDER BY stream COLLATE "C"`,
    [partnershipId, meetingId, revisions],
  );
}

/** A stream that is not as it was when its meeting was closed. */
export interface ChangedLog extends BoardKey {
  readonly stream: string;
}

/** Compares the logs of all meetings with what the audit has kept of them. */
export async function findChangedLogs(manager: EntityManager): Promise<ChangedLog[]> {
  const closings = await manager.query<(BoardKey & { streams: StreamDigest[] })[]>(
    `SELECT chain_id AS "partnershipId", detail ->> 'meetingId' AS "meetingId",
       detail -> 'streams' AS streams
     FROM audit_content WHERE kind = 'meeting.closed' ORDER BY chain_id, position`,
  );
  const changed: ChangedLog[] = [];
  for (const { streams, ...key } of closings) {
    const revisions = Object.fromEntries(streams.map(({ stream, revision }) => [stream, revision]));
    const found = await digestStreams(manager, key, revisions);
    for (const { stream, digest } of streams)
      if (found.find((one) => one.stream === stream)?.digest !== digest)
        changed.push({ ...key, stream });
  }
  return changed;
}
