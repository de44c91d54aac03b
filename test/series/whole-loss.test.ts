// Changing all of a series tells what is lost by it and is agreed to, as changing it from a date on is.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { MeetingHeader } from '../../src/contract/board.js';
import { Problem } from '../../src/contract/problems.js';
import { FollowingPreview, Series, type Loss, type SeriesPlan } from '../../src/contract/series.js';
import { noteAdd } from '../support/commands.js';
import { planOf, PlanningWorld } from './planning-world.js';

const thursdays = { start: '2026-03-12T18:00', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH' };
const EASTER = '2026-04-03';

let planning: PlanningWorld;
let series: Series;
let meetings: MeetingHeader[];

beforeAll(async () => {
  planning = await PlanningWorld.at('2026-03-01T10:00:00.000Z');
  series = await planning.create();
  meetings = await planning.meetingsOf(series);
  const { kommunen, polisen, brandförsvaret } = planning.world.agency;
  const agencyIds = [polisen, brandförsvaret].sort();
  await planning.command(meetings[2], noteAdd(planning.world, kommunen));
  await planning.send('POST', `meetings/${meetings[3]?.id}/commands`, {
    by: 'polisen',
    body: {
      commandId: crypto.randomUUID(),
      command: noteAdd(planning.world, polisen, { audience: { kind: 'agencies', agencyIds } }),
    },
  });
});
afterAll(() => planning.end());

async function preview(plan: SeriesPlan): Promise<FollowingPreview> {
  const response = await planning.send('POST', `series/${series.id}/preview`, { body: plan });
  return FollowingPreview.parse(await response.json());
}

const put = (plan: SeriesPlan, losses?: Loss[]) =>
  planning.send('PUT', `series/${series.id}`, {
    body: { ...plan, ...(losses && { losses }) },
    ifMatch: `"${series.version}"`,
  });

it('is refused with what would be lost until that is agreed to, and nothing is changed', async () => {
  const plan = planOf({ definition: thursdays });
  const told = await preview(plan);
  // What the coordinator does not hear is no loss to them.
  expect(told).toMatchObject({
    kept: 0,
    losses: [{ on: '2026-04-24', isWritten: true, answers: 0 }],
    resumesOn: null,
  });
  expect(told.untouched).toHaveLength(meetings.length - 1);

  const refused = await put(plan);
  expect(refused.status).toBe(409);
  expect(Problem.parse(await refused.json())).toMatchObject({ code: 'would-lose', current: told });
  expect(await (await planning.send('GET', `series/${series.id}`)).json()).toEqual(series);

  const agreed = await put(plan, told.losses);
  series = Series.parse(await agreed.json());
  series = await planning.edit(series, planOf());
  expect((await planning.meetingsOf(series)).filter(({ status }) => status === 'planned')).toEqual(
    meetings.map(({ id, startsAt }) => expect.objectContaining({ id, startsAt })),
  );
});

it('tells a decision of a day that is no date any more, and none that is taken back', async () => {
  const decisions = [{ on: EASTER, answer: 'hold' as const }];
  series = await planning.edit(series, planOf({ decisions }));
  expect((await preview(planOf({ decisions: [] }))).losses).toEqual([]);
  expect((await preview(planOf({ venue: 'Brandstationen', decisions }))).losses).toEqual([]);
  const moved = await preview(planOf({ definition: thursdays, decisions }));
  expect(moved.losses.map(({ on, decision }) => [on, decision?.answer])).toEqual([
    [EASTER, 'hold'],
    ['2026-04-24', undefined],
  ]);
});

it('is told to coordinators alone, and nothing of a series elsewhere', async () => {
  const path = `series/${series.id}/preview`;
  const asked = await planning.send('POST', path, { by: 'polisen', body: planOf() });
  expect(asked.status).toBe(403);
  const missing = `series/${crypto.randomUUID()}/preview`;
  expect((await planning.send('POST', missing, { body: planOf() })).status).toBe(404);
});

it('asks of a date that collides by itself, and keeps the answer with who gave it', async () => {
  const path = `series/${series.id}/dates/${EASTER}`;
  for (const answer of ['hold', 'hold-with-more-staff', 'thursday'] as const) {
    const body = { answer };
    const response = await planning.send('PUT', path, { body, ifMatch: `"${series.version}"` });
    series = Series.parse(await response.json());
    expect(series.decisions).toMatchObject([{ on: EASTER, answer, decidedBy: 'samordnaren' }]);
  }
  const moved = (await planning.meetingsOf(series)).find(({ id }) => id === meetings[1]?.id);
  expect(moved?.startsAt).toBe('2026-04-02T16:00:00.000Z');
});

it('forgets a decision that was agreed to be lost, and asks once', async () => {
  const cancelled = { on: '2026-05-15', answer: 'cancel' as const, reason: 'Valborg' };
  const moved = { on: '2026-06-05', answer: 'move' as const, movedTo: '2026-06-04T18:00' };
  const plan = planOf({ decisions: [cancelled, moved] });
  let own = await planning.edit(await planning.create(), plan);
  const planned = await planning.meetingsOf(own);
  const told = async (next: SeriesPlan) => {
    const response = await planning.send('POST', `series/${own.id}/preview`, { body: next });
    return FollowingPreview.parse(await response.json()).losses.map(({ decision }) => decision);
  };

  // A form sends the days left out as it had them, and what was decided of them.
  const { excludedStarts } = own.definition;
  const left = { decisions: [cancelled, moved], definition: { ...thursdays, excludedStarts } };
  expect(await told(planOf(left))).toEqual([cancelled, moved]);
  own = await planning.edit(own, planOf(left));
  expect(own).toMatchObject({ decisions: [], definition: { excludedStarts: [] } });
  const { title, venue, definition, agendaTemplate } = own;
  expect(await told({ title, venue, definition, agendaTemplate })).toEqual([]);

  own = await planning.edit(own, planOf());
  const after = await planning.meetingsOf(own);
  const held = after.filter(({ status }) => status === 'planned');
  expect(held.map(({ startsAt }) => startsAt)).toContain('2026-05-15T16:00:00.000Z');
  expect(held.map(({ startsAt }) => startsAt)).toContain('2026-06-05T16:00:00.000Z');
  expect(held).toHaveLength(planned.length);
});

it('keeps an evening cancelled at a new clock time when the plan names no decisions', async () => {
  const decisions = [{ on: '2026-05-15', answer: 'cancel' as const, reason: 'Valborg' }];
  let own = await planning.edit(await planning.create(), planOf({ decisions }));
  const taken = own.decisions;
  const { excludedStarts } = own.definition;
  const later = { start: '2026-01-09T19:00', excludedStarts };
  own = await planning.edit(own, planOf({ definition: later }));
  expect(own.decisions).toEqual(taken);
  const evening = (await planning.meetingsOf(own)).filter(({ startsAt }) =>
    startsAt.startsWith('2026-05-15'),
  );
  expect(evening).toEqual([
    expect.objectContaining({ status: 'cancelled', statusReason: 'Valborg' }),
  ]);
});
