import type { EntityManager } from 'typeorm';
import type { BoardKey } from '../meetings/board-key.js';

/** The meeting stays as it is until the transaction ends; planning may not take it away meanwhile. */
export async function holdMeeting(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
): Promise<void> {
  await manager.query('SELECT FROM meeting WHERE partnership_id = $1 AND id = $2 FOR SHARE', [
    partnershipId,
    meetingId,
  ]);
}
