import type { EntityManager } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';
import type { BoardKey } from './board-key.js';
import { MeetingRow } from './rows/meeting-row.js';

/** A meeting's row; `not-found` when there is no such meeting here. */
export async function readMeeting(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
): Promise<MeetingRow> {
  const row = await manager.findOneBy(MeetingRow, { partnershipId, id: meetingId });
  if (!row) throw new DomainError('not-found');
  return row;
}
