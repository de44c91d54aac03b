import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MeetingHeader } from '../../src/contract/board.js';
import type { Series, SeriesPlan } from '../../src/contract/series.js';
import { agendaAdd, noteAdd } from '../support/commands.js';
import { planOf, PlanningWorld } from './planning-world.js';

const PLANNED_AT = '2026-06-01T10:00:00.000Z';
const LATER = '2026-06-02T10:00:00.000Z';

let planning: PlanningWorld;
let series: Series;
let meeting: MeetingHeader | undefined;

beforeAll(async () => {
  planning = await PlanningWorld.at(PLANNED_AT);
  series = await planning.create();
  [meeting] = await planning.meetingsOf(series);
});
afterAll(() => planning.end());

async function calendarOf(id = meeting?.id) {
  const [row] = await planning.database.query<{ sequence: number; at: Date }>(
    'SELECT calendar_sequence AS sequence, calendar_changed_at AS at FROM meeting WHERE id = $1',
    [id],
  );
  return [row?.sequence, row?.at.toISOString()];
}

describe('what calendars are told of a meeting', () => {
  it('begins when it is planned, and rises with what they show, and with nothing else', async () => {
    expect(await calendarOf()).toEqual([0, PLANNED_AT]);
    planning.setTime(LATER);
    await planning.command(meeting, noteAdd(planning.world, planning.world.agency.kommunen));
    await planning.command(meeting, agendaAdd('Skolavslutningen'));
    series = await planning.edit(series, planOf());
    expect(await calendarOf()).toEqual([0, PLANNED_AT]);

    series = await planning.edit(series, planOf({ venue: 'Brandstationen' }));
    expect(await calendarOf()).toEqual([1, LATER]);
    planning.setTime('2026-06-03T10:00:00.000Z');
    series = await planning.edit(
      series,
      planOf({ venue: 'Brandstationen', definition: { durationMinutes: 80 } }),
    );
    expect(await calendarOf()).toEqual([2, '2026-06-03T10:00:00.000Z']);
  });

  it('does not go back by the clock of a process that is behind', async () => {
    const [, , , fourth] = await planning.meetingsOf(series);
    const at = '2026-06-03T10:00:00.000Z';
    expect(await calendarOf(fourth?.id)).toEqual([2, at]);
    planning.setTime('2026-06-03T09:59:00.000Z');
    await planning.command(fourth, { type: 'meeting.cancel', reason: 'Snöstorm' });
    expect(await calendarOf(fourth?.id)).toEqual([3, at]);
  });

  it('does not rise when a meeting is opened, closed and opened again; it does when cancelled', async () => {
    planning.setTime('2026-06-05T16:00:00.000Z');
    await planning.command(meeting, { type: 'meeting.open' });
    await planning.command(meeting, { type: 'meeting.close' });
    await planning.command(meeting, { type: 'meeting.reopen', reason: 'Ett beslut saknas' });
    expect(await calendarOf()).toEqual([2, '2026-06-03T10:00:00.000Z']);

    const [, second] = await planning.meetingsOf(series);
    await planning.command(second, { type: 'meeting.cancel', reason: 'Snöstorm' });
    expect(await calendarOf(second?.id)).toEqual([3, '2026-06-05T16:00:00.000Z']);
  });

  it('does not rise with why a meeting is cancelled, which no calendar shows', async () => {
    const cancelled = (reason: string): SeriesPlan => ({
      ...planOf({ venue: 'Brandstationen', definition: { durationMinutes: 80 } }),
      decisions: [{ on: '2026-07-17', answer: 'cancel', reason }],
    });
    series = await planning.edit(series, cancelled('Semester'));
    const [, , third] = await planning.meetingsOf(series);
    expect(await calendarOf(third?.id)).toEqual([3, '2026-06-05T16:00:00.000Z']);

    planning.setTime('2026-06-06T10:00:00.000Z');
    series = await planning.edit(series, cancelled('Hallen är stängd'));
    const [, , still] = await planning.meetingsOf(series);
    expect(still).toMatchObject({ id: third?.id, statusReason: 'Hallen är stängd' });
    expect(await calendarOf(third?.id)).toEqual([3, '2026-06-05T16:00:00.000Z']);
  });
});
