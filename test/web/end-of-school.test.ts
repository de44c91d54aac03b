import { expect, it } from '@jest/globals';
import { unmarkedEndOfSchool } from '../../web/src/pages/local-days/end-of-school.js';

const risk = (on: string) => ({
  on,
  collides: false,
  marks: [{ kind: 'risk-evening' as const, name: { sv: '', en: '' } }],
});

it('asks for the end of school that comes next, as far as one can see', () => {
  const year = { from: '2026-01-05', to: '2027-01-06' };
  expect(unmarkedEndOfSchool([], year)).toBe(2026);
  // A payday is none.
  expect(unmarkedEndOfSchool([risk('2026-05-29'), risk('2026-06-26')], year)).toBe(2026);
  expect(unmarkedEndOfSchool([risk('2026-06-11')], year)).toBeNull();
  const summer = { from: '2026-06-10', to: '2027-06-11' };
  expect(unmarkedEndOfSchool([], summer)).toBeNull();
  expect(unmarkedEndOfSchool([risk('2026-06-11')], { ...summer, to: '2027-06-30' })).toBe(2027);
});
