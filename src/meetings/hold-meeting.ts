import type { EntityManager } from 'typeorm';
import type { BoardKey } from './board-key.js';
import { MeetingRow } from './rows/meeting-row.js';

/**
 * The meeting, as it stays until the transaction ends: opened, or withdrawn by its series, it is only
 * once what the transaction writes of it is there. Null when there is none.
 */
export function holdMeeting(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
): Promise<MeetingRow | null> {
  return manager.findOne(MeetingRow, {
    where: { partnershipId, id: meetingId },
    lock: { mode: 'pessimistic_read' },
  });
}
