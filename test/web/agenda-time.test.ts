import { describe, expect, it } from '@jest/globals';
import type { AgendaItem, MeetingHeader } from '../../src/contract/board.js';
import {
  elapsedMinutes,
  inOrder,
  lengthMinutes,
  minutesLeft,
  nextItem,
  plannedMinutes,
} from '../../web/src/board/agenda/agenda-time.js';

const at = (time: string) => `2026-12-04T${time}:00.000Z`;
const now = (time: string) => Date.parse(at(time));

function item(id: string, fields: Partial<AgendaItem> = {}): AgendaItem {
  return {
    id,
    audience: { kind: 'table' },
    orderKey: id,
    title: id,
    minutes: 5,
    state: 'pending',
    startedAt: null,
    finishedAt: null,
    revision: 1,
    ...fields,
  };
}

const meeting: MeetingHeader = {
  id: 'meeting',
  seriesId: 'series',
  title: 'Utsättning',
  venue: '',
  startsAt: at('17:00'),
  endsAt: at('17:50'),
  timeZone: 'Europe/Stockholm',
  status: 'open',
  statusReason: null,
  openedAt: at('17:02'),
  closedAt: null,
  revision: 1,
};

describe('the order of an agenda', () => {
  it('compares keys as plain text, in which capitals come first, and ids where keys are the same', () => {
    const items = [item('d', { orderKey: 'a1' }), item('c', { orderKey: 'a1' })];
    expect(
      inOrder([item('b', { orderKey: 'a0' }), ...items, item('a', { orderKey: 'Zz' })]),
    ).toEqual([item('a', { orderKey: 'Zz' }), item('b', { orderKey: 'a0' }), items[1], items[0]]);
  });
});

describe('the next item', () => {
  it('is the first that waits after the current one', () => {
    const agenda = [
      item('a', { state: 'done' }),
      item('b'),
      item('c', { state: 'current' }),
      item('d', { state: 'deferred' }),
      item('e'),
    ];
    expect(nextItem(agenda)?.id).toBe('e');
  });

  it('goes back to one that was passed over when nothing waits further on', () => {
    expect(nextItem([item('a'), item('b', { state: 'current' })])?.id).toBe('a');
  });

  it('is the first that waits when none is current, and none when all are through', () => {
    expect(nextItem([item('a', { state: 'done' }), item('b')])?.id).toBe('b');
    expect(nextItem([item('a', { state: 'done' })])).toBeUndefined();
  });
});

describe('the agenda against the clock', () => {
  it('sums what is planned and knows the length of the meeting', () => {
    expect(plannedMinutes([item('a'), item('b', { minutes: 12 })])).toBe(17);
    expect(lengthMinutes(meeting)).toBe(50);
  });

  it('counts from when the meeting was opened to when it was closed', () => {
    expect(elapsedMinutes({ ...meeting, openedAt: null }, now('17:30'))).toBe(0);
    expect(elapsedMinutes(meeting, now('17:30') + 59_000)).toBe(28);
    expect(elapsedMinutes({ ...meeting, closedAt: at('17:48') }, now('19:00'))).toBe(46);
  });

  it('is never negative on a clock that goes slow', () => {
    expect(elapsedMinutes(meeting, now('17:00'))).toBe(0);
  });

  it('counts a begun minute as left, and tells how far over an item is', () => {
    const current = item('a', { state: 'current', startedAt: at('17:10'), minutes: 8 });
    expect(minutesLeft(current, now('17:10'))).toBe(8);
    expect(minutesLeft(current, now('17:16') + 1_000)).toBe(2);
    expect(minutesLeft(current, now('17:18'))).toBe(0);
    expect(minutesLeft(current, now('17:21'))).toBe(-3);
    expect(minutesLeft({ ...current, startedAt: null }, now('17:21'))).toBe(8);
  });
});
