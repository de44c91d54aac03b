// Meetings that come by mail: to whom, what is told when something changes, and that nothing is told twice.
// What a year of changes tells, moves and cancellations, stands in the test of the feeds.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CalendarMail } from '../../src/contract/calendar-mail.js';
import type { MeetingHeader } from '../../src/contract/board.js';
import { Series } from '../../src/contract/series.js';
import { PlanningWorld, planOf } from '../series/planning-world.js';
import { noteAdd } from '../support/commands.js';
import { diedWhileSending } from '../support/died-while-sending.js';
import { MailServer } from '../support/mail-server.js';
import type { PersonName } from '../support/meeting-world.js';
import { CalendarPost, type CalendarLetter } from './calendar-post.js';

let mail: MailServer;
let planning: PlanningWorld;
let post: CalendarPost;
let series: Series;
let meetings: MeetingHeader[];

beforeAll(async () => {
  mail = await MailServer.start();
  planning = await PlanningWorld.at('2026-03-02T10:00:00.000Z', 2, {
    DATABASE_URL: 'postgres://set',
    ...mail.environment,
  });
  post = new CalendarPost(planning, mail);
  series = await planning.create();
  meetings = (await planning.meetingsOf(series)).filter(({ startsAt }) => startsAt > '2026-03-02');
  await post.onlyTo('polisen');
});
afterAll(async () => {
  await planning.end();
  await mail.shut();
});

async function decide(method: string, on: string, body?: object): Promise<void> {
  const ifMatch = `"${series.version}"`;
  const path = `series/${series.id}/dates/${on}`;
  const response = await planning.send(method, path, { body, ifMatch });
  if (!response.ok) throw new Error(await response.text());
  series = Series.parse(await response.json());
}
const move = (on: string, movedTo: string) => decide('PUT', on, { answer: 'move', movedTo });
const cancel = (on: string) => decide('PUT', on, { answer: 'cancel', reason: 'Snöstorm' });
const undo = (on: string) => decide('DELETE', on);
const choose = (by: PersonName, body: object) =>
  planning.send('PUT', 'calendar-mail', { by, body });
const tryAgain = (by: PersonName) => planning.send('POST', 'calendar-mail/tries', { by, body: {} });
const read = async (by: PersonName) =>
  CalendarMail.parse(await (await planning.send('GET', 'calendar-mail', { by })).json());

const told = (letters: CalendarLetter[]) =>
  letters.map(({ method, subject }) => [method, subject]).sort();
const invitations = [
  ['REQUEST', 'Kallelse: Utsättning fredag 13 mars (v. 11) kl. 18.00–18.50'],
  ['REQUEST', 'Kallelse: Utsättning fredag 24 april (v. 17) kl. 18.00–18.50'],
  ['REQUEST', 'Kallelse: Utsättning fredag 3 april (v. 14) kl. 18.00–18.50'],
];

