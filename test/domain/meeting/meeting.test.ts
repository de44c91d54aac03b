import { beforeEach, describe, expect, it } from '@jest/globals';
import { agendaAdd } from '../../support/commands.js';
import { agency, coordinator, from, id, police } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

let series: SeriesAtTable;
beforeEach(() => {
  series = new SeriesAtTable();
});

const meeting = () => series.board().meeting;

describe('a meeting', () => {
  it('is opened, closed and opened again with a reason', () => {
    series.give(coordinator, { type: 'meeting.open' });
    expect(meeting()).toMatchObject({ status: 'open', openedAt: expect.any(String) });
    series.give(coordinator, { type: 'meeting.close' });
    expect(meeting()).toMatchObject({ status: 'closed', closedAt: expect.any(String) });
    const { openedAt } = meeting();
    series.give(coordinator, { type: 'meeting.reopen', reason: 'en insats glömdes' });
    expect(meeting()).toMatchObject({
      status: 'open',
      openedAt,
      closedAt: null,
      statusReason: 'en insats glömdes',
    });
  });

  it('is cancelled with a reason, and is then over', () => {
    series.give(coordinator, { type: 'meeting.cancel', reason: 'skärtorsdag' });
    expect(meeting()).toMatchObject({ status: 'cancelled', statusReason: 'skärtorsdag' });
    expect(series.refusal(coordinator, { type: 'meeting.open' })).toBe('wrong-state');
    expect(series.refusal(coordinator, { type: 'meeting.reopen', reason: 'jo' })).toBe(
      'wrong-state',
    );
  });

  it('K9 is judged by who asks before by its state', () => {
    expect(series.refusal(police, { type: 'meeting.close' })).toBe('not-allowed');
    expect(series.refusal(coordinator, { type: 'meeting.close' })).toBe('wrong-state');
  });

  it('ends its current item of each compartment when it closes', () => {
    const closed = { ...agendaAdd('Stängt'), audience: { kind: 'authorities' } } as const;
    const items = [agendaAdd('Upprop'), closed].map((command) => series.give(coordinator, command));
    series.give(coordinator, { type: 'meeting.open' });
    for (const itemId of items) series.give(coordinator, { type: 'agenda.start', itemId });
    expect(items.map((id) => series.board().agenda.get(id)?.state)).toEqual(['current', 'current']);

    const { events } = series.carryOut(coordinator, { type: 'meeting.close' });

    expect(events.map(({ stream, type }) => [stream, type])).toEqual([
      ['table', 'agenda.finished'],
      ['authorities', 'agenda.finished'],
      ['table', 'meeting.closed'],
    ]);
    expect(items.map((id) => series.board().agenda.get(id)?.state)).toEqual(['done', 'done']);
  });
});

describe('attendance', () => {
  it('is set by each agency for itself and by a coordinator for all', () => {
    const set = (actor: typeof police, agencyId: string) =>
      series.refusal(actor, { type: 'attendance.set', agencyId, state: 'remote' });
    expect(set(police, agency.polisen)).toBeNull();
    expect(set(police, agency.bostadsbolaget)).toBe('not-allowed');
    expect(set(from('polisen', 'observer'), agency.polisen)).toBe('not-allowed');
    expect(set(coordinator, agency.bostadsbolaget)).toBeNull();
    expect(set(coordinator, id('ag', 99))).toBe('unknown-reference');
    expect([...series.board().attendance.keys()].sort()).toEqual(
      [agency.bostadsbolaget, agency.polisen].sort(),
    );
  });
});
