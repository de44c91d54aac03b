import { describe, expect, it } from '@jest/globals';
import type { Attendance, SituationNote } from '../../src/contract/board.js';
import type { StreamEvent } from '../../src/contract/events.js';
import type { Snapshot } from '../../src/contract/live.js';
import { emptyBoard, toEntries } from '../../src/domain/meeting/board.js';
import { BoardReplica, changedEntries } from '../../web/src/live/board-replica.js';

const meetingId = '00000000-0000-4000-8000-000000000001';
const police = '00000000-0000-4000-8000-0000000000a1';
const housing = '00000000-0000-4000-8000-0000000000a2';

const attends = (agencyId: string, state: Attendance['state'], revision: number): Attendance => ({
  agencyId,
  state,
  revision,
});

/** The event at a revision of a stream: an agency's attendance, told apart by its state. */
function event(
  stream: string,
  revision: number,
  state: Attendance['state'] = 'present',
): StreamEvent {
  return {
    stream,
    revision,
    type: 'attendance.set',
    at: '2026-12-04T17:00:00.000Z',
    byAgencyId: police,
    changes: [{ entry: 'attendance', put: attends(police, state, revision) }],
  };
}

function snapshot(epoch: string, revisions: Record<string, number>): Snapshot {
  return {
    epoch,
    partnershipId: '00000000-0000-4000-8000-0000000000b1',
    meetingId,
    compartments: Object.entries(revisions).map(([stream, revision]) => ({
      stream,
      revision,
      entries: toEntries(emptyBoard),
    })),
  };
}

const frame = (...events: StreamEvent[]) => ({ meetingId, events });

function joined(revisions: Record<string, number>, epoch = 'e1'): BoardReplica {
  const replica = new BoardReplica(meetingId);
  replica.beginJoin();
  replica.takeAnswer({ kind: 'snapshot', snapshot: snapshot(epoch, revisions) });
  return replica;
}

describe('the first join', () => {
  it('J4 says that nothing is known', () => {
    expect(new BoardReplica(meetingId).beginJoin()).toBeNull();
  });

  it('J3 applies what came before the answer, and only what the answer did not hold', () => {
    const replica = new BoardReplica(meetingId);
    replica.beginJoin();
    replica.takeFrame(frame(event('table', 4), event('table', 5, 'remote')));
    expect(replica.board.attendance.size).toBe(0);

    const { applied, gap } = replica.takeAnswer({
      kind: 'snapshot',
      snapshot: snapshot('e1', { table: 4 }),
    });
    expect(gap).toBe(false);
    expect(applied.map((one) => one.revision)).toEqual([5]);
    expect(replica.board.attendance.get(police)?.state).toBe('remote');
  });

  it('J3 leaves out what came before it was begun: the answer will hold it', () => {
    const replica = new BoardReplica(meetingId);
    replica.takeFrame(frame(event('table', 9)));
    replica.beginJoin();
    const { gap } = replica.takeAnswer({
      kind: 'snapshot',
      snapshot: snapshot('e1', { table: 4 }),
    });
    expect(gap).toBe(false);
  });

  it('ignores an answer that it did not ask for', () => {
    const replica = joined({ table: 4 });
    replica.takeAnswer({ kind: 'snapshot', snapshot: snapshot('e2', { table: 1 }) });
    expect(replica.streams.get('table')?.revision).toBe(4);
  });
});

describe('frames', () => {
  it('F4 F5 apply the next revision of their stream and drop older ones', () => {
    const replica = joined({ table: 4 });
    expect(replica.takeFrame(frame(event('table', 3), event('table', 4))).applied).toEqual([]);
    expect(replica.takeFrame(frame(event('table', 5))).applied).toHaveLength(1);
    expect(replica.streams.get('table')?.revision).toBe(5);
  });

  it('A9 begin an unknown stream at revision 1', () => {
    const replica = joined({ table: 4 });
    expect(replica.takeFrame(frame(event('authorities', 1))).gap).toBe(false);
    expect(replica.streams.get('authorities')?.revision).toBe(1);
  });

  it.each([
    ['in a known stream', event('table', 6)],
    ['at the start of an unknown one', event('authorities', 2)],
  ])('tell of a gap %s, apply nothing until joined again', (_where, late) => {
    const replica = joined({ table: 4 });
    expect(replica.takeFrame(frame(late))).toEqual({ applied: [], gap: true });
    expect(replica.joined).toBe(false);
    expect(replica.takeFrame(frame(event('table', 5)))).toEqual({ applied: [], gap: false });
    expect(replica.beginJoin()).toEqual({ epoch: 'e1', cursors: { table: 4 } });
  });

  it('of another meeting mean nothing here', () => {
    const replica = joined({ table: 4 });
    const other = { meetingId: '00000000-0000-4000-8000-000000000002', events: [] };
    expect(replica.takeFrame({ ...other, events: [event('table', 5)] }).applied).toEqual([]);
  });
});