describe('a letter to a calendar', () => {
  it('invites to the next three meetings, once, however many servers look', async () => {
    await post.look();
    await post.look();
    expect(await post.waiting()).toHaveLength(3);
    expect(mail.letters).toEqual([]);
    const letters = await post.deliver();
    expect(told(letters)).toEqual(invitations);
    const third = letters.find(({ subject }) => subject.includes('3 april'))!;
    const meeting = meetings.find(({ startsAt }) => startsAt.startsWith('2026-04-03'));
    expect(third).toMatchObject({
      uid: meeting?.id,
      sequence: 0,
      status: 'CONFIRMED',
      startsAt: '2026-04-03T16:00:00.000Z',
      endsAt: '2026-04-03T16:50:00.000Z',
      place: 'Stora salen',
      organizer: 'mailto:utsattning@exempelkoping.example',
      attendee: `mailto:${await post.emailOf('polisen')}`,
    });
    expect(third.text).toContain('hålls fredag 3 april (v. 14) kl. 18.00–18.50, Stora salen.');
    expect(await post.deliver()).toEqual([]);
  });

  it('tells of several changes at once, and of none that was undone', async () => {
    await move('2026-04-03', '2026-04-02T17:00');
    await post.look();
    await move('2026-04-03', '2026-04-02T19:00');
    const [moved, ...others] = await post.deliver();
    expect(others).toEqual([]);
    expect(moved).toMatchObject({
      method: 'REQUEST',
      subject: 'Flyttat: Utsättning hålls torsdag 2 april (v. 14) kl. 19.00–19.50',
      sequence: 2,
      startsAt: '2026-04-02T17:00:00.000Z',
    });
    expect(moved?.text).toContain('Förut var det fredag 3 april (v. 14) kl. 18.00–18.50.');

    await cancel('2026-04-03');
    await post.look();
    await undo('2026-04-03');
    await move('2026-04-03', '2026-04-02T19:00');
    expect(await post.deliver()).toEqual([]);
  });

  it('says what has changed: what was before, and what is now', async () => {
    const textOf = async (plan: Parameters<typeof planOf>[0]) => {
      series = await planning.edit(series, planOf(plan));
      const letter = (await post.deliver()).find(({ startsAt }) => startsAt > '2026-04-20');
      return letter?.text.replace(/\s+/g, ' ');
    };
    expect(await textOf({ venue: 'Lilla salen', definition: { durationMinutes: 60 } })).toContain(
      'Tiden är ändrad till kl. 18.00–19.00. Förut var den kl. 18.00–18.50. ' +
        'Platsen är ändrad till Lilla salen. Förut var den Stora salen. Så här gäller nu:',
    );
    expect(await textOf({ title: 'Insats', venue: '' })).toContain(
      'Mötet är inte längre i Lilla salen, och ingen ny plats är angiven. ' +
        'Mötet heter nu Insats. Förut hette det Utsättning. Så här gäller nu:',
    );
    expect(await textOf({})).toContain('Platsen är ändrad till Stora salen. Mötet heter nu');
  });

  it('is not brought about by anything that is done in the meeting, closed or open', async () => {
    const { world } = planning;
    for (const audience of [{ kind: 'table' }, { kind: 'authorities' }] as const)
      await planning.command(meetings[0], noteAdd(world, world.agency.kommunen, { audience }));
    expect(await post.deliver()).toEqual([]);
  });

  it('takes meetings back when somebody wants them no more, and sends them in the language chosen', async () => {
    expect((await choose('polisen', { isWanted: false, language: 'sv' })).status).toBe(200);
    const gone = await post.deliver();
    expect(told(gone).map(([method, subject]) => [method, subject?.slice(0, 28)])).toEqual(
      Array(3).fill(['CANCEL', 'Du är inte längre kallad: Ut']),
    );
    expect(gone.map(({ status }) => status)).toEqual(Array(3).fill('null'));
    const back = await (await choose('polisen', { isWanted: true, language: 'en' })).json();
    expect(back).toMatchObject({ choice: { isWanted: true, language: 'en' }, unreached: [] });
    const again = await post.deliver();
    expect(told(again)).toContainEqual([
      'REQUEST',
      'Invitation: Utsättning Friday 24 April (week 17) at 18:00–18:50',
    ]);
    expect(again).toHaveLength(3);
    for (const { uid, sequence } of again)
      expect(sequence).toBeGreaterThan(gone.find((one) => one.uid === uid)!.sequence);
  });

  it('that may have left is shown, not sent again by itself, and told of anew by a higher number', async () => {
    mail.meets = () => 'dropped';
    await move('2026-04-24', '2026-04-23T18:00');
    const [lost, ...others] = await post.deliver();
    expect(others).toEqual([]);
    mail.meets = () => 'taken';
    expect((await read('samordnaren')).unreached).toEqual([
      expect.objectContaining({ name: 'polisen', meetingId: lost?.uid, state: 'uncertain' }),
    ]);
    expect(await post.deliver()).toEqual([]);

    for (const _ of [1, 2]) expect((await tryAgain('samordnaren')).status).toBe(200);
    const [again, ...more] = await post.deliver();
    expect(more).toEqual([]);
    expect(again).toMatchObject({
      uid: lost?.uid,
      sequence: lost?.sequence,
      startsAt: lost?.startsAt,
      subject: expect.stringContaining('Invitation: Utsättning Thursday 23 April'),
    });
    expect((await read('samordnaren')).unreached).toEqual([]);
    await undo('2026-04-24');
    expect((await post.deliver()).map(({ sequence }) => sequence)).toEqual([again!.sequence + 1]);
  });

  it('that may have left is taken back like any other', async () => {
    mail.meets = () => 'dropped';
    await choose('brandförsvaret', { isWanted: true, language: 'sv' });
    const invited = await post.deliver();
    expect(invited.map(({ method }) => method)).toEqual(Array(3).fill('REQUEST'));
    mail.meets = () => 'taken';
    await choose('brandförsvaret', { isWanted: false, language: 'sv' });
    const gone = await post.deliver();
    expect(gone.map(({ method, uid }) => [method, uid]).sort()).toEqual(
      invited.map(({ uid }) => ['CANCEL', uid]).sort(),
    );
    expect((await read('samordnaren')).unreached).toEqual([]);
  });

  it('counts as told when the process that sent it died, and is asked about', async () => {
    const { world, database } = planning;
    const key = [world.partnershipId, meetings[0]!.id, world.person.polisen];
    // As when the process dies between the mail server's word and its own note.
    const dies = () =>
      database.query(
        `UPDATE calendar_letter SET state = 'leaving', written_at = '2026-03-02T09:59:00Z'
         WHERE partnership_id = $1 AND meeting_id = $2 AND person_id = $3`,
        key,
      );
    await dies();
    expect((await read('samordnaren')).unreached).toEqual([]);
    planning.setTime('2026-03-02T10:10:00.000Z');
    expect((await read('samordnaren')).unreached.map(({ state }) => state)).toEqual(['uncertain']);
    await diedWhileSending(database, 'calendar', key.join('/'));
    expect(await post.deliver()).toEqual([]);
    expect((await read('samordnaren')).unreached.map(({ state }) => state)).toEqual(['uncertain']);
    await dies();
    await tryAgain('samordnaren');
    const [again, ...others] = await post.deliver();
    expect(others).toEqual([]);
    expect(again).toMatchObject({ uid: key[1] });
    await dies();
    await move('2026-03-13', '2026-03-12T18:00');
    const [newer] = await post.deliver();
    expect(newer).toMatchObject({ uid: key[1], startsAt: '2026-03-12T17:00:00.000Z' });
    expect(newer!.sequence).toBeGreaterThan(again!.sequence);
  });
});

