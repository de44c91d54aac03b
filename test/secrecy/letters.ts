// Every letter there is about a partnership and its meeting, asked for as people ask for them.
import type { Email } from 'postal-mime';
import { LetterRounds } from '../../src/calendar-mail/letter-rounds.js';
import type { TestApp } from '../support/app.js';
import type { MailServer } from '../support/mail-server.js';
import type { World } from '../support/meeting-world.js';
import type { TestDatabase } from '../support/test-database.js';
import { newToken } from '../support/token.js';

interface Post {
  readonly database: TestDatabase;
  readonly mail: MailServer;
  /** Where people ask for letters, and whence they leave. */
  readonly origin: string;
}

/** Reports are asked for, guests invited and calendars told about what is to come. */
export function moveToTomorrow({ database }: Post, world: World): Promise<unknown> {
  return database.query(
    `UPDATE meeting SET starts_at = now() + interval '24 hours',
       ends_at = now() + interval '25 hours' WHERE id = $1`,
    [world.meetingId],
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
  await moveToTomorrow(post, world);
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
  const wanted = [world.person.nattvandrarna, world.person.bostadsbolaget];
  await post.database.query(
    `INSERT INTO calendar_mail_choice (partnership_id, person_id, is_wanted, language)
     SELECT partnership_id, person_id, person_id = ANY ($2), 'sv' FROM membership
     WHERE partnership_id = $1`,
    [world.partnershipId, wanted],
  );
  const cookie = await world.signIn('samordnaren');
  const reminders = `partnerships/${world.partnershipId}/meetings/${world.meetingId}/reports/reminders`;
  await ask(post, cookie, reminders, {});
  const receivers = await emailsOf(post, wanted);
  const first = await Promise.all(receivers.map((to) => post.mail.letterTo(to)));
  await app.get(LetterRounds).run();
  // The pause after which they leave is over.
  await post.database.query(
    'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
  );
  await post.database.query(`SELECT pg_notify('jobs:insert', '{"r":0,"count":1}')`);
  const second = await Promise.all(receivers.map((to) => post.mail.letterTo(to, 2)));
  return { reminders: written(first), invitations: written(second) };
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
    .replaceAll('\\r\\n ', '')
    .replaceAll(/(?:\\r|\\n|\s)+/g, ' ');
}
