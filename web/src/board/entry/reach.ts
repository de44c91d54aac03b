// Whom an entry must reach: those who lead or support an action have to be able to read it. Pure.
import type { Audience } from '../../../../src/contract/audience.js';
import type { CoordinatedAction } from '../../../../src/contract/board.js';
import type { Agency } from '../../../../src/contract/directory.js';
import { reaches } from '../../../../src/domain/meeting/audience.js';

type Involved = Pick<CoordinatedAction, 'leadingAgencyId' | 'supportingAgencyIds'>;

export function maySee(agency: Agency, audience: Audience): boolean {
  return reaches(audience, { agencyId: agency.id, agencyKind: agency.kind });
}

/** Whether everyone who leads or supports the action would see it. */
export function reachesInvolved(
  audience: Audience,
  { leadingAgencyId, supportingAgencyIds }: Involved,
  agencies: readonly Agency[],
): boolean {
  const involved = new Set([leadingAgencyId, ...supportingAgencyIds]);
  return agencies.every((agency) => !involved.has(agency.id) || maySee(agency, audience));
}
