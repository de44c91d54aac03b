import type { SeriesDefinition } from '../../src/contract/schedule.js';

/** Every third Friday at six: the series that tests begin with. */
export const thirdFriday: SeriesDefinition = {
  start: '2026-01-09T18:00',
  timeZone: 'Europe/Stockholm',
  durationMinutes: 50,
  rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
  excludedStarts: [],
  extraStarts: [],
};
