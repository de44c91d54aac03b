// The filters of the follow-up as they stand in the address, so that a selection can be kept as a
// bookmark, sent to someone, and survives the way back.
import { actionStates, themes, type ActionState } from '../../../../src/contract/vocabulary.js';
import type { ActionFilter } from '../../api/meetings.js';

export const filterNames = ['agencyId', 'placeId', 'theme', 'state', 'overdue'] as const;
export type FilterName = (typeof filterNames)[number];

/** `any` stands for all states; without a word in the address one sees what is not finished. */
export type StateChoice = ActionState | 'open' | 'any';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function stateOf(query: URLSearchParams): StateChoice {
  const word = query.get('state');
  return (
    (['any', ...actionStates].find((state) => state === word) as StateChoice | undefined) ?? 'open'
  );
}

/** What to ask the server; words in the address that mean nothing are passed over. */
export function filterOf(query: URLSearchParams): ActionFilter {
  const filter: ActionFilter = {};
  const agencyId = query.get('agencyId');
  const placeId = query.get('placeId');
  const theme = themes.find((one) => one === query.get('theme'));
  const state = stateOf(query);
  if (agencyId && uuid.test(agencyId)) filter.agencyId = agencyId;
  if (placeId && uuid.test(placeId)) filter.placeId = placeId;
  if (theme) filter.theme = theme;
  if (state !== 'any') filter.state = state;
  if (query.get('overdue') === 'true') filter.overdue = 'true';
  return filter;
}

/** The address's query with one filter changed; what says nothing new is left out. */
export function withFilter(
  query: URLSearchParams,
  name: FilterName,
  value: string,
): URLSearchParams {
  const changed = new URLSearchParams(query);
  if (value === '' || (name === 'state' && value === 'open')) changed.delete(name);
  else changed.set(name, value);
  return changed;
}
