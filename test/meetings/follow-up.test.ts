// The follow-up: actions across the meetings of a partnership, as each member may see them.
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { FollowUpFilled1764000000045 } from '../../migrations/1764000000045-follow-up-filled.js';
import type { Command, CommandOf } from '../../src/contract/commands.js';
import { ActionPage } from '../../src/contract/meetings.js';
import { ownerOptions } from '../../src/platform/database/data-source.js';
import { actionPropose, version } from '../support/commands.js';
import type { AgencyName, PersonName } from '../support/meeting-world.js';
import { useServer, useWorld } from '../support/stage.js';

const LONG_AGO = '2020-03-01';
const FAR_AHEAD = '2999-03-01';

const { database, server } = useServer();
const world = useWorld(server);

const partnership = () => `/api/v1/partnerships/${world.partnershipId}`;

async function give(person: PersonName, command: Command, meetingId = world.meetingId) {
  const response = await request(server.origin)
    .post(`${partnership()}/meetings/${meetingId}/commands`)
    .set('Cookie', await world.signIn(person))
    .send({ commandId: randomUUID(), command })
    .expect(200);
  return (response.body as { entryId: string }).entryId;
}

/** Proposes an action that its own agency leads; `what` is what the tests know it by. */
function propose(
  agency: AgencyName,
  what: string,
  fields: Partial<CommandOf<'action.propose'>> = {},
): Promise<string> {
  const time = { kind: 'due', on: FAR_AHEAD } as const;
  return give(agency, actionPropose(world, world.agency[agency], { what, time, ...fields }));
}

async function list(person: PersonName, query = ''): Promise<ActionPage> {
  const response = await request(server.origin)
    .get(`${partnership()}/actions?${query}`)
    .set('Cookie', await world.signIn(person))
    .expect('Cache-Control', 'no-store')
    .expect(200);
  return ActionPage.parse(response.body);
}

async function namesIn(person: PersonName, query = ''): Promise<string[]> {
  return (await list(person, query)).actions.map(({ action }) => action.what).sort();
}

describe('the filters', () => {
  it('find what an agency leads and what it supports', async () => {
    await propose('polisen', 'leads');
    await propose('brandförsvaret', 'supports', { supportingAgencyIds: [world.agency.polisen] });
    await propose('brandförsvaret', 'neither');
    expect(await namesIn('chefen', `agencyId=${world.agency.polisen}`)).toEqual([
      'leads',
      'supports',
    ]);
    expect(await namesIn('chefen', `agencyId=${world.agency.bostadsbolaget}`)).toEqual([]);
  });

  it('find a place and a theme, alone and together', async () => {
    await propose('polisen', 'station, fire', { theme: 'fire' });
    await propose('polisen', 'road, fire', { theme: 'fire', placeId: world.place['väg 225'] });
    await propose('polisen', 'road, traffic', {
      theme: 'traffic',
      placeId: world.place['väg 225'],
    });
    const atRoad = `placeId=${world.place['väg 225']}`;
    expect(await namesIn('chefen', atRoad)).toEqual(['road, fire', 'road, traffic']);
    expect(await namesIn('chefen', 'theme=fire')).toEqual(['road, fire', 'station, fire']);
    expect(await namesIn('chefen', `${atRoad}&theme=fire`)).toEqual(['road, fire']);
  });

  it('find one state, those still open, and those past their day', async () => {
    const time = { kind: 'due', on: LONG_AGO } as const;
    await propose('polisen', 'proposed');
    await propose('polisen', 'proposed and late', { time });
    await give('polisen', {
      type: 'action.cancel',
      actionId: await propose('polisen', 'cancelled', { time }),
      reason: 'Behövs inte.',
    });
    expect(await namesIn('chefen', 'state=cancelled')).toEqual(['cancelled']);
    expect(await namesIn('chefen', 'state=open')).toEqual(['proposed', 'proposed and late']);
    expect(await namesIn('chefen', 'overdue=true')).toEqual(['proposed and late']);
    const { actions } = await list('chefen');
    expect(actions.filter(({ overdue }) => overdue).map(({ action }) => action.what)).toEqual([
      'proposed and late',
    ]);
  });
});

