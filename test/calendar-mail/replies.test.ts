// What calendars answer by mail, handed over by a mail server as one would in front of the product.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { REPLIES_AN_HOUR } from '../../src/calendar-mail/replies.service.js';
import { RsvpList } from '../../src/contract/rsvp.js';
import { Series } from '../../src/contract/series.js';
import { PlanningWorld } from '../series/planning-world.js';
import { freePort } from '../support/free-port.js';
import { MailServer } from '../support/mail-server.js';
import { CalendarPost, type CalendarLetter } from './calendar-post.js';

let mail: MailServer;
let planning: PlanningWorld;
let post: CalendarPost;
let series: Series;
let letters: CalendarLetter[];
let transport: ReturnType<typeof createTransport>;

beforeAll(async () => {
  mail = await MailServer.start();
  const port = await freePort();
  planning = await PlanningWorld.at('2026-03-02T10:00:00.000Z', 1, {
    DATABASE_URL: 'postgres://set',
    ...mail.environment,
    REPLY_ADDRESS: 'svar@svar.exempelkoping.example',
    REPLY_KEY: 'k'.repeat(32),
    LMTP_PORT: String(port),
  });
  post = new CalendarPost(planning, mail);
  series = await planning.create();
  await post.onlyTo('polisen', 'brandförsvaret');
  letters = await post.deliver();
  transport = createTransport({ host: '127.0.0.1', port, lmtp: true });
});
afterAll(async () => {
  transport.close();
  await planning.end();
  await mail.shut();
});
beforeEach(async () => {
  await planning.database.query('TRUNCATE attempt_count');
});

type Invited = 'polisen' | 'brandförsvaret';

async function invitationOf(person: Invited, day = '2026-03-13'): Promise<CalendarLetter> {
  const attendee = `mailto:${await post.emailOf(person)}`;
  const found = letters.find((one) => one.attendee === attendee && one.startsAt.startsWith(day));
  if (!found) throw new Error(`${person} has no letter of ${day}.`);
  return found;
}

const calendarOf = (lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//Test//EN',
    ...lines,
    'END:VCALENDAR',
    '',
  ].join('\r\n');

interface Said {
  partstat?: string;
  at?: string;
  sequence?: number;
  attendee?: string;
  method?: string;
}

function eventOf(letter: CalendarLetter, said: Said): string[] {
  const { partstat = 'ACCEPTED', at = '20260302T095900Z', sequence = letter.sequence } = said;
  return [
    'BEGIN:VEVENT',
    `UID:${letter.uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${at}`,
    `ORGANIZER:${letter.organizer}`,
    `ATTENDEE;PARTSTAT=${partstat}:${said.attendee ?? letter.attendee.replace('mailto', 'MAILTO')}`,
    'END:VEVENT',
  ];
}

const replyTo = (letter: CalendarLetter, said: Said = {}) =>
  calendarOf([`METHOD:${said.method ?? 'REPLY'}`, ...eventOf(letter, said)]);

/** What the product answers to a letter handed over to it: a number. */
async function handOver(to: string, message: object): Promise<number> {
  try {
    const sent: unknown = await transport.sendMail({
      envelope: { from: 'someone@example.se', to: to.replace('mailto:', '') },
      subject: 'Accepted',
      text: 'Svar',
      ...message,
    });
    return Number((sent as { response: string }).response.slice(0, 3));
  } catch (error) {
    return (error as { responseCode: number }).responseCode;
  }
}

const asPart = (content: string, type = 'text/calendar; charset=utf-8; method=REPLY') => ({
  alternatives: [{ contentType: type, content }],
});
const answer = (letter: CalendarLetter, said?: Said) =>
  handOver(letter.organizer, asPart(replyTo(letter, said)));

async function answersTo({ uid }: CalendarLetter): Promise<string[][]> {
  const response = await planning.send('GET', `meetings/${uid}/rsvps`);
  const { answers } = RsvpList.parse(await response.json());
  return answers.map(({ name, answer: said, isBeforeMove }) => [
    ...[name, said],
    ...(isBeforeMove ? ['before the move'] : []),
  ]);
}

