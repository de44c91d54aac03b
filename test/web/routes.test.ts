import { describe, expect, it } from '@jest/globals';
import { pathTo, routeAt } from '../../web/src/router/routes.js';

const partnershipId = '0197a000-0000-7000-8000-000000000001';
const other = '0197a000-0000-7000-8000-000000000002';

describe('addresses', () => {
  it.each([
    { page: 'home' },
    { page: 'sign-in' },
    { page: 'found' },
    { page: 'start', partnershipId },
    { page: 'meetings', partnershipId },
    { page: 'board', partnershipId, meetingId: other },
    { page: 'board', partnershipId, meetingId: other, part: 'report' },
    { page: 'wall', partnershipId, meetingId: other },
    { page: 'series-list', partnershipId },
    { page: 'series-new', partnershipId },
    { page: 'series-edit', partnershipId, seriesId: other },
    { page: 'series-dates', partnershipId, seriesId: other },
    { page: 'follow-up', partnershipId },
    { page: 'admin', partnershipId, part: 'overview' },
    { page: 'admin', partnershipId, part: 'people' },
    { page: 'audit', partnershipId },
    { page: 'calendars', partnershipId },
    { page: 'local-days', partnershipId },
  ] as const)('lead back to the route they were made from: %j', (route) => {
    expect(routeAt(pathTo(route))).toEqual(route);
  });

  it.each([
    '/nowhere',
    '/sign-in/more',
    '/partnerships',
    '/partnerships/p/rooms',
    '/partnerships/p/admin/rooms',
    '/partnerships/new/admin',
    '/partnerships/p/meetings/m/x',
    '/partnerships/p/meetings/m/wall/x',
    '/partnerships/p/series/s/wall',
    '/partnerships/p/meetings/m/dates',
  ])('%s leads nowhere', (path) => {
    expect(routeAt(path)).toEqual({ page: 'not-found' });
  });
});