describe('what an action is found by', () => {
  it('changes with the action, whatever of it is changed', async () => {
    const { polisen, brandförsvaret, nattvandrarna } = world.agency;
    const actionId = await propose('polisen', 'one', { supportingAgencyIds: [polisen] });
    expect(await namesIn('polisen', `agencyId=${polisen}`)).toEqual(['one']);

    const [found] = (await list('polisen')).actions;
    const { type: _, audience: __, noteId: ___, ...fields } = actionPropose(world, brandförsvaret);
    await give('polisen', {
      ...fields,
      type: 'action.edit',
      actionId,
      basedOn: version(found?.action.revision ?? 0),
      what: 'one',
      placeId: world.place['väg 225'],
      theme: 'fire',
      time: { kind: 'due', on: LONG_AGO },
      supportingAgencyIds: [nattvandrarna],
    });
    const now = `placeId=${world.place['väg 225']}&theme=fire&overdue=true&state=proposed`;
    for (const agencyId of [brandförsvaret, nattvandrarna])
      expect(await namesIn('polisen', `${now}&agencyId=${agencyId}`)).toEqual(['one']);
    for (const before of [
      `agencyId=${polisen}`,
      `placeId=${world.place.stationen}`,
      'theme=youth',
      `after=${LONG_AGO}~ffffffff-ffff-4fff-bfff-ffffffffffff`,
    ])
      expect([before, await namesIn('polisen', before)]).toEqual([before, []]);

    await give('brandförsvaret', { type: 'action.agree', actionId });
    expect(await namesIn('polisen', 'state=proposed')).toEqual([]);
    expect(await namesIn('polisen', 'state=agreed')).toEqual(['one']);
    expect(await namesIn('polisen', 'state=done&overdue=true')).toEqual([]);
  });

  it('is there for actions from before it was, once', async () => {
    await propose('polisen', 'one', { supportingAgencyIds: [world.agency.brandförsvaret] });
    await propose('polisen', 'left open', { audience: { kind: 'authorities' } });
    await give('samordnaren', { type: 'meeting.open' }, await world.planMeeting(21));
    const entries = () => database.query('SELECT * FROM follow_up_entry ORDER BY 1, 2, 3, 4');
    const kept = await entries();
    await database.query('DELETE FROM follow_up_entry WHERE involved_id <> partnership_id');

    const options = ownerOptions({ url: database.url, poolSize: 1, entities: [] });
    const owner = await new DataSource(options).initialize();
    await new FollowUpFilled1764000000045().up(owner.createQueryRunner());
    await owner.destroy();
    expect(await entries()).toEqual(kept);
  });
});

describe('the pages', () => {
  it('hold every action once, earliest day first, also where several have the same day', async () => {
    const days = [LONG_AGO, FAR_AHEAD, LONG_AGO, FAR_AHEAD, LONG_AGO];
    for (const [index, on] of days.entries())
      await propose('polisen', `action ${index}`, { time: { kind: 'due', on } });

    const seen: string[] = [];
    let after = '';
    for (let pages = 1; ; pages += 1) {
      const page = await list('chefen', `limit=2${after}`);
      seen.push(...page.actions.map(({ action }) => `${action.dueOn} ${action.id}`));
      if (page.next === null) {
        expect(pages).toBe(3);
        break;
      }
      after = `&after=${page.next}`;
    }
    expect(new Set(seen).size).toBe(days.length);
    expect(seen).toEqual([...seen].sort());
  });

  it.each(['2026-02-30', '2026-99-99'])('cannot begin after the day %s', async (day) => {
    const response = await request(server.origin)
      .get(`${partnership()}/actions?after=${day}~${randomUUID()}`)
      .set('Cookie', await world.signIn('chefen'))
      .expect(400);
    expect(response.body).toMatchObject({ code: 'invalid-input', issues: [{ path: 'after' }] });
  });
});

it('shows an action that was carried over where it went, and only there', async () => {
  await propose('polisen', 'left open');
  const next = await world.planMeeting(21);
  await give('samordnaren', { type: 'meeting.open' }, next);
  const { actions } = await list('chefen');
  expect(actions).toMatchObject([{ meetingId: next, action: { carriedCount: 1 } }]);
});

it('A3 lists what its reader may hear and pages as if there were nothing else', async () => {
  await propose('polisen', 'open to all');
  await propose('polisen', 'authorities', { audience: { kind: 'authorities' } });
  await propose('polisen', 'two agencies', {
    audience: { kind: 'agencies', agencyIds: [world.agency.polisen, world.agency.nattvandrarna] },
  });
  expect(await namesIn('polisen')).toEqual(['authorities', 'open to all', 'two agencies']);
  expect(await namesIn('brandförsvaret')).toEqual(['authorities', 'open to all']);
  expect(await namesIn('nattvandrarna')).toEqual(['open to all', 'two agencies']);
  expect(await namesIn('bostadsbolaget')).toEqual(['open to all']);
  expect(await list('bostadsbolaget', 'limit=1')).toMatchObject({ next: null });
});
