import type { MeetingHeader } from '../../../../src/contract/board.js';
import type { CalendarMark, MeetingDecision } from '../../../../src/contract/calendar.js';

/** A meeting with the day that the rule names for it, by which it is changed. */
export interface ComingRow {
  meeting: MeetingHeader;
  on: string;
  decision: MeetingDecision | undefined;
  isMoved: boolean;
  /** On a day that collides, as somebody has decided. */
  isHeldAnyway: boolean;
  isExtra: boolean;
  marks: readonly CalendarMark[];
  minutes: number;
}

/** What is asked about before it is done to a meeting. */
export type AskedOf = 'move' | 'cancel' | 'from-here';
