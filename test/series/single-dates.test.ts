import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MeetingHeader } from '../../src/contract/board.js';
import { Problem } from '../../src/contract/problems.js';
import { Series } from '../../src/contract/series.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';
import { noteAdd } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { planOf, PlanningWorld } from './planning-world.js';

const NOW = '2026-06-01T10:00:00.000Z';
const FIRST = '2026-06-05';
const THIRD = '2026-07-17';

let planning: PlanningWorld;
let series: Series;
let before: MeetingHeader[];

beforeAll(async () => {
  planning = await PlanningWorld.at(NOW);
});
beforeEach(async () => {
  planning.setTime(NOW);
  series = await planning.create();
  before = await planning.meetingsOf(series);
});
afterAll(() => planning.end());

const send = (method: string, path: string, body?: unknown, by?: 'polisen') =>
  planning.send(method, `series/${series.id}/${path}`, {
    ifMatch: `"${series.version}"`,
    ...(body !== undefined && { body }),
    ...(by && { by }),
  });

/** Does it to the series as it was last seen. */
async function change(method: string, path: string, body?: unknown): Promise<void> {
  const response = await send(method, path, body);
  if (response.status !== 200) throw new Error(await response.text());
  series = Series.parse(await response.json());
  expect(response.headers.get('etag')).toBe(`"${series.version}"`);
}

async function refusal(method: string, path: string, body?: unknown, by?: 'polisen') {
  const problem = Problem.parse(await (await send(method, path, body, by)).json());
  expect(await planning.meetingsOf(series)).toEqual(before);
  return problem.code;
}

const cancel = { answer: 'cancel', reason: 'Snöstorm' };
const move = (movedTo: string) => ({ answer: 'move', movedTo });

