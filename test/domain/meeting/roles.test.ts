import { expect, it } from '@jest/globals';
import { roles } from '../../../src/contract/vocabulary.js';
import { mayCommand } from '../../../src/domain/meeting/access.js';
import { attendsMeetings, mayAdminister } from '../../../src/domain/meeting/roles.js';
import { agency, from } from './around-the-table.js';

it('gives the directory to coordinators and administrators, and the meetings to all but the latter', () => {
  expect(roles.filter(mayAdminister)).toEqual(['coordinator', 'administrator']);
  expect(roles.filter(attendsMeetings)).toEqual(['coordinator', 'attendee', 'observer']);
});

it('lets an administrator write nothing at a meeting', () => {
  const administrator = from('kommunen', 'administrator');
  expect(mayCommand(administrator, 'note.add', { agencyId: agency.kommunen })).toBe(false);
  expect(mayCommand(administrator, 'action.propose')).toBe(false);
});
