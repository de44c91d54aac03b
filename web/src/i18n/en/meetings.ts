import type { meetings as swedish } from '../sv/meetings.js';

export const meetings = {
  title: 'Meetings',
  coming: 'Coming',
  past: 'Past',
  noneComing: 'No coming meetings',
  noneComingHint: 'Meetings are laid out by a series.',
  nonePast: 'No meeting has been held yet',
  nonePastHint: 'When a meeting is over its board stays here.',
  cancelledBecause: (reason: string) => `Cancelled: ${reason}`,
  withdrawn: 'the series has changed and has no meeting on this day',
  movedFrom: (day: string) => `Moved from ${day}`,
  decidedBy: (name: string, day: string) => `${name}, ${day}`,
  more: 'Show more',
  next: 'Next',
} satisfies typeof swedish;