describe('a single meeting', () => {
  it('is moved past its neighbour, before the eyes of those who have it open, and back', async () => {
    await planning.command(before[0], noteAdd(planning.world, planning.world.agency.kommunen));
    const police = await LiveClient.at(planning.server.origin, await planning.cookieOf('polisen'), {
      partnershipId: planning.world.partnershipId,
      meetingId: before[0]?.id ?? '',
    });
    await change('PUT', `dates/${FIRST}`, move('2026-07-01T18:30'));
    expect(series.decisions).toEqual([
      {
        on: FIRST,
        ...move('2026-07-01T18:30'),
        decidedBy: 'samordnaren',
        decidedAt: NOW,
      },
    ]);
    const after = await planning.meetingsOf(series);
    expect(after.map(({ id }) => id)).toEqual([
      before[1]?.id,
      before[0]?.id,
      ...before.slice(2).map(({ id }) => id),
    ]);
    expect(after[1]).toMatchObject({
      startsAt: '2026-07-01T16:30:00.000Z',
      endsAt: '2026-07-01T17:20:00.000Z',
      status: 'planned',
    });
    await eventually(
      () => police.replica.board.meeting?.startsAt === '2026-07-01T16:30:00.000Z',
      'the move',
    );
    expect(police.replica.board.notes.size).toBe(1);
    police.close();

    // Its slot passes while it is still ahead, and nothing is forgotten.
    planning.setTime('2026-06-20T10:00:00.000Z');
    await planning.server.app.get(PlanningRounds).run();
    expect((await planning.meetingsOf(series)).slice(0, 3)).toEqual(after.slice(0, 3));
    await change('PUT', `dates/${FIRST}`, cancel);
    expect((await planning.meetingsOf(series))[1]).toMatchObject({
      id: before[0]?.id,
      status: 'cancelled',
      statusReason: 'Snöstorm',
    });
    await change('DELETE', `dates/${FIRST}`);
    expect((await planning.meetingsOf(series))[1]).toMatchObject({
      id: before[0]?.id,
      startsAt: '2026-07-01T16:30:00.000Z',
      status: 'planned',
      statusReason: null,
    });
  });

  it('is cancelled with its reason, stays so whatever is planned, and is restored', async () => {
    await change('PUT', `dates/${THIRD}`, cancel);
    const cancelled = await planning.meetingsOf(series);
    expect(cancelled).toEqual(
      before.map((one, index) =>
        index === 2 ? { ...one, status: 'cancelled', statusReason: 'Snöstorm', revision: 1 } : one,
      ),
    );
    await planning.server.app.get(PlanningRounds).run();
    const { title, venue, definition, agendaTemplate } = series;
    series = await planning.edit(series, { title, venue, definition, agendaTemplate });
    expect(await planning.meetingsOf(series)).toEqual(cancelled);

    await change('DELETE', `dates/${THIRD}`);
    expect((await planning.meetingsOf(series))[2]).toEqual({ ...before[2], revision: 2 });
    expect(series).toMatchObject({ decisions: [], definition: { excludedStarts: [] } });
  });

  it('is restored also when it was cancelled on its board, and can be cancelled there again', async () => {
    const [, second] = before;
    const onBoard = { type: 'meeting.cancel', reason: 'Valborg' };
    await planning.command(second, onBoard);
    before = await planning.meetingsOf(series);
    expect(await refusal('PUT', 'dates/2026-06-26', cancel)).toBe('wrong-state');
    await change('DELETE', 'dates/2026-06-26');
    expect((await planning.meetingsOf(series))[1]).toMatchObject({
      id: second?.id,
      status: 'planned',
      statusReason: null,
    });
    await planning.command(second, onBoard);
    await planning.server.app.get(PlanningRounds).run();
    expect((await planning.meetingsOf(series))[1]).toMatchObject({
      status: 'cancelled',
      statusReason: 'Valborg',
    });
  });

  it('is cancelled and restored also where it is the only one', async () => {
    series = await planning.create(
      planOf({ definition: { rule: 'FREQ=WEEKLY;COUNT=1', start: '2026-06-05T18:00' } }),
    );
    await change('PUT', `dates/${FIRST}`, cancel);
    expect(await planning.meetingsOf(series)).toMatchObject([{ status: 'cancelled' }]);
    await planning.server.app.get(PlanningRounds).run();
    await change('DELETE', `dates/${FIRST}`);
    expect(await planning.meetingsOf(series)).toMatchObject([{ status: 'planned' }]);
  });

  it('tells calendars of each change once', async () => {
    const sequence = async () => {
      const [row] = await planning.database.query<{ sequence: number }>(
        'SELECT calendar_sequence AS sequence FROM meeting WHERE id = $1',
        [before[0]?.id],
      );
      return row?.sequence;
    };
    await change('PUT', `dates/${FIRST}`, move('2026-06-04T18:00'));
    expect(await sequence()).toBe(1);
    await change('PUT', `dates/${FIRST}`, cancel);
    expect(await sequence()).toBe(2);
    await change('PUT', `dates/${THIRD}`, cancel);
    expect(await sequence()).toBe(2);
    await change('DELETE', `dates/${FIRST}`);
    expect(await sequence()).toBe(3);
  });

  it('that has begun, has passed or is unknown is not touched, nor moved to what has passed', async () => {
    expect(await refusal('PUT', `dates/${FIRST}`, move('2026-05-31T18:00'))).toBe('wrong-state');
    expect(await refusal('PUT', 'dates/2026-06-06', cancel)).toBe('not-found');
    expect(await refusal('PUT', 'dates/2026-05-15', cancel)).toBe('wrong-state');
    expect(await refusal('PUT', `dates/${FIRST}`, { answer: 'cancel' })).toBe('invalid-input');
    expect(
      await refusal('PUT', `dates/${FIRST}`, { answer: 'cancel', reason: 'Ring 070-174 06 05' }),
    ).toBe('person-data');
    expect(await refusal('PUT', `dates/${FIRST}`, cancel, 'polisen')).toBe('not-allowed');
    await planning.command(before[0], { type: 'meeting.open' });
    before = await planning.meetingsOf(series);
    for (const body of [cancel, move('2026-06-06T18:00')])
      expect(await refusal('PUT', `dates/${FIRST}`, body)).toBe('wrong-state');
    expect(await refusal('DELETE', `dates/${FIRST}`)).toBe('wrong-state');
  });

  it('is changed by one coordinator at a time, the other is told what there is now', async () => {
    const seen = series;
    await change('PUT', `dates/${FIRST}`, cancel);
    const now = series;
    series = seen;
    const response = await send('PUT', `dates/${THIRD}`, move('2026-07-16T18:00'));
    expect(Problem.parse(await response.json())).toMatchObject({ code: 'stale', current: now });
    expect((await planning.send('DELETE', `series/${seen.id}/dates/${FIRST}`)).status).toBe(428);
  });
});

describe('an extra meeting', () => {
  it('is added beside the rule, short, and not twice', async () => {
    await change('POST', 'extra-meetings', { start: '2026-06-12T20:00', durationMinutes: 20 });
    const meetings = await planning.meetingsOf(series);
    expect(meetings).toHaveLength(before.length + 1);
    expect(meetings[1]).toMatchObject({
      startsAt: '2026-06-12T18:00:00.000Z',
      endsAt: '2026-06-12T18:20:00.000Z',
      status: 'planned',
    });
    before = meetings;
    const again = { start: '2026-06-12T21:00' };
    expect(await refusal('POST', 'extra-meetings', again)).toBe('taken');
    expect(await refusal('POST', 'extra-meetings', { start: '2026-05-30T18:00' })).toBe(
      'wrong-state',
    );
  });

  it('is declined for an evening, and that is remembered with who and when', async () => {
    await change('PUT', 'dates/2026-10-31', { answer: 'decline' });
    expect(series.decisions).toEqual([
      { on: '2026-10-31', answer: 'decline', decidedBy: 'samordnaren', decidedAt: NOW },
    ]);
    expect(await planning.meetingsOf(series)).toEqual(before);
  });
});
