// Gives drafts their place: each becomes the next event of its stream, and every entry in it
// remembers that place as its revision.
import type { Change, Cursors, StreamEvent } from '../../contract/events.js';
import type { EventDraft } from './decision.js';

/** The events in order, and the cursors after them. `cursors` holds the last revision of each stream. */
export function record(
  drafts: readonly EventDraft[],
  cursors: Cursors,
  by: { at: string; byAgencyId: string | null },
): { events: StreamEvent[]; cursors: Cursors } {
  const next = { ...cursors };
  const events = drafts.map(({ stream, type, changes }): StreamEvent => {
    const revision = (next[stream] ?? 0) + 1;
    next[stream] = revision;
    return { stream, revision, type, ...by, changes: changes.map((one) => stamp(one, revision)) };
  });
  return { events, cursors: next };
}

function stamp(change: Change, revision: number): Change {
  if (change.entry === 'removed') return change;
  return { ...change, put: { ...change.put, revision } } as Change;
}
