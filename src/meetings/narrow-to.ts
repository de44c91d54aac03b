import type { Actor } from '../domain/meeting/access.js';
import type { Executor } from '../platform/database/pipeline.js';
import { LISTENER_ROLE } from '../platform/database/roles.js';

/**
 * Lets the rest of the transaction read as one person only: whatever a query asks for, row security
 * gives what they may hear. It may be narrowed to another person afterwards, never widened again.
 */
export async function narrowTo(executor: Executor, actor: Actor): Promise<void> {
  const { partnershipId, agencyId, agencyKind, opensClosed } = actor;
  await executor.query(
    `SELECT set_config('utsattning.partnership_id', $1, true),
       set_config('utsattning.agency_id', $2, true),
       set_config('utsattning.agency_kind', $3, true),
       set_config('utsattning.opens_closed', $4, true),
       set_config('role', $5, true)`,
    [partnershipId, agencyId, agencyKind, String(opensClosed), LISTENER_ROLE],
  );
}
