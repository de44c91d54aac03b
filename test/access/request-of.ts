// One request at a route, in order in every way: the address filled in, with the body of its line.
import type { Cell, RoutePolicy } from './route-policy.js';

export interface RouteRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** `route` as the router says it, e.g. `PUT /api/v1/passkeys/:passkeyId`. */
export async function requestOf(
  route: string,
  policy: RoutePolicy,
  cell: Cell,
): Promise<RouteRequest> {
  const [method = '', template = ''] = route.split(' ');
  const { partnershipId, meetingId, seriesId } = cell.world;
  const params = { partnershipId, meetingId, seriesId, ...(await policy.params?.(cell)) };
  const path = Object.entries(params).reduce(
    (whole, [name, value]) => whole.replace(`:${name}`, value),
    template,
  );
  return { method, path: path + (policy.query ?? ''), body: policy.body?.(cell) };
}
