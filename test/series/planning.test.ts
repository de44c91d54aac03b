import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MeetingHeader } from '../../src/contract/board.js';
import type { Series } from '../../src/contract/series.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';
import { agendaAdd, noteAdd } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { planOf, PlanningWorld } from './planning-world.js';

let planning: PlanningWorld;
const clients: LiveClient[] = [];
beforeEach(async () => {
  planning = await PlanningWorld.at('2026-06-01T10:00:00.000Z', 2);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await planning.end();
});

const runJobs = (times = 1) =>
  Promise.all(
    planning.servers.flatMap(({ app }) =>
      Array.from({ length: times }, () => app.get(PlanningRounds).run()),
    ),
  );

const starts = (meetings: readonly MeetingHeader[]) => meetings.map(({ startsAt }) => startsAt);

/** Somebody's report, sent in before the meeting. */
async function report(meeting: MeetingHeader | undefined): Promise<void> {
  const { world } = planning;
  await planning.command(meeting, noteAdd(world, world.agency.kommunen));
}

async function watch(meeting: MeetingHeader | undefined): Promise<LiveClient> {
  const [, other = planning.server] = planning.servers;
  const client = await LiveClient.at(other.origin, await planning.cookieOf('polisen'), {
    partnershipId: planning.world.partnershipId,
    meetingId: meeting?.id ?? '',
  });
  clients.push(client);
  return client;
}