describe('a meeting that somebody was told of', () => {
  it('is cancelled where its series goes without it, and does not vanish', async () => {
    series = await planning.edit(
      series,
      planOf({ definition: { excludedStarts: ['2026-04-24T18:00', '2026-10-09T18:00'] } }),
    );
    const dates = (await planning.meetingsOf(series)).map(({ startsAt, status }) => [
      startsAt.slice(0, 10),
      status,
    ]);
    expect(dates).toContainEqual(['2026-04-24', 'cancelled']);
    expect(dates.map(([day]) => day)).not.toContain('2026-10-09');
    const [cancelled] = await post.deliver();
    expect(cancelled).toMatchObject({
      method: 'CANCEL',
      subject: 'The meeting Friday 24 April (week 17) is cancelled',
    });
  });
});

describe('a mail server that is away', () => {
  const tries = async () => (await post.waiting()).map(({ attempts }) => attempts);

  it('for an hour loses nothing and doubles nothing: each hears the last of it once', async () => {
    const { world, database } = planning;
    await choose('kommunen', { isWanted: true, language: 'sv' });
    await post.deliver();
    // The world's own series has been looked at today, so that a restart adds nothing of it.
    await database.query("UPDATE meeting_series SET planned_on = '2026-03-02'");
    await mail.shut();

    await cancel('2026-03-13');
    await post.pass(20);
    expect((await tries()).every((count) => count === 7)).toBe(true);
    await planning.restartServer();
    await undo('2026-03-13');
    await move('2026-03-13', '2026-03-12T17:30');
    await move('2026-05-15', '2026-05-13T18:00');
    await choose('brandförsvaret', { isWanted: true, language: 'sv' });
    await post.pass(40);
    // After pauses from three seconds to eighteen minutes; the next is fifty minutes.
    expect(Math.max(...(await tries()))).toBe(8);
    expect(post.news()).toEqual([]);
    const { unreached } = await read('samordnaren');
    expect(unreached.map(({ state }) => state)).toEqual(Array(unreached.length).fill('waiting'));
    expect(new Set(unreached.map(({ name }) => name))).toEqual(
      new Set(['brandförsvaret', 'kommunen', 'polisen']),
    );
    expect((await read('polisen')).unreached).toEqual([]);
    // Undone before anybody could be told of it.
    await undo('2026-05-15');
    await database.query('DELETE FROM membership WHERE person_id = $1', [world.person.kommunen]);
    await mail.open();

    await post.pass(60);
    expect(await post.waiting()).toEqual([]);
    const letters = post.news();
    const heardBy = async (person: PersonName) => {
      const email = await post.emailOf(person);
      return told(letters.filter(({ attendee }) => attendee === `mailto:${email}`));
    };
    expect(await heardBy('polisen')).toEqual([
      ['REQUEST', 'Moved: Utsättning is held Thursday 12 March (week 11) at 17:30–18:20'],
    ]);
    expect(await heardBy('brandförsvaret')).toEqual([
      ['REQUEST', 'Kallelse: Utsättning fredag 15 maj (v. 20) kl. 18.00–18.50'],
      ['REQUEST', 'Kallelse: Utsättning torsdag 12 mars (v. 11) kl. 17.30–18.20'],
      ['REQUEST', 'Kallelse: Utsättning torsdag 2 april (v. 14) kl. 19.00–19.50'],
    ]);
    expect((await heardBy('kommunen')).map(([method]) => method)).toEqual(Array(3).fill('CANCEL'));
    expect(letters).toHaveLength(7);
    expect(await post.deliver()).toEqual([]);
  });

  it('or refuses for good is shown to the coordinator, and asked again when something changes or they say so', async () => {
    mail.meets = () => ({ code: 550, says: 'no such person' });
    await move('2026-03-13', '2026-03-12T18:30');
    await post.deliver();
    const { unreached } = await read('samordnaren');
    expect(unreached).toHaveLength(2);
    expect(unreached[0]).toMatchObject({
      name: 'brandförsvaret',
      title: 'Utsättning',
      startsAt: '2026-03-12T17:30:00.000Z',
      state: 'failed',
    });
    expect(await post.deliver()).toEqual([]);
    const polisen = await post.emailOf('polisen');
    mail.meets = (to) => (to === polisen ? { code: 550, says: 'no such person' } : 'taken');
    await move('2026-03-13', '2026-03-12T18:45');
    expect(await post.deliver()).toHaveLength(1);
    mail.meets = () => 'taken';
    expect((await tryAgain('polisen')).status).toBe(403);
    // However often they tap, it is one letter.
    for (const _ of [1, 2]) expect((await tryAgain('samordnaren')).status).toBe(200);
    expect(told(await post.deliver())).toEqual([
      ['REQUEST', 'Moved: Utsättning is held Thursday 12 March (week 11) at 18:45–19:35'],
    ]);
    expect((await read('samordnaren')).unreached).toEqual([]);
  });
});

