// Whether people come, as they say before the meeting opens.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { RsvpList, type NewRsvp } from '../../src/contract/rsvp.js';
import type { Command } from '../../src/contract/commands.js';
import type { PersonName } from '../support/meeting-world.js';
import { useServer, useWorld } from '../support/stage.js';

const { database, server } = useServer();
const world = useWorld(server);

const comes: NewRsvp = { answer: 'comes', deputyId: null };
const sends = (deputyId: string): NewRsvp => ({ answer: 'sends-deputy', deputyId });

/** A person's hands on the answers of the meeting. */
async function as(person: PersonName) {
  const cookie = await world.signIn(person);
  const meeting = `/api/v1/partnerships/${world.partnershipId}/meetings/`;
  return {
    read: (meetingId = world.meetingId) =>
      request(server.origin).get(`${meeting}${meetingId}/rsvps`).set('Cookie', cookie),
    say: (answer: object, meetingId = world.meetingId) =>
      request(server.origin)
        .put(`${meeting}${meetingId}/rsvps/mine`)
        .set('Cookie', cookie)
        .send(answer),
    give: (command: Command) =>
      request(server.origin)
        .post(`${meeting}${world.meetingId}/commands`)
        .set('Cookie', cookie)
        .send({ commandId: randomUUID(), command })
        .expect(200),
  };
}

/** Another member of an agency, by their id. */
async function join(agencyId: string, role: string, isDeputy = false): Promise<string> {
  const id = randomUUID();
  await database.query('INSERT INTO person (id, name, email) VALUES ($1, $2, $3)', [
    id,
    `ny ${role}`,
    `${id}@example.se`,
  ]);
  await database.query(
    `INSERT INTO membership (partnership_id, person_id, agency_id, role, is_deputy)
     VALUES ($1, $2, $3, $4, $5)`,
    [world.partnershipId, id, agencyId, role, isDeputy],
  );
  await database.query('UPDATE partnership SET rights_version = rights_version + 1 WHERE id = $1', [
    world.partnershipId,
  ]);
  return id;
}

const answersIn = ({ body }: { body: unknown }) =>
  RsvpList.parse(body).answers.map(({ name, answer, deputy }) => [
    name,
    answer,
    deputy?.name ?? null,
  ]);

