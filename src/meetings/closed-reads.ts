// What the audit tells of those who get to read what is closed: once for each board or list they open,
// naming the compartments, never the entries.
import type { AuditEntry } from '../audit/append-records.js';
import type { StreamKey } from '../contract/audience.js';
import type { Actor } from '../domain/meeting/access.js';
import { TABLE } from '../domain/meeting/audience.js';

export interface ClosedRead {
  /** The board that was opened; null for a list across meetings. */
  readonly meetingId: string | null;
  /** What the reader may hear of it; what everyone hears is no secret. */
  readonly streams: Iterable<StreamKey>;
}

/** No entry when there was nothing closed to read. */
export function closedRead(
  { partnershipId, personId, agencyId }: Pick<Actor, 'partnershipId' | 'personId' | 'agencyId'>,
  { meetingId, streams }: ClosedRead,
): AuditEntry[] {
  const compartments = closedAmong(streams);
  if (compartments.length === 0) return [];
  return [
    {
      partnershipIds: [partnershipId],
      kind: 'closed.read',
      personId,
      detail: { agencyId, meetingId, compartments },
    },
  ];
}

export function closedAmong(streams: Iterable<StreamKey>): StreamKey[] {
  return [...new Set(streams)].filter((stream) => stream !== TABLE).sort();
}
