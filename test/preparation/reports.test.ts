// What agencies say of their reports before the meeting opens.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Command } from '../../src/contract/commands.js';
import { ReportList } from '../../src/contract/reports.js';
import { noteAdd } from '../support/commands.js';
import type { PersonName } from '../support/meeting-world.js';
import { useServer, useWorld } from '../support/stage.js';

const { database, server } = useServer();
const world = useWorld(server);

/** A person's hands on the reports of the meeting. */
async function as(person: PersonName) {
  const cookie = await world.signIn(person);
  const meeting = `/api/v1/partnerships/${world.partnershipId}/meetings/`;
  return {
    read: (meetingId = world.meetingId) =>
      request(server.origin).get(`${meeting}${meetingId}/reports`).set('Cookie', cookie),
    say: (answer: unknown, meetingId = world.meetingId) =>
      request(server.origin)
        .put(`${meeting}${meetingId}/reports/mine`)
        .set('Cookie', cookie)
        .send({ answer }),
    give: (command: Command) =>
      request(server.origin)
        .post(`${meeting}${world.meetingId}/commands`)
        .set('Cookie', cookie)
        .send({ commandId: randomUUID(), command })
        .expect(200),
  };
}

const saidIn = ({ body }: { body: unknown }) =>
  Object.fromEntries(
    ReportList.parse(body).reports.map(({ agencyId, answer }) => [agencyId, answer]),
  );

async function makeGuest(person: PersonName, meetingId: string) {
  await database.query(
    `INSERT INTO guest_pass (partnership_id, person_id, meeting_id, ends_at)
     VALUES ($1, $2, $3, now() + interval '1 day')`,
    [world.partnershipId, world.person[person], meetingId],
  );
  await database.query('UPDATE partnership SET rights_version = rights_version + 1 WHERE id = $1', [
    world.partnershipId,
  ]);
}

describe('a report', () => {
  it('is filed, or there is nothing to report; everyone at the table sees which', async () => {
    const [police, volunteer, boss] = await Promise.all(
      (['polisen', 'nattvandrarna', 'chefen'] as const).map(as),
    );
    expect(saidIn(await police!.read().expect(200))).toEqual({});
    await police!.say('nothing').expect(200);
    await volunteer!.say('nothing').expect(200);
    const { polisen, nattvandrarna } = world.agency;
    expect(saidIn(await police!.say('filed').expect(200))).toEqual({
      [polisen]: 'filed',
      [nattvandrarna]: 'nothing',
    });
    expect(saidIn(await boss!.read().expect(200))).toEqual({
      [polisen]: 'filed',
      [nattvandrarna]: 'nothing',
    });
    expect(saidIn(await volunteer!.say(null).expect(200))).toEqual({ [polisen]: 'filed' });
    expect(saidIn(await volunteer!.say(null).expect(200))).toEqual({ [polisen]: 'filed' });
  });

  it('S2 says the same whether there are notes, whom they are for, and whether there are none', async () => {
    const [police, volunteer] = await Promise.all((['polisen', 'nattvandrarna'] as const).map(as));
    const asOthersSeeIt = async () =>
      (await volunteer!.read().expect(200)).text.replace(/\d{4}-[^"]*Z/, '');
    await police!.say('filed').expect(200);
    const without = await asOthersSeeIt();
    await police!.give(
      noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' }, text: 'Slutet' }),
    );
    await police!.say('filed').expect(200);
    expect(await asOthersSeeIt()).toBe(without);
    await police!.say('nothing').expect(200);
  });

  it('can be said until the meeting opens, and stays to be read', async () => {
    const [police, coordinator] = await Promise.all((['polisen', 'samordnaren'] as const).map(as));
    await police!.say('filed').expect(200);
    await coordinator!.give({ type: 'meeting.open' });
    for (const late of ['nothing', null])
      expect((await police!.say(late).expect(409)).body).toMatchObject({ code: 'wrong-state' });
    expect(saidIn(await coordinator!.read())).toEqual({ [world.agency.polisen]: 'filed' });
  });

  it('is none of an observer’s to say, nor of a meeting that is not there', async () => {
    const [boss, police] = await Promise.all((['chefen', 'polisen'] as const).map(as));
    expect((await boss!.say('filed').expect(403)).body).toMatchObject({ code: 'not-allowed' });
    for (const elsewhere of [police!.read(randomUUID()), police!.say('filed', randomUUID())])
      expect((await elsewhere.expect(404)).body).toMatchObject({ code: 'not-found' });
    expect((await police!.say('perhaps').expect(400)).body).toMatchObject({
      code: 'invalid-input',
    });
  });

  it('is said by a guest of the meeting, and of no other', async () => {
    const other = await world.planMeeting(21);
    const guest = await as('bostadsbolaget');
    await makeGuest('bostadsbolaget', world.meetingId);
    expect(saidIn(await guest.say('filed').expect(200))).toEqual({
      [world.agency.bostadsbolaget]: 'filed',
    });
    for (const refused of [guest.read(other), guest.say('filed', other)])
      expect((await refused.expect(404)).body).toMatchObject({ code: 'not-found' });
  });
});