describe('an answer', () => {
  it('is for the coordinator and one’s own agency, and can be changed', async () => {
    const [police, volunteer, coordinator, boss] = await Promise.all(
      (['polisen', 'nattvandrarna', 'samordnaren', 'chefen'] as const).map(as),
    );
    expect(answersIn(await police!.read().expect(200))).toEqual([]);
    await police!.say({ answer: 'declines', deputyId: null }).expect(200);
    expect(answersIn(await police!.say(comes).expect(200))).toEqual([['polisen', 'comes', null]]);
    await coordinator!.say(comes).expect(200);

    expect(answersIn(await volunteer!.read())).toEqual([]);
    expect(answersIn(await boss!.read())).toEqual([['samordnaren', 'comes', null]]);
    expect(answersIn(await coordinator!.read())).toEqual([
      ['samordnaren', 'comes', null],
      ['polisen', 'comes', null],
    ]);
  });

  it('names a deputy among those who speak for the same agency', async () => {
    const police = await as('polisen');
    const deputy = await join(world.agency.polisen, 'attendee', true);
    const observer = await join(world.agency.polisen, 'observer');
    const { deputies } = RsvpList.parse((await police.read()).body);
    expect(deputies).toEqual([{ personId: deputy, name: 'ny attendee' }]);

    for (const other of [observer, world.person.polisen, world.person.kommunen, randomUUID()])
      expect((await police.say(sends(other))).body).toMatchObject({ code: 'unknown-reference' });
    expect(answersIn(await police.say(sends(deputy)).expect(200))).toEqual([
      ['polisen', 'sends-deputy', 'ny attendee'],
    ]);
    // The deputy leaves, and the question is open again.
    await database.query('DELETE FROM membership WHERE person_id = $1', [deputy]);
    expect(answersIn(await police.read())).toEqual([]);
  });

  it.each([
    [{ answer: 'comes' }],
    [{ answer: 'perhaps', deputyId: null }],
    [{ answer: 'sends-deputy', deputyId: null }],
    [{ answer: 'comes', deputyId: randomUUID() }],
  ])('is refused in another form: %j', async (answer) => {
    const police = await as('polisen');
    expect((await police.say(answer)).body).toMatchObject({ code: 'invalid-input' });
  });

  it('stays to be read when the meeting is moved, and counts when given anew', async () => {
    const police = await as('polisen');
    const isBeforeMove = ({ body }: { body: unknown }) =>
      RsvpList.parse(body).answers.map((one) => one.isBeforeMove);
    const move = (by: string) =>
      database.query(
        `UPDATE meeting SET starts_at = starts_at + $2::interval, ends_at = ends_at + $2::interval
         WHERE id = $1`,
        [world.meetingId, by],
      );
    expect(isBeforeMove(await police.say(comes).expect(200))).toEqual([false]);
    await move('1 day');
    const moved = await police.read();
    expect(isBeforeMove(moved)).toEqual([true]);
    expect(answersIn(moved)).toEqual([['polisen', 'comes', null]]);
    // It was said of the time that the meeting has got back.
    await move('-1 day');
    expect(isBeforeMove(await police.read())).toEqual([false]);
    await move('1 hour');
    expect(isBeforeMove(await police.read())).toEqual([true]);
    expect(isBeforeMove(await police.say(comes).expect(200))).toEqual([false]);
  });

  it('about another start than the meeting has is refused, and tells which it has', async () => {
    const police = await as('polisen');
    const { startsAt } = RsvpList.parse((await police.read()).body);
    await police.say({ ...comes, forStart: startsAt }).expect(200);
    await database.query(
      `UPDATE meeting SET starts_at = starts_at - interval '1 hour' WHERE id = $1`,
      [world.meetingId],
    );
    const declines = { answer: 'declines', deputyId: null };
    const refused = await police.say({ ...declines, forStart: startsAt }).expect(409);
    const current = { startsAt: RsvpList.parse((await police.read()).body).startsAt };
    expect(refused.body).toMatchObject({ code: 'stale', current });
    expect(current.startsAt).not.toBe(startsAt);
    expect(answersIn(await police.read())).toEqual([['polisen', 'comes', null]]);
    await police.say({ ...declines, forStart: current.startsAt }).expect(200);
    expect(answersIn(await police.read())).toEqual([['polisen', 'declines', null]]);
  });

  it('is given until the meeting opens, and stays to be read', async () => {
    const [police, coordinator] = await Promise.all((['polisen', 'samordnaren'] as const).map(as));
    await police!.say(comes).expect(200);
    await coordinator!.give({ type: 'meeting.open' });
    const late = await police!.say({ answer: 'declines', deputyId: null }).expect(409);
    expect(late.body).toMatchObject({ code: 'wrong-state' });
    expect(answersIn(await police!.read())).toEqual([['polisen', 'comes', null]]);
  });

  it('is none of a guest’s, of an observer’s, nor of a meeting that is not there', async () => {
    const [guest, boss] = await Promise.all((['bostadsbolaget', 'chefen'] as const).map(as));
    expect((await boss!.say(comes).expect(403)).body).toMatchObject({ code: 'not-allowed' });
    expect((await boss!.read(randomUUID())).body).toMatchObject({ code: 'not-found' });
    await database.query(
      `INSERT INTO guest_pass (partnership_id, person_id, meeting_id, ends_at)
       VALUES ($1, $2, $3, now() + interval '1 day')`,
      [world.partnershipId, world.person.bostadsbolaget, world.meetingId],
    );
    await database.query(
      'UPDATE partnership SET rights_version = rights_version + 1 WHERE id = $1',
      [world.partnershipId],
    );
    for (const refused of [guest!.read(), guest!.say(comes)])
      expect((await refused.expect(404)).body).toMatchObject({ code: 'not-found' });
  });
});
