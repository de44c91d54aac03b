import type { CoordinatedAction } from '../../src/contract/board.js';

/** An agreed action of one agency, with whatever a test wants otherwise. */
export function actionOf(
  leadingAgencyId: string,
  fields: Partial<CoordinatedAction> = {},
): CoordinatedAction {
  return {
    id: '0197a000-0000-7000-8000-0000000000d1',
    audience: { kind: 'table' },
    agencyId: leadingAgencyId,
    what: 'Synlig närvaro',
    theme: 'youth',
    placeId: 'station',
    time: { kind: 'due', on: '2026-12-11' },
    dueOn: '2026-12-11',
    leadingAgencyId,
    supportingAgencyIds: [],
    state: 'agreed',
    outcome: null,
    cancelReason: null,
    proposedAt: '2026-12-04T17:20:00.000Z',
    carriedCount: 0,
    carriedFrom: null,
    carriedTo: null,
    revision: 1,
    ...fields,
  };
}
