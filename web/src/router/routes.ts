// The addresses of the page, both ways: an address names a route, a route has one address.

/** The parts of the page on which a partnership is looked after. */
export const adminParts = ['overview', 'agencies', 'people', 'places'] as const;
export type AdminPart = (typeof adminParts)[number];

export type Route =
  | { page: 'home' }
  | { page: 'sign-in' }
  | { page: 'devices' }
  | { page: 'outbox' }
  | { page: 'invitation' }
  | { page: 'found' }
  | { page: 'start'; partnershipId: string }
  | { page: 'meetings'; partnershipId: string }
  | { page: 'board'; partnershipId: string; meetingId: string; part?: 'report' }
  | { page: 'wall'; partnershipId: string; meetingId: string }
  | { page: 'series-list'; partnershipId: string }
  | { page: 'series-new'; partnershipId: string }
  | { page: 'series-edit'; partnershipId: string; seriesId: string }
  | { page: 'series-dates'; partnershipId: string; seriesId: string }
  | { page: 'follow-up'; partnershipId: string }
  | { page: 'invitations'; partnershipId: string }
  | { page: 'calendars'; partnershipId: string }
  | { page: 'local-days'; partnershipId: string }
  | { page: 'admin'; partnershipId: string; part: AdminPart }
  | { page: 'audit'; partnershipId: string }
  | { page: 'not-found' };

export type PartnershipRoute = Extract<Route, { partnershipId: string }>;

/** The route that a path names; `not-found` for every other path. */
export function routeAt(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [root, partnershipId, room, id, view, ...rest] = parts;
  if (root === undefined) return { page: 'home' };
  if (root === 'sign-in' && parts.length === 1) return { page: 'sign-in' };
  if (root === 'devices' && parts.length === 1) return { page: 'devices' };
  if (root === 'invitation' && parts.length === 1) return { page: 'invitation' };
  if (root === 'outbox' && parts.length === 1) return { page: 'outbox' };
  if (root !== 'partnerships' || partnershipId === undefined || rest.length > 0) {
    return { page: 'not-found' };
  }
  if (partnershipId === 'new')
    return room === undefined ? { page: 'found' } : { page: 'not-found' };
  if (view !== undefined) {
    if (id !== undefined && room === 'meetings' && view === 'wall')
      return { page: 'wall', partnershipId, meetingId: id };
    if (id !== undefined && room === 'meetings' && view === 'report')
      return { page: 'board', partnershipId, meetingId: id, part: 'report' };
    return id !== undefined && room === 'series' && view === 'dates'
      ? { page: 'series-dates', partnershipId, seriesId: id }
      : { page: 'not-found' };
  }
  switch (room) {
    case undefined:
      return { page: 'start', partnershipId };
    case 'meetings':
      return id === undefined
        ? { page: 'meetings', partnershipId }
        : { page: 'board', partnershipId, meetingId: id };
    case 'series':
      if (id === undefined) return { page: 'series-list', partnershipId };
      return id === 'new'
        ? { page: 'series-new', partnershipId }
        : { page: 'series-edit', partnershipId, seriesId: id };
    case 'actions':
      return id === undefined ? { page: 'follow-up', partnershipId } : { page: 'not-found' };
    case 'audit':
      return id === undefined ? { page: 'audit', partnershipId } : { page: 'not-found' };
    case 'calendars':
      return id === undefined ? { page: 'calendars', partnershipId } : { page: 'not-found' };
    case 'local-days':
      return id === undefined ? { page: 'local-days', partnershipId } : { page: 'not-found' };
    case 'invitations':
      return id === undefined ? { page: 'invitations', partnershipId } : { page: 'not-found' };
    case 'admin': {
      const part = adminParts.find((one) => one === (id ?? 'overview'));
      return part ? { page: 'admin', partnershipId, part } : { page: 'not-found' };
    }
    default:
      return { page: 'not-found' };
  }
}

/** The path of a route; the inverse of `routeAt`. */
export function pathTo(route: Exclude<Route, { page: 'not-found' }>): string {
  switch (route.page) {
    case 'home':
      return '/';
    case 'sign-in':
      return '/sign-in';
    case 'devices':
      return '/devices';
    case 'invitation':
      return '/invitation';
    case 'outbox':
      return '/outbox';
    case 'found':
      return '/partnerships/new';
    case 'start':
      return `/partnerships/${route.partnershipId}`;
    case 'meetings':
      return `/partnerships/${route.partnershipId}/meetings`;
    case 'board':
      return `/partnerships/${route.partnershipId}/meetings/${route.meetingId}${route.part ? `/${route.part}` : ''}`;
    case 'wall':
      return `/partnerships/${route.partnershipId}/meetings/${route.meetingId}/wall`;
    case 'series-list':
      return `/partnerships/${route.partnershipId}/series`;
    case 'series-new':
      return `/partnerships/${route.partnershipId}/series/new`;
    case 'series-edit':
      return `/partnerships/${route.partnershipId}/series/${route.seriesId}`;
    case 'series-dates':
      return `/partnerships/${route.partnershipId}/series/${route.seriesId}/dates`;
    case 'invitations':
      return `/partnerships/${route.partnershipId}/invitations`;
    case 'calendars':
      return `/partnerships/${route.partnershipId}/calendars`;
    case 'local-days':
      return `/partnerships/${route.partnershipId}/local-days`;
    case 'follow-up':
      return `/partnerships/${route.partnershipId}/actions`;
    case 'audit':
      return `/partnerships/${route.partnershipId}/audit`;
    case 'admin':
      return `/partnerships/${route.partnershipId}/admin${route.part === 'overview' ? '' : `/${route.part}`}`;
  }
}
