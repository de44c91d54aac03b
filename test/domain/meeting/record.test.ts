import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Change } from '../../../src/contract/events.js';
import type { EventDraft } from '../../../src/domain/meeting/decision.js';
import { record } from '../../../src/domain/meeting/record.js';
import { agency, id } from './around-the-table.js';

const by = { at: '2026-01-09T17:00:00.000Z', byAgencyId: agency.polisen };
const put: Change = {
  entry: 'attendance',
  put: { agencyId: agency.polisen, state: 'present', revision: 0 },
};
const removed: Change = { entry: 'removed', from: 'note', id: id('note', 1) };
const draftIn = (stream: string, changes = [put, removed]): EventDraft => ({
  meetingId: id('meet', 0),
  stream,
  type: 'attendance.set',
  changes,
});

describe('recording', () => {
  it('F1 goes on in each stream where it stood, without a gap, whatever the others do', () => {
    const stream = fc.constantFrom('table', 'authorities', `agencies:${agency.polisen}`);
    fc.assert(
      fc.property(fc.array(stream), fc.dictionary(stream, fc.nat(1000)), (streams, cursors) => {
        const recorded = record(
          streams.map((one) => draftIn(one)),
          cursors,
          by,
        );
        const next = { ...cursors };
        for (const event of recorded.events)
          expect(event.revision).toBe((next[event.stream] = (next[event.stream] ?? 0) + 1));
        expect(recorded.cursors).toEqual(next);
        expect(recorded.events.map((event) => event.stream)).toEqual(streams);
      }),
    );
  });

  it('F2 gives every entry of an event the revision of the event', () => {
    const { events } = record([draftIn('table', [put, removed, put])], { table: 6 }, by);
    expect(events[0]?.changes).toEqual([
      { ...put, put: { ...put.put, revision: 7 } },
      removed,
      { ...put, put: { ...put.put, revision: 7 } },
    ]);
  });

  it('leaves what it was given as it was', () => {
    const cursors = { table: 1 };
    record([draftIn('table')], cursors, by);
    expect(cursors).toEqual({ table: 1 });
    expect(put.put).toMatchObject({ revision: 0 });
  });
});