describe('keeping a year ahead', () => {
  it('adds what time brings, once, however many processes plan at the same moment', async () => {
    const series = await planning.create();
    const before = await planning.meetingsOf(series);
    planning.setTime('2026-09-01T10:00:00.000Z');
    await runJobs(3);

    const after = await planning.meetingsOf(series);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(starts(after.slice(before.length))).toEqual([
      '2027-06-18T16:00:00.000Z',
      '2027-07-09T16:00:00.000Z',
      '2027-07-30T16:00:00.000Z',
      '2027-08-20T16:00:00.000Z',
    ]);
    const [agenda] = await planning.database.query(
      'SELECT count(*)::int AS items FROM agenda_item WHERE meeting_id = $1',
      [after.at(-1)?.id],
    );
    expect(agenda).toEqual({ items: 2 });
    await runJobs();
    expect(await planning.meetingsOf(series)).toEqual(after);
  });

  it('happens by itself when a server starts', async () => {
    const series = await planning.create();
    planning.setTime('2026-09-01T10:00:00.000Z');
    await planning.startServer();
    while ((await planning.meetingsOf(series)).length < 22) await pause(20);
  });

  it('leaves past meetings alone, and ends where the series ends', async () => {
    const series = await planning.create(
      planOf({ definition: { rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;UNTIL=20260717' } }),
    );
    const before = await planning.meetingsOf(series);
    expect(before).toHaveLength(3);
    planning.setTime('2027-01-01T10:00:00.000Z');
    await runJobs();
    expect(await planning.meetingsOf(series)).toEqual(before);
  });

  it('plans the others when one series cannot be planned', async () => {
    const broken = await planning.create();
    const series = await planning.create();
    await planning.database.query(`UPDATE meeting_series SET rule = 'x' WHERE id = $1`, [
      broken.id,
    ]);
    planning.setTime('2026-07-01T10:00:00.000Z');
    await runJobs();
    expect(await planning.meetingsOf(series)).toHaveLength(19);
  });
});

describe('another rule', () => {
  const thursdays = planOf({
    definition: { start: '2026-01-08T18:00', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH' },
  });

  it('shows no more what nobody touched, and cancels what somebody did, before their eyes', async () => {
    const series = await planning.create();
    const [first, second] = await planning.meetingsOf(series);
    await report(first);
    const police = await watch(first);
    await planning.edit(series, thursdays);

    const meetings = await planning.meetingsOf(series);
    expect(meetings.map(({ status }) => status).filter((one) => one !== 'planned')).toEqual([
      'cancelled',
    ]);
    expect(meetings.find(({ id }) => id === first?.id)).toMatchObject({
      status: 'cancelled',
      startsAt: first?.startsAt,
      statusReason: null,
    });
    expect(meetings.some(({ id }) => id === second?.id)).toBe(false);
    expect(starts(meetings)).toContain('2026-06-04T16:00:00.000Z');

    await eventually(() => police.replica.board.meeting?.status === 'cancelled', 'the cancelling');
    expect(police.digest).toBe(await police.serverDigest());
    expect(await lastEvent(first)).toEqual({
      stream: 'table',
      revision: 2,
      type: 'meeting.cancelled',
      by_agency_id: null,
      by_person_id: null,
    });
  });

  it('never touches a meeting that has been opened or held', async () => {
    const series = await planning.create();
    const [first, second] = await planning.meetingsOf(series);
    await planning.command(first, { type: 'meeting.open' });
    await planning.command(first, { type: 'meeting.close' });
    await planning.command(second, { type: 'meeting.open' });
    const before = (await planning.meetingsOf(series)).slice(0, 2);
    await planning.edit(series, { ...thursdays, venue: 'Brandstationen' });

    const after = await planning.meetingsOf(series);
    for (const meeting of before) expect(after).toContainEqual(meeting);
    expect(before.map(({ venue }) => venue)).toEqual(['Stora salen', 'Stora salen']);
  });

  it('taken back, gives each evening its own meeting again, the report still in it', async () => {
    const series = await planning.create();
    const before = await planning.meetingsOf(series);
    await report(before[0]);
    const edited = await planning.edit(series, thursdays);
    await planning.edit(edited, planOf());

    const after = await planning.meetingsOf(series);
    // Each the same one as before, also those of which nobody saw anything meanwhile.
    const asBefore = before.map((one, index) => ({ ...one, revision: index === 0 ? 3 : 2 }));
    expect(after).toEqual(asBefore);
    expect(await lastEvent(before[0])).toMatchObject({ type: 'meeting.replanned', revision: 3 });
    for (const forgetting of ['DELETE FROM meeting_event', 'UPDATE meeting_event SET at = now()'])
      await expect(planning.database.query(forgetting)).rejects.toMatchObject({ code: '23001' });
  });

  it('does not bring back what a person has cancelled', async () => {
    const series = await planning.create();
    const [first] = await planning.meetingsOf(series);
    await planning.command(first, { type: 'meeting.cancel', reason: 'Valborg' });
    const edited = await planning.edit(series, thursdays);
    await planning.edit(edited, planOf({ definition: { start: '2026-01-09T19:00' } }));

    const after = await planning.meetingsOf(series);
    expect(after.filter(({ startsAt }) => startsAt.startsWith('2026-06-05'))).toMatchObject([
      { id: first?.id, status: 'cancelled', statusReason: 'Valborg' },
    ]);
    expect(after[1]?.startsAt).toBe('2026-06-26T17:00:00.000Z');
  });
});

describe('another plan for the same dates', () => {
  async function changed(series: Series): Promise<Series> {
    return planning.edit(
      series,
      planOf({
        title: 'Utsättning med fältgruppen',
        venue: 'Brandstationen',
        definition: { durationMinutes: 80 },
        agendaTemplate: [
          { title: 'Upprop', minutes: 5 },
          { title: 'Lägesbild laget runt', minutes: 60 },
          { title: 'Nästa möte', minutes: 15 },
        ],
      }),
    );
  }

  it('reaches the meetings ahead, before the eyes of those who have them open', async () => {
    const series = await planning.create();
    const before = await planning.meetingsOf(series);
    const police = await watch(before[1]);
    await changed(series);

    const after = await planning.meetingsOf(series);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const meeting of after)
      expect(meeting).toMatchObject({
        title: 'Utsättning med fältgruppen',
        venue: 'Brandstationen',
        revision: 1,
      });
    expect(after[0]?.endsAt).toBe('2026-06-05T17:20:00.000Z');

    await eventually(() => police.replica.board.meeting?.venue === 'Brandstationen', 'the change');
    const minutes = [...police.replica.board.agenda.values()].map((item) => item.minutes);
    expect(minutes.sort((one, other) => one - other)).toEqual([5, 15, 60]);
    expect(police.digest).toBe(await police.serverDigest());
    expect(await lastEvent(before[1])).toMatchObject({ type: 'meeting.replanned', revision: 1 });
  });

  it('leaves an agenda that somebody has worked on as it is', async () => {
    const series = await planning.create();
    const [first] = await planning.meetingsOf(series);
    await planning.command(first, agendaAdd('Skolavslutningen'));
    await changed(series);

    const titles = await planning.database.query<{ title: string }>(
      'SELECT title FROM agenda_item WHERE meeting_id = $1 ORDER BY order_key',
      [first?.id],
    );
    expect(titles.map(({ title }) => title)).toEqual([
      'Skolavslutningen',
      'Upprop',
      'Lägesbild laget runt',
    ]);
    expect((await planning.meetingsOf(series))[0]?.venue).toBe('Brandstationen');
  });

  it('A11 changes the agenda that everyone hears though somebody works on what is closed', async () => {
    const series = await planning.create();
    const [first] = await planning.meetingsOf(series);
    const audience = { kind: 'authorities' } as const;
    await planning.command(first, { ...agendaAdd('Stängt'), audience });
    const agendaTemplate = [{ title: 'Nytt upprop', minutes: 5 }];
    await planning.edit(series, planOf({ agendaTemplate }));

    const items = await planning.database.query<{ title: string }>(
      'SELECT title FROM agenda_item WHERE meeting_id = $1 ORDER BY title',
      [first?.id],
    );
    expect(items.map(({ title }) => title)).toEqual(['Nytt upprop', 'Stängt']);
  });

  it('writes nothing where it changes nothing', async () => {
    const series = await planning.create();
    const before = await planning.meetingsOf(series);
    await planning.edit(series, planOf());
    expect(await planning.meetingsOf(series)).toEqual(before);
  });
});

describe('another clock time', () => {
  it('moves every meeting, and each stays the same one, with what is in it', async () => {
    const series = await planning.create();
    const before = await planning.meetingsOf(series);
    await report(before[0]);
    const police = await watch(before[0]);
    await planning.edit(series, planOf({ definition: { start: '2026-01-09T18:30' } }));

    const after = await planning.meetingsOf(series);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[0]?.startsAt).toBe('2026-06-05T16:30:00.000Z');
    expect(after[1]?.startsAt).toBe('2026-06-26T16:30:00.000Z');
    await eventually(
      () => police.replica.board.meeting?.startsAt === '2026-06-05T16:30:00.000Z',
      'the new time',
    );
    expect(police.replica.board.notes.size).toBe(1);

    planning.setTime('2026-06-05T16:15:00.000Z');
    await planning.command(after[0], { type: 'meeting.open' });
    await runJobs();
    expect((await planning.meetingsOf(series)).slice(0, 2)).toMatchObject([
      { id: before[0]?.id, status: 'open' },
      { id: after[1]?.id, status: 'planned' },
    ]);
  });

  it('another time zone keeps the clock time and changes the instant', async () => {
    const series = await planning.create();
    const before = await planning.meetingsOf(series);
    await planning.edit(series, planOf({ definition: { timeZone: 'Europe/Helsinki' } }));
    const after = await planning.meetingsOf(series);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[0]).toMatchObject({
      startsAt: '2026-06-05T15:00:00.000Z',
      timeZone: 'Europe/Helsinki',
    });
  });
});

async function lastEvent(meeting: MeetingHeader | undefined): Promise<object | undefined> {
  const [event] = await planning.database.query(
    `SELECT stream, revision, type, by_agency_id, by_person_id FROM meeting_event
      WHERE meeting_id = $1 ORDER BY revision DESC LIMIT 1`,
    [meeting?.id],
  );
  return event;
}
