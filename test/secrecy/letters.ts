// Every letter there is about a partnership and its meeting, asked for as people ask for them.
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { LetterRounds } from '../../src/calendar-mail/letter-rounds.js';
import { DAY_MS } from '../../src/domain/schedule/calendar-day.js';
import { AskingRounds } from '../../src/preparation/asking-rounds.js';
import type { TestApp } from '../support/app.js';
import type { MailServer } from '../support/mail-server.js';
import type { PersonName, World } from '../support/meeting-world.js';
import type { TestDatabase } from '../support/test-database.js';
import { newToken } from '../support/token.js';
import { withoutTime } from './likeness.js';

interface Post {
  readonly database: TestDatabase;
  readonly mail: MailServer;
  /** Where people ask for letters, and whence they leave. */
  readonly origin: string;
}

/** Reports are asked for, guests invited and calendars told about what is to come: tomorrow, if not said otherwise. */
export function moveMeeting(
  { database }: Post,
  world: World,
  startsAt = new Date(Date.now() + DAY_MS),
): Promise<unknown> {
  return database.query(
    `UPDATE meeting SET starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '1 hour'
     WHERE id = $1`,
    [world.meetingId, startsAt],
  );
}

async function ask({ origin }: Post, cookie: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${origin}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

const emailsOf = async ({ database }: Post, personIds: readonly string[]): Promise<string[]> =>
  (
    await database.query<{ email: string }>('SELECT email FROM person WHERE id = ANY ($1)', [
      personIds,
    ])
  ).map(({ email }) => email);

/** To a guest, to a new member, and to one who signs in. */
export async function lettersOf(post: Post, world: World, guestName = 'Gäst'): Promise<string> {
  const cookie = await world.signIn('samordnaren');
  const [email = ''] = await emailsOf(post, [world.person.polisen]);
  const [guest, member] = [`${newToken()}@example.se`, `${newToken()}@example.se`];
  const invited = { agencyId: world.agency.nattvandrarna, role: 'attendee' };
  const guestOf = { meetingId: world.meetingId, endsAt: null };
  const invitations = `partnerships/${world.partnershipId}/invitations`;
  const invite = { ...invited, name: guestName, email: guest, guestOf };
  await ask(post, cookie, invitations, invite);
  await ask(post, cookie, invitations, { ...invited, name: 'Ny', email: member, guestOf: null });
  await ask(post, '', 'sign-in/mail', { email, language: 'sv' });
  return written(await Promise.all([guest, member, email].map((to) => post.mail.letterTo(to))));
}

/** To those who are to report, and to calendars that are to know of the meeting; it is tomorrow. */
export async function lettersAbout(
  post: Post,
  world: World,
  { app }: TestApp,
): Promise<Record<'reminders' | 'invitations', string>> {
  const wanted: PersonName[] = ['nattvandrarna', 'bostadsbolaget'];
  await wantCalendars(post, world, wanted);
  await remind(post, world);
  const receivers = await emailsOf(post, idsOf(world, wanted));
  const first = await Promise.all(receivers.map((to) => post.mail.letterTo(to)));
  await app.get(LetterRounds).run();
  await leaveNow(post);
  const second = await Promise.all(receivers.map((to) => post.mail.letterTo(to, 2)));
  return { reminders: written(first), invitations: written(second) };
}

/**
 * All that is mailed about the meetings of several worlds to some at each table, letter by letter: which
 * headers it has, and all that it says, but for ids and hours. Everything has left that is to leave.
 */
export async function allLettersAbout(
  post: Post,
  worlds: readonly World[],
  names: readonly PersonName[],
  { app }: TestApp,
): Promise<string[][]> {
  await Promise.all(worlds.map((world) => wantCalendars(post, world, names)));
  await app.get(AskingRounds).run();
  await Promise.all(worlds.map((world) => remind(post, world)));
  await app.get(LetterRounds).run();
  await allHaveLeft(post);
  return Promise.all(
    worlds.map(async (world) => {
      const addresses = await emailsOf(post, idsOf(world, names));
      const letters = post.mail.raw.filter((one) => addresses.some((to) => one.includes(to)));
      return (await Promise.all(letters.map(opened))).sort();
    }),
  );
}

const idsOf = ({ person }: World, names: readonly PersonName[]) => names.map((one) => person[one]);

function wantCalendars(
  { database }: Post,
  world: World,
  names: readonly PersonName[],
): Promise<unknown> {
  return database.query(
    `INSERT INTO calendar_mail_choice (partnership_id, person_id, is_wanted, language)
     SELECT partnership_id, person_id, person_id = ANY ($2), 'sv' FROM membership
     WHERE partnership_id = $1`,
    [world.partnershipId, idsOf(world, names)],
  );
}

async function remind(post: Post, world: World): Promise<void> {
  const cookie = await world.signIn('samordnaren');
  const meeting = `partnerships/${world.partnershipId}/meetings/${world.meetingId}`;
  await ask(post, cookie, `${meeting}/reports/reminders`, {});
}

/** The pause after which letters to calendars leave is over. */
async function leaveNow({ database }: Post): Promise<void> {
  await database.query(
    'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
  );
  await database.query(`SELECT pg_notify('jobs:insert', '{"r":0,"count":1}')`);
}

async function allHaveLeft(post: Post): Promise<void> {
  const waiting = 'SELECT FROM graphile_worker._private_jobs WHERE attempts < max_attempts';
  while ((await post.database.query(waiting)).length > 0) {
    await leaveNow(post);
    await pause(20);
  }
}

/** Not its bytes: where the encoding breaks a line follows from the ids in it. */
async function opened(raw: string): Promise<string> {
  const letter = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const headers = letter.headers.map(({ key }) => key);
  return `${headers.join(' ')}: ${withoutTime(written([letter]))}`;
}

/** All that a letter says, and what it brings for calendars. */
function written(letters: readonly Email[]): string {
  const read = letters.map(({ subject, text, html, attachments }) => [
    ...[subject, text, html],
    ...attachments.map(({ content }) =>
      typeof content === 'string' ? content : new TextDecoder().decode(content as ArrayBuffer),
    ),
  ]);
  // A line may be broken within what is looked for.
  return JSON.stringify(read)
    .replaceAll(/(?:\\r)?\\n /g, '')
    .replaceAll(/(?:\\r|\\n|\s)+/g, ' ');
}