describe('a letter that leaves once the meeting has begun', () => {
  const thatDay = async () =>
    told((await post.deliver()).filter(({ startsAt }) => startsAt.startsWith('2026-03-12')));
  const leavingAt = async (time: string) => {
    await post.look();
    planning.setTime(time);
    return thatDay();
  };
  const movedTo = (hours: string) => [
    ['REQUEST', `Flyttat: Utsättning hålls torsdag 12 mars (v. 11) kl. ${hours}`],
    [
      'REQUEST',
      `Moved: Utsättning is held Thursday 12 March (week 11) at ${hours.replaceAll('.', ':')}`,
    ],
  ];

  it('is sent when the meeting was moved earlier: calendars show the later time', async () => {
    planning.setTime('2026-03-12T11:59:00.000Z');
    await move('2026-03-13', '2026-03-12T13:01');
    expect(await leavingAt('2026-03-12T12:02:00.000Z')).toEqual(movedTo('13.01–13.51'));
    expect(await thatDay()).toEqual([]);
  });

  it('is sent when it was opened too, and is shown while some calendar may show the later time', async () => {
    await move('2026-04-03', '2026-03-12T13:30');
    expect(await thatDay()).toEqual(movedTo('13.30–14.20'));
    await move('2026-04-03', '2026-03-12T13:10');
    await planning.database.query(
      `UPDATE meeting SET status = 'open' WHERE starts_at = '2026-03-12T12:10:00Z'`,
    );
    mail.meets = () => 'dropped';
    expect(await leavingAt('2026-03-12T12:11:00.000Z')).toEqual(movedTo('13.10–14.00'));
    mail.meets = () => 'taken';
    const isThatOne = expect.objectContaining({
      startsAt: '2026-03-12T12:10:00.000Z',
      state: 'uncertain',
    });
    const { unreached } = await read('samordnaren');
    expect(unreached.slice(0, 2)).toEqual([isThatOne, isThatOne]);
    await tryAgain('samordnaren');
    expect(await thatDay()).toHaveLength(2);
    expect((await read('samordnaren')).unreached).toEqual([]);
  });

  it('is sent when the meeting was cancelled, until it would have ended', async () => {
    await move('2026-05-15', '2026-03-12T13:40');
    expect(await thatDay()).toEqual(movedTo('13.40–14.30'));
    await cancel('2026-05-15');
    const gone = await leavingAt('2026-03-12T12:41:00.000Z');
    expect(gone.map(([method]) => method)).toEqual(['CANCEL', 'CANCEL']);
    expect(await thatDay()).toEqual([]);
  });
});

it('is offered to those who speak for an agency, where there is mail', async () => {
  expect((await read('chefen')).choice).toBeNull();
  const refused = await choose('chefen', { isWanted: true, language: 'sv' });
  expect(await refused.json()).toMatchObject({ code: 'not-allowed' });
  expect((await choose('polisen', { isWanted: 'yes', language: 'sv' })).status).toBe(400);
});