describe('joining again', () => {
  it('J10 asks for the whole board when it hears more streams than a request may name', () => {
    const streams = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`agencies:${index.toString(16)}`, 1]),
      );
    expect(joined({ table: 1, ...streams(49) }).beginJoin()?.epoch).toBe('e1');
    expect(joined({ table: 1, ...streams(50) }).beginJoin()).toBeNull();
  });

  it('J3 J6 catches up stream by stream, then takes the frames that came meanwhile', () => {
    const replica = joined({ table: 4, authorities: 2 });
    replica.leave();
    expect(replica.beginJoin()).toEqual({
      epoch: 'e1',
      cursors: { table: 4, authorities: 2 },
    });
    replica.takeFrame(frame(event('table', 6)));
    replica.takeFrame(frame(event('table', 7)));
    const { applied, gap } = replica.takeAnswer({
      kind: 'catch-up',
      events: [event('authorities', 3), event('table', 5), event('table', 6)],
    });
    expect(gap).toBe(false);
    expect(applied.map((one) => `${one.stream} ${one.revision}`)).toEqual([
      'authorities 3',
      'table 5',
      'table 6',
      'table 7',
    ]);
  });

  it('asks for the whole board when an answer does not follow what is held', () => {
    const replica = joined({ table: 4 });
    replica.leave();
    replica.beginJoin();
    expect(replica.takeAnswer({ kind: 'catch-up', events: [event('table', 6)] }).gap).toBe(true);
    expect(replica.beginJoin()).toBeNull();
  });

  it('keeps its cursors when only a frame did not follow the answer', () => {
    const replica = joined({ table: 4 });
    replica.leave();
    replica.beginJoin();
    replica.takeFrame(frame(event('table', 7)));
    expect(replica.takeAnswer({ kind: 'catch-up', events: [event('table', 5)] }).gap).toBe(true);
    expect(replica.beginJoin()).toEqual({ epoch: 'e1', cursors: { table: 5 } });
  });

  it('J5 J9 lets a snapshot replace everything: another epoch, a stream one may no longer hear', () => {
    const replica = joined({ table: 40, authorities: 7 });
    replica.leave();
    replica.beginJoin();
    replica.takeAnswer({ kind: 'snapshot', snapshot: snapshot('e2', { table: 3 }) });
    expect([...replica.streams.keys()]).toEqual(['table']);
    expect(replica.takeFrame(frame(event('table', 4))).applied).toHaveLength(1);
    replica.leave();
    expect(replica.beginJoin()).toEqual({ epoch: 'e2', cursors: { table: 4 } });
  });

  it('J8 asks for everything after being told not to trust what it holds, and shows it meanwhile', () => {
    const replica = joined({ table: 0 });
    replica.takeFrame(frame(event('table', 1)));
    replica.distrust();
    expect(replica.board.attendance.size).toBe(1);
    expect(replica.beginJoin()).toBeNull();
  });
});

describe('the view', () => {
  it('F8 keeps a thread whose ends have not come yet', () => {
    const replica = joined({ table: 0 });
    const put = {
      id: meetingId,
      audience: { kind: 'table' as const },
      noteId: police,
      noteMeetingId: meetingId,
      actionId: housing,
      revision: 1,
    };
    const linked = { ...event('table', 1), changes: [{ entry: 'link' as const, put }] };
    expect(replica.takeFrame(frame(linked)).gap).toBe(false);
    expect([...replica.board.links.values()]).toEqual([put]);
  });

  it('merges the streams and stays the same object until something changes', () => {
    const replica = joined({ table: 0 });
    replica.takeFrame(frame(event('table', 1)));
    const note = { id: 'n1', revision: 1 } as SituationNote;
    replica.takeFrame(
      frame({ ...event('authorities', 1), changes: [{ entry: 'note', put: note }] }),
    );
    expect(replica.board.attendance.size).toBe(1);
    expect(replica.board.notes.get('n1')).toBe(note);
    const before = replica.board;
    replica.takeFrame(frame(event('table', 1)));
    expect(replica.board).toBe(before);
    replica.takeFrame(frame(event('table', 2)));
    expect(replica.board).not.toBe(before);
  });

  it('tells which entries changed and on whose behalf', () => {
    const first = event('table', 1);
    const second: StreamEvent = {
      ...event('table', 2),
      byAgencyId: housing,
      changes: [
        { entry: 'removed', from: 'note', id: 'n1' },
        { entry: 'attendance', put: attends(police, 'absent', 2) },
      ],
    };
    expect(changedEntries([first, second])).toEqual(
      new Map([
        [police, housing],
        ['n1', housing],
      ]),
    );
  });
});
