import type { EntityManager } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';
import type { BoardKey } from '../meetings/board-key.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';

/**
 * The meeting, as it stays until the transaction ends: opened, or taken away by its series, it is only
 * once what the transaction writes of it is there.
 */
export async function holdMeeting(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
): Promise<MeetingRow> {
  const meeting = await manager.findOne(MeetingRow, {
    where: { partnershipId, id: meetingId },
    lock: { mode: 'pessimistic_read' },
  });
  if (!meeting) throw new DomainError('not-found');
  return meeting;
}
