import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/meeting/access.js';
import { stepsFor } from '../../web/src/actions/steps.js';
import { filterOf, stateOf, withFilter } from '../../web/src/pages/follow-up/filter.js';
import { actionOf } from './an-action.js';

const police = '0197a000-0000-7000-8000-0000000000a1';
const fire = '0197a000-0000-7000-8000-0000000000a2';

const actor = (agencyId: string, role: Actor['role']): Actor => ({
  personId: '0197a000-0000-7000-8000-0000000000b1',
  partnershipId: '0197a000-0000-7000-8000-0000000000c1',
  agencyId,
  agencyKind: 'authority',
  role,
  opensClosed: true,
});

const action = actionOf(police);

describe('the filters in the address', () => {
  it('ask for what is not finished when the address says nothing', () => {
    expect(filterOf(new URLSearchParams())).toEqual({ state: 'open' });
  });

  it('ask for exactly what the address names', () => {
    const query = new URLSearchParams(`agencyId=${police}&theme=traffic&state=done&overdue=true`);
    expect(filterOf(query)).toEqual({
      agencyId: police,
      theme: 'traffic',
      state: 'done',
      overdue: 'true',
    });
  });

  it('pass over words that mean nothing', () => {
    const query = new URLSearchParams('agencyId=polisen&theme=weather&state=lost&overdue=perhaps');
    expect(filterOf(query)).toEqual({ state: 'open' });
    expect(stateOf(query)).toBe('open');
  });

  it('leave out of the address what says nothing new', () => {
    const query = withFilter(new URLSearchParams('theme=fire'), 'state', 'any');
    expect(query.toString()).toBe('theme=fire&state=any');
    expect(filterOf(query)).toEqual({ theme: 'fire' });
    expect(withFilter(withFilter(query, 'state', 'open'), 'theme', '').toString()).toBe('');
  });
});

describe('the next steps of an action', () => {
  it('are for the agency that leads it, in the order of its life', () => {
    expect(stepsFor(actor(police, 'attendee'), action)).toEqual([
      'action.start',
      'action.finish',
      'action.cancel',
    ]);
  });

  it('are for the coordinator too, and for no other agency or observer', () => {
    expect(stepsFor(actor(fire, 'coordinator'), action)).toContain('action.finish');
    expect(stepsFor(actor(fire, 'attendee'), action)).toEqual([]);
    expect(stepsFor(actor(police, 'observer'), action)).toEqual([]);
  });

  it('end with the action, and where it was carried over from', () => {
    const carriedTo = { meetingId: action.id, actionId: action.id };
    expect(stepsFor(actor(police, 'attendee'), { ...action, state: 'done' })).toEqual([]);
    expect(stepsFor(actor(police, 'attendee'), { ...action, carriedTo })).toEqual([]);
  });
});
