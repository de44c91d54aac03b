// "This and following": a series changed, or ended, from a date on.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { MeetingHeader } from '../../src/contract/board.js';
import { Problem } from '../../src/contract/problems.js';
import {
  FollowingPreview,
  Series,
  type FollowingChange,
  type Loss,
  type SeriesPlan,
} from '../../src/contract/series.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { createWorld, type PersonName } from '../support/meeting-world.js';
import { planOf, PlanningWorld } from './planning-world.js';

const NOW = '2026-06-01T10:00:00.000Z';
const [FIRST, SECOND, THIRD, FOURTH] = ['2026-06-05', '2026-06-26', '2026-07-17', '2026-08-07'];
const thursdays = planOf({
  definition: { start: '2026-07-23T18:00', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH' },
});
const fridaysAgain = planOf({ definition: { start: `${THIRD}T18:00` } });

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

const pathOf = ({ id }: Series, on: string) => `series/${id}/following/${on}`;

async function read(from: Series, on: string): Promise<Series> {
  return Series.parse(await (await planning.send('GET', pathOf(from, on))).json());
}

async function lossesOf(from: Series, on: string, plan: SeriesPlan | null) {
  const response = await planning.send('POST', `${pathOf(from, on)}/preview`, { body: { plan } });
  return FollowingPreview.parse(await response.json());
}

const send = (
  from: Series,
  on: string,
  body: FollowingChange,
  { by, ifMatch = `"${from.version}"` }: { by?: PersonName; ifMatch?: string } = {},
) => planning.send('PUT', pathOf(from, on), { body, ifMatch, ...(by && { by }) });

/** Changes a series from a date on, agreeing to what is lost, and gives what holds then. */
async function change(from: Series, on: string, plan: SeriesPlan | null): Promise<Series> {
  const { losses } = await lossesOf(from, on, plan);
  const response = await send(from, on, { plan, losses });
  if (response.status !== 200) throw new Error(await response.text());
  const after = Series.parse(await response.json());
  expect(response.headers.get('etag')).toBe(`"${after.version}"`);
  return after;
}

/** A change for a series: as it goes on from a date, with something otherwise. */
async function otherwise(
  from: Series,
  on: string,
  other: Partial<Omit<SeriesPlan, 'definition'>> & {
    definition?: Partial<SeriesPlan['definition']>;
  },
): Promise<SeriesPlan> {
  const { title, venue, definition, agendaTemplate } = await read(from, on);
  const plan = { title, venue, agendaTemplate, ...other };
  return { ...plan, definition: { ...definition, ...other.definition } };
}

async function refusal(response: Promise<Response>): Promise<string> {
  const problem = Problem.parse(await (await response).json());
  expect(await planning.meetingsOf(series)).toEqual(before);
  return problem.code;
}

const again = async ({ id }: Series) =>
  Series.parse(await (await planning.send('GET', `series/${id}`)).json());
const answers = (meeting: MeetingHeader | undefined) =>
  planning.send('PUT', `meetings/${meeting?.id}/rsvps/mine`, {
    by: 'polisen',
    body: { answer: 'comes', deputyId: null },
  });
const report = (meeting: MeetingHeader | undefined, audience?: 'authorities') =>
  planning.command(
    meeting,
    noteAdd(
      planning.world,
      planning.world.agency.kommunen,
      audience && { audience: { kind: audience } },
    ),
  );
const starts = (meetings: readonly MeetingHeader[]) =>
  meetings.map(({ startsAt }) => startsAt.slice(0, 16));

/** Until a transaction waits for what another holds. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await planning.database.query(waiting)).length === 0) await pause(10);
}

describe('a series changed from a date on', () => {
  it('goes on as a part of its own, with the same meetings; history stays where it was', async () => {
    await report(before[2]);
    await answers(before[3]);
    const onFourth = { answer: 'move', movedTo: '2026-08-06T17:00' };
    const decided = await planning.send('PUT', `series/${series.id}/dates/${FOURTH}`, {
      body: onFourth,
      ifMatch: '"1"',
    });
    series = Series.parse(await decided.json());
    before = await planning.meetingsOf(series);
    const plan = await otherwise(series, THIRD, {
      venue: 'Brandstationen',
      definition: { start: `${THIRD}T19:00` },
    });
    const losses = await lossesOf(series, THIRD, plan);
    expect(losses).toEqual({ kept: 16, untouched: [], losses: [], resumesOn: null });

    const following = await change(series, THIRD, plan);
    expect(following).toMatchObject({
      version: 1,
      venue: 'Brandstationen',
      continues: { seriesId: series.id, from: THIRD },
      decisions: [{ on: FOURTH, ...onFourth, decidedBy: 'samordnaren', decidedAt: NOW }],
    });
    const former = await again(series);
    expect(former).toMatchObject({
      version: 3,
      venue: 'Stora salen',
      definition: { rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;UNTIL=20260716' },
      decisions: [],
      continues: null,
    });
    expect(await planning.meetingsOf(former)).toEqual(before.slice(0, 2));
    const after = await planning.meetingsOf(following);
    expect(after.map(({ id }) => id)).toEqual(before.slice(2).map(({ id }) => id));
    expect(starts(after).slice(0, 3)).toEqual([
      '2026-07-17T17:00',
      '2026-08-06T15:00',
      '2026-08-28T17:00',
    ]);
    expect(new Set(after.map(({ venue }) => venue))).toEqual(new Set(['Brandstationen']));

    planning.setTime('2026-07-01T10:00:00.000Z');
    await planning.server.app.get(PlanningRounds).run();
    expect(await planning.meetingsOf(former)).toEqual(before.slice(0, 2));
    expect((await planning.meetingsOf(following)).slice(0, after.length)).toEqual(after);
  });

  it('by the same is not changed at all', async () => {
    const plan = await otherwise(series, THIRD, {});
    expect(await change(series, THIRD, plan)).toEqual(series);
    expect(await planning.meetingsOf(series)).toEqual(before);
    const following = await change(series, THIRD, { ...plan, venue: 'Brandstationen' });
    expect(await change(following, THIRD, { ...plan, venue: 'Brandstationen' })).toEqual(following);
  });

  it('leaves alone what is open or held, and gives its evening no second meeting', async () => {
    await planning.command(before[3], { type: 'meeting.open' });
    await planning.command(before[4], { type: 'meeting.open' });
    await planning.command(before[4], { type: 'meeting.close' });
    before = await planning.meetingsOf(series);
    const weekly = await otherwise(series, THIRD, {
      venue: 'Brandstationen',
      definition: { start: `${THIRD}T19:00`, rule: 'FREQ=WEEKLY;BYDAY=FR' },
    });
    const following = await change(series, THIRD, weekly);
    expect(await planning.meetingsOf(series)).toEqual([
      ...before.slice(0, 2),
      ...before.slice(3, 5),
    ]);
    const days = async () =>
      starts(await planning.meetingsOf(following)).map((start) => start.slice(0, 10));
    expect((await days()).slice(0, 6)).toEqual([
      ...[THIRD, '2026-07-24', '2026-07-31', '2026-08-14', '2026-08-21', '2026-09-04'],
    ]);
    // Nor does any later change of the part that follows.
    const edited = await planning.edit(following, { ...weekly, venue: 'Stora salen' });
    await planning.server.app.get(PlanningRounds).run();
    expect(await days()).not.toContain(FOURTH);
    expect(edited.version).toBe(2);
  });

  it('does not lose what it would take away before that is agreed to, to the letter', async () => {
    await report(before[3]);
    await answers(before[3]);
    await report(before[5], 'authorities');
    const cancel = { answer: 'cancel', reason: 'Semester' };
    const decided = await planning.send('PUT', `series/${series.id}/dates/${THIRD}`, {
      body: cancel,
      ifMatch: '"1"',
    });
    series = Series.parse(await decided.json());
    before = await planning.meetingsOf(series);
    const told = await lossesOf(series, THIRD, thursdays);
    const onThird = { on: THIRD, ...cancel };
    const losses = [
      { on: THIRD, decision: onThird, isWritten: false, answers: 0, isTold: false },
      { on: FOURTH, isWritten: true, answers: 1, isTold: false },
      { on: '2026-09-18', isWritten: true, answers: 0, isTold: false },
    ];
    expect(told.losses).toEqual(losses);
    expect(told).toMatchObject({ kept: 0, untouched: expect.arrayContaining(['2026-08-28']) });
    // Signed in by a link one is not even told that something closed is there.
    const byLink = await fetch(
      `${planning.server.origin}/api/v1/partnerships/${planning.world.partnershipId}/` +
        `${pathOf(series, THIRD)}/preview`,
      {
        method: 'POST',
        headers: {
          cookie: await planning.world.signIn('samordnaren', 'link'),
          'content-type': 'application/json',
        },
        body: JSON.stringify({ plan: thursdays }),
      },
    );
    expect(FollowingPreview.parse(await byLink.json()).losses).toEqual(losses.slice(0, 2));

    for (const agreed of [[], losses.slice(1), [...losses].reverse().slice(1)])
      expect(
        await refusal(send(series, THIRD, { plan: thursdays, losses: agreed as Loss[] })),
      ).toBe('would-lose');
    await answers(before[4]);
    const late = await send(series, THIRD, { plan: thursdays, losses: losses as Loss[] });
    expect(Problem.parse(await late.json())).toMatchObject({
      code: 'would-lose',
      status: 409,
      current: {
        losses: [...losses.slice(0, 2), { on: '2026-08-28', answers: 1 }, ...losses.slice(2)],
      },
    });

    const following = await change(series, THIRD, thursdays);
    const after = await planning.meetingsOf(following);
    expect(after.find(({ id }) => id === before[3]?.id)).toMatchObject({
      status: 'cancelled',
      statusReason: null,
    });
    expect(after.some(({ id }) => id === before[6]?.id)).toBe(false);

    // Undone, each evening has its meeting again, the report still in it.
    const undone = await change(following, THIRD, fridaysAgain);
    expect(undone).toMatchObject({ id: following.id, continues: { from: THIRD } });
    expect((await planning.meetingsOf(undone)).find(({ id }) => id === before[3]?.id)).toEqual({
      ...before[3],
      seriesId: following.id,
      revision: 3,
    });
  });

  it('is split again, before and after, and each part ends where the next begins', async () => {
    const last = await change(
      series,
      FOURTH,
      await otherwise(series, FOURTH, { venue: 'Brandstationen' }),
    );
    const former = await again(series);
    const weekly = planOf({
      definition: { start: `${SECOND}T18:00`, rule: 'FREQ=WEEKLY;BYDAY=FR' },
    });
    const middle = await change(former, SECOND, weekly);
    expect(middle).toMatchObject({
      continues: { seriesId: series.id, from: SECOND },
      definition: { rule: 'FREQ=WEEKLY;BYDAY=FR;UNTIL=20260806' },
    });
    expect((await again(last)).continues).toEqual({ seriesId: middle.id, from: FOURTH });
    expect(starts(await planning.meetingsOf(middle))).toEqual(
      ['2026-06-26', '2026-07-03', '2026-07-10', '2026-07-17', '2026-07-24', '2026-07-31'].map(
        (day) => `${day}T16:00`,
      ),
    );
    expect((await planning.meetingsOf(last)).map(({ id }) => id)).toEqual(
      before.slice(3).map(({ id }) => id),
    );

    // No edit lets one part reach into another.
    const whole = await planning.edit(await again(series), planOf());
    expect(whole.definition.rule).toBe('FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;UNTIL=20260625');
    before = await planning.meetingsOf(series);
    const early = planOf({ definition: { start: '2026-01-09T18:00' } });
    const edit = planning.send('PUT', `series/${last.id}`, { body: early, ifMatch: '"1"' });
    expect(await refusal(edit)).toBe('in-another-part');
    const extra = { body: { start: '2026-08-10T18:00' }, ifMatch: `"${whole.version}"` };
    expect(await refusal(planning.send('POST', `series/${series.id}/extra-meetings`, extra))).toBe(
      'in-another-part',
    );

    // Whoever ends one is told where the series goes on, past those in which nothing is left.
    const resumes = async (part: Series, on: string) => (await lossesOf(part, on, null)).resumesOn;
    expect(await resumes(middle, '2026-07-10')).toBe(FOURTH);
    expect(await resumes(series, FIRST)).toBe(SECOND);
    await change(middle, SECOND, null);
    expect(await resumes(series, FIRST)).toBe(FOURTH);
    expect(await resumes(last, FOURTH)).toBeNull();
  });

  it('carries over what is open into the part that follows', async () => {
    const following = await change(
      series,
      SECOND,
      await otherwise(series, SECOND, { venue: 'Brandstationen' }),
    );
    await planning.command(before[0], { type: 'meeting.open' });
    await planning.command(before[0], actionPropose(planning.world, planning.world.agency.polisen));
    const [action] = await planning.database.query<{ id: string }>(
      'SELECT id FROM coordinated_action WHERE meeting_id = $1',
      [before[0]?.id],
    );
    await planning.command(before[0], { type: 'action.agree', actionId: action?.id });
    await planning.command(before[0], { type: 'meeting.close' });
    const [next] = await planning.meetingsOf(following);
    await planning.command(next, { type: 'meeting.open' });
    expect(
      await planning.database.query(
        'SELECT carried_count AS carried FROM coordinated_action WHERE meeting_id = $1',
        [next?.id],
      ),
    ).toEqual([{ carried: 1 }]);
  });
});

describe('a series that ends', () => {
  it('has no meetings from there on; those in which something was said stay, cancelled', async () => {
    await report(before[4]);
    const ended = await change(series, THIRD, null);
    expect(ended).toMatchObject({ id: series.id, version: 2 });
    expect(await change(ended, THIRD, null)).toEqual(ended);
    const after = await planning.meetingsOf(series);
    expect(after.map(({ id, status }) => [id, status])).toEqual([
      [before[0]?.id, 'planned'],
      [before[1]?.id, 'planned'],
      [before[4]?.id, 'cancelled'],
    ]);
    await planning.server.app.get(PlanningRounds).run();
    expect(await planning.meetingsOf(series)).toEqual(after);
    expect((await planning.send('GET', pathOf(ended, THIRD))).status).toBe(404);
  });

  it('ends with its first date as well, in a part that follows too, and can go on again', async () => {
    const following = await change(
      series,
      THIRD,
      await otherwise(series, THIRD, { venue: 'Brandstationen' }),
    );
    const ended = await change(following, THIRD, null);
    expect(await planning.meetingsOf(ended)).toEqual([]);
    await planning.server.app.get(PlanningRounds).run();
    const { title, venue, agendaTemplate, definition } = following;
    await planning.edit(ended, { title, venue, agendaTemplate, definition });
    expect(starts(await planning.meetingsOf(ended))).toEqual(starts(before.slice(2)));
  });
});

describe('who changes a series from a date on', () => {
  it('is a coordinator of its partnership, who names the version they saw', async () => {
    const body = { plan: null, losses: [] };
    for (const by of ['polisen', 'chefen'] as const) {
      expect(await refusal(send(series, THIRD, body, { by }))).toBe('not-allowed');
      const preview = planning.send('POST', `${pathOf(series, THIRD)}/preview`, {
        by,
        body: { plan: null },
      });
      expect(await refusal(preview)).toBe('not-allowed');
    }
    expect(await refusal(planning.send('PUT', pathOf(series, THIRD), { body }))).toBe(
      'version-required',
    );
    const foreign = await createWorld(planning.server.app);
    const cookie = await foreign.signIn('samordnaren');
    for (const [method, path, sent] of [
      ['GET', '', undefined],
      ['POST', '/preview', { plan: null }],
      ['PUT', '', body],
    ] as const) {
      const url = `${planning.server.origin}/api/v1/partnerships/${foreign.partnershipId}/`;
      const response = fetch(`${url}${pathOf(series, THIRD)}${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json', 'if-match': '"1"' },
        ...(sent && { body: JSON.stringify(sent) }),
      });
      expect(await refusal(response)).toBe('not-found');
    }
  });

  it('is one at a time; the other is told what there is now', async () => {
    const plan = await otherwise(series, THIRD, { venue: 'Brandstationen' });
    const responses = await Promise.all(
      Array.from({ length: 4 }, () => send(series, THIRD, { plan, losses: [] })),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const current = await again(series);
    for (const response of responses.filter(({ status }) => status === 409))
      expect(Problem.parse(await response.json())).toMatchObject({ code: 'stale', current });
  });

  it('writes nothing over what somebody else changes in the part that goes on', async () => {
    const last = await change(
      series,
      FOURTH,
      await otherwise(series, FOURTH, { venue: 'Brandstationen' }),
    );
    const former = await again(series);
    const other = planning.server.app.get(DataSource).createQueryRunner();
    await other.startTransaction();
    await other.query(
      `UPDATE meeting_series SET title = 'Utsättning norr', version = 2 WHERE id = $1`,
      [last.id],
    );
    const split = change(former, SECOND, thursdays);
    await untilSomebodyWaits();
    await other.commitTransaction();
    await other.release();
    const { id } = await split;
    expect(await again(last)).toMatchObject({
      title: 'Utsättning norr',
      version: 2,
      continues: { seriesId: id, from: FOURTH },
    });
  });

  it('does so ahead of time, and with what can be', async () => {
    const late = '2026-05-15';
    expect(await refusal(send(series, late, { plan: null, losses: [] }))).toBe('wrong-state');
    const early = { plan: planOf(), losses: [] };
    expect(await refusal(send(series, THIRD, early))).toBe('in-another-part');
    const named = { ...thursdays, title: 'Ring 070-174 06 05' };
    expect(await refusal(send(series, THIRD, { plan: named, losses: [] }))).toBe('person-data');
    const never = planOf({
      definition: { start: `${THIRD}T18:00`, rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' },
    });
    expect(await refusal(send(series, THIRD, { plan: never, losses: [] }))).toBe(
      'rule-yields-nothing',
    );
    await planning.command(before[0], { type: 'meeting.open' });
    before = await planning.meetingsOf(series);
    expect(await refusal(send(series, FIRST, { plan: null, losses: [] }))).toBe('wrong-state');
  });
});
