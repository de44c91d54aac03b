// Which meetings lie ahead and which are over.
import type { MeetingHeader } from '../../../../src/contract/board.js';

/** A meeting that was never closed is over at its end; an open one goes on until it is closed. */
export function isOver(meeting: MeetingHeader, nowMs: number): boolean {
  if (meeting.status === 'open') return false;
  return meeting.status === 'closed' || Date.parse(meeting.endsAt) <= nowMs;
}

/** The meetings still ahead, soonest first, cancelled ones among them. */
export function comingOf(meetings: readonly MeetingHeader[], nowMs: number): MeetingHeader[] {
  return meetings
    .filter((meeting) => !isOver(meeting, nowMs))
    .sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
}

/** The next one that is really held. */
export function nextOf(coming: readonly MeetingHeader[]): MeetingHeader | undefined {
  return coming.find((meeting) => meeting.status !== 'cancelled');
}