describe('an answer by mail', () => {
  it('counts as said on the page, by whoever’s address it came to', async () => {
    const letter = await invitationOf('polisen');
    expect(letter.organizer).toMatch(/^mailto:svar\+[0-9a-f]{40}@svar\.exempelkoping\.example$/);
    expect(letter.text).toContain('Svara i din kalender');
    expect(await answer(letter)).toBe(250);
    expect(await answersTo(letter)).toEqual([['polisen', 'comes']]);
    expect(await answer(letter, { partstat: 'DECLINED', at: '20260302T095930Z' })).toBe(250);
    expect(await answersTo(letter)).toEqual([['polisen', 'declines']]);
    // As some programs send it.
    const attached = {
      attachments: [
        {
          filename: 'svar.ics',
          contentType: 'application/ics',
          content: replyTo(letter, { at: '20260302T095940Z' }),
        },
      ],
    };
    expect(await handOver(letter.organizer, attached)).toBe(250);
    expect(await answersTo(letter)).toEqual([['polisen', 'comes']]);
  });

  it('does not take the place of a later one, by time or by number', async () => {
    const letter = await invitationOf('brandförsvaret');
    expect(await answer(letter, { at: '20260302T095950Z' })).toBe(250);
    await answer(letter, { partstat: 'DECLINED', at: '20260302T095900Z' });
    expect(await answersTo(letter)).toContainEqual(['brandförsvaret', 'comes']);

    planning.setTime('2026-03-02T10:10:00.000Z');
    const body = { answer: 'move', movedTo: '2026-03-12T18:00' };
    const path = `series/${series.id}/dates/2026-03-13`;
    const response = await planning.send('PUT', path, { body, ifMatch: `"${series.version}"` });
    series = Series.parse(await response.json());
    const [moved] = (await post.deliver()).filter(({ attendee }) => attendee === letter.attendee);
    expect(await answersTo(letter)).toContainEqual([
      ...['brandförsvaret', 'comes'],
      'before the move',
    ]);
    planning.setTime('2026-03-02T10:20:00.000Z');
    // Whoever answers the first letter now has said nothing of the day it was moved to.
    await answer(letter, { partstat: 'DECLINED', at: '20260302T101400Z' });
    expect(await answersTo(letter)).toContainEqual([
      ...['brandförsvaret', 'declines'],
      'before the move',
    ]);
    expect(moved).toMatchObject({ organizer: letter.organizer });
    await answer(moved!, { at: '20260302T101500Z' });
    await answer(letter, { partstat: 'DECLINED', at: '20260302T101600Z' });
    expect(await answersTo(letter)).toContainEqual(['brandförsvaret', 'comes']);
    await answer(moved!, { partstat: 'DECLINED', at: '99990101T000000Z' });
    expect(await answersTo(letter)).toContainEqual(['brandförsvaret', 'declines']);
  });

  it('does not take the place of a later one that is being written as it arrives', async () => {
    const letter = await invitationOf('brandförsvaret', '2026-04-03');
    const { database, world } = planning;
    const key = [world.partnershipId, letter.uid, world.person.brandförsvaret];
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query('BEGIN');
    await client.query(
      'SELECT FROM membership WHERE partnership_id = $1 AND person_id = $2 FOR NO KEY UPDATE',
      [key[0], key[2]],
    );
    await client.query(
      `INSERT INTO rsvp (partnership_id, meeting_id, person_id, answer, answered_at)
       VALUES ($1, $2, $3, 'comes', '2026-03-02T09:59:30Z')`,
      key,
    );
    const older = answer(letter, { partstat: 'DECLINED', at: '20260302T095900Z' });
    const waiting = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await database.query(waiting)).length === 0) await pause(10);
    await client.query('COMMIT');
    await client.end();
    expect(await older).toBe(250);
    expect(await answersTo(letter)).toContainEqual(['brandförsvaret', 'comes']);
    await database.query('DELETE FROM rsvp WHERE meeting_id = $1', [letter.uid]);
  });

  it('that declines keeps a deputy who was named on the page, for the same start', async () => {
    const letter = await invitationOf('brandförsvaret', '2026-04-24');
    const { database, world } = planning;
    const [deputy] = await database.query<{ id: string }>(
      `WITH joined AS (
         INSERT INTO person (id, name, email)
         VALUES (gen_random_uuid(), 'ersättaren', 'ersattaren@example.se') RETURNING id)
       INSERT INTO membership (partnership_id, person_id, agency_id, role)
       SELECT $1, id, $2, 'attendee' FROM joined RETURNING person_id AS id`,
      [world.partnershipId, world.agency.brandförsvaret],
    );
    await database.query('UPDATE partnership SET rights_version = rights_version + 1');
    const body = { answer: 'sends-deputy', deputyId: deputy?.id };
    const path = `meetings/${letter.uid}/rsvps/mine`;
    const named = await planning.send('PUT', path, { by: 'brandförsvaret', body });
    expect(named.status).toBe(200);
    await answer(letter, { partstat: 'DECLINED', at: '99990101T000000Z' });
    expect(await answersTo(letter)).toEqual([['brandförsvaret', 'sends-deputy']]);
    await answer(letter, { at: '99990101T000000Z' });
    expect(await answersTo(letter)).toEqual([['brandförsvaret', 'comes']]);
    await database.query('DELETE FROM rsvp WHERE meeting_id = $1', [letter.uid]);
  });

  it('changes nothing when it is somebody else’s, undecided, twofold or no answer', async () => {
    const letter = await invitationOf('polisen', '2026-04-03');
    const other = await invitationOf('polisen', '2026-04-24');
    const of = letter.organizer;
    const two = calendarOf(['METHOD:REPLY', ...eventOf(letter, {}), ...eventOf(letter, {})]);
    const deep = Array.from({ length: 40 }, (_, level) =>
      [`Content-Type: multipart/mixed; boundary=b${level}`, '', `--b${level}`, ''].join('\r\n'),
    ).join('');
    for (const message of [
      asPart(replyTo(letter, { attendee: 'mailto:nagon@annan.example' })),
      asPart(replyTo(letter, { partstat: 'TENTATIVE' })),
      asPart(replyTo(letter, { partstat: 'DELEGATED' })),
      asPart(replyTo(letter, { method: 'REQUEST' })),
      asPart(replyTo(other)),
      asPart(two),
      asPart(replyTo(letter).replace('DTSTAMP', 'RECURRENCE-ID:20260403T160000Z\r\nDTSTAMP')),
      asPart('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'),
      asPart(replyTo(letter), 'text/plain'),
      asPart('\u0000\u00ff', 'text/calendar; charset=klingon; method=REPLY'),
      asPart(calendarOf(['METHOD:REPLY', `X-A:${'x'.repeat(70_000)}`, ...eventOf(letter, {})])),
      { text: 'Jag är ledig.', headers: { 'Auto-Submitted': 'auto-replied' } },
      { raw: `${deep}Content-Type: text/calendar; method=REPLY\r\n\r\n${replyTo(letter)}` },
      { raw: 'x' },
    ])
      expect(await handOver(of, message)).toBe(250);
    expect(await answersTo(letter)).toEqual([]);
    expect(await answersTo(other)).toEqual([]);
  });

  it('is refused at addresses that are nobody’s, too large, or too often', async () => {
    const letter = await invitationOf('polisen', '2026-04-24');
    const of = letter.organizer.replace('mailto:', '');
    for (const to of [
      of.replace(/\+\w/, '+0').replace(/\+0\w/, '+00'),
      of.replace(/\+[^@]*/, ''),
      of.replace('@svar.', '@'),
      'svar+x@svar.exempelkoping.example',
    ])
      expect(await handOver(to, asPart(replyTo(letter)))).toBe(550);
    expect(await handOver(of, { text: 'x'.repeat(1_100_000) })).toBe(552);
    for (let count = 1; count < REPLIES_AN_HOUR; count++) await handOver(of, { text: 'Ledig.' });
    expect(await handOver(of, asPart(replyTo(letter)))).toBe(452);
    expect(await answersTo(letter)).toEqual([]);
    const shouted = of.toUpperCase();
    await planning.database.query('TRUNCATE attempt_count');
    expect(await handOver(shouted, asPart(replyTo(letter)))).toBe(250);
    expect(await answersTo(letter)).toEqual([['polisen', 'comes']]);
  });

  it('is to be tried again while the database cannot be asked', async () => {
    const letter = await invitationOf('brandförsvaret', '2026-04-24');
    await planning.database.query('ALTER TABLE calendar_letter RENAME TO away');
    expect(await answer(letter)).toBe(451);
    await planning.database.query('ALTER TABLE away RENAME TO calendar_letter');
    expect(await answer(letter)).toBe(250);
    expect(await answersTo(letter)).toContainEqual(['brandförsvaret', 'comes']);
  });

  it('comes too late once the meeting is open, cancelled, or one has left', async () => {
    const letter = await invitationOf('brandförsvaret', '2026-04-03');
    const { database, world } = planning;
    for (const status of ['open', 'closed', 'cancelled']) {
      await database.query('UPDATE meeting SET status = $2 WHERE id = $1', [letter.uid, status]);
      expect(await answer(letter)).toBe(250);
    }
    await database.query(`UPDATE meeting SET status = 'planned' WHERE id = $1`, [letter.uid]);
    await database.query('DELETE FROM membership WHERE person_id = $1', [
      world.person.brandförsvaret,
    ]);
    await database.query('UPDATE partnership SET rights_version = rights_version + 1');
    expect(await answer(letter)).toBe(250);
    expect(await answersTo(letter)).toEqual([]);
    expect(await database.query('SELECT FROM rsvp WHERE meeting_id = $1', [letter.uid])).toEqual(
      [],
    );
  });
});
