import { expect, it } from '@jest/globals';
import { guestHours } from '../../../src/domain/meeting/guest-hours.js';

const END = '2026-12-04T17:50:00.000Z';
const at = (instant: string) => Date.parse(instant);

it('offers the end of the meeting and whole hours after it, for two days', () => {
  const hours = guestHours(END, at('2026-12-01T00:00:00Z'));
  expect(hours.slice(0, 3)).toEqual([END, '2026-12-04T18:00:00.000Z', '2026-12-04T19:00:00.000Z']);
  expect([hours.length, hours.at(-1)]).toEqual([49, '2026-12-06T17:00:00.000Z']);
  const whole = guestHours('2026-12-04T18:00:00.000Z', at('2026-12-01T00:00:00Z'));
  expect([whole.length, new Set(whole).size, whole.at(-1)]).toEqual([
    49,
    49,
    '2026-12-06T18:00:00.000Z',
  ]);
});

it('offers no hour that has passed', () => {
  expect(guestHours(END, at('2026-12-06T16:00:00Z'))).toEqual(['2026-12-06T17:00:00.000Z']);
  expect(guestHours(END, at('2026-12-06T17:00:00Z'))).toEqual([]);
});
