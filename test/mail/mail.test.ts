import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { layOut } from '../../src/mail/lay-out.js';
import type { Letter } from '../../src/mail/letter.js';
import { MailService } from '../../src/mail/mail.service.js';
import { Unanswered, Undeliverable } from '../../src/mail/carrier.js';
import { SmtpCarrier } from '../../src/mail/smtp-carrier.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { LETTERS_ASKED_FOR } from '../../src/identity/attempt-limit.guard.js';
import { storedPartnership } from '../directory/stored-partnership.js';
import { anEvent, fileWith } from '../domain/icalendar/a-calendar.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { MailServer, secretIn } from '../support/mail-server.js';
import { startServer } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const COORDINATOR = 'samordnare@nynashamn.example';

let database: TestDatabase;
let mail: MailServer;
let servers: TestApp[];
/** Callers that have asked for nothing yet. */
let caller = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await storedPartnership(database, 'Nynäshamn');
  mail = await MailServer.start();
  const environment = {
    DATABASE_URL: database.url,
    TRUSTED_PROXY_HOPS: '1',
    ...mail.environment,
  };
  servers = await Promise.all(
    [1, 2].map(() => startTestApp({ databaseUrl: database.url, environment })),
  );
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await mail.shut();
  await database.drop();
});
beforeEach(async () => {
  // What the test before did not wait for has left as well.
  await eventuallyJobs((found) => found.length === 0);
  await database.query('TRUNCATE attempt_count');
  mail.letters.length = 0;
  mail.raw.length = 0;
  mail.meets = () => 'taken';
});

const post = (path: string, body: object, { at = servers[0]!.origin, from = '' } = {}) =>
  fetch(`${at}/api/v1/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': from || `198.51.100.${++caller % 250}`,
    },
    body: JSON.stringify(body),
  });

const askFor = (email: string, options?: { at?: string; from?: string; language?: 'sv' | 'en' }) =>
  post('sign-in/mail', { email, language: options?.language ?? 'sv' }, options);

const jobs = () =>
  database.query<{ attempts: number; locked: boolean; last_error: string | null }>(
    'SELECT attempts, locked_at IS NOT NULL AS locked, last_error FROM graphile_worker.jobs',
  );

const aLetter = (to: string): Letter => ({
  to,
  wordings: [
    {
      language: 'sv',
      subject: 'Ett brev',
      paragraphs: ['Hej!'],
      link: { label: 'Öppna', url: 'https://utsattning.example.se/' },
      remarks: [],
    },
  ],
});

/** Waits for what only the database knows. */
async function eventuallyJobs(holds: (found: Awaited<ReturnType<typeof jobs>>) => boolean) {
  let found = await jobs();
  for (const until = Date.now() + 60_000; !holds(found) && Date.now() < until;)
    found = await jobs();
  expect(holds(found)).toBe(true);
}

/** The pause before the next try is over. */
const endPauses = () =>
  database.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL`);

describe('a sign-in by mail', () => {
  it('comes as a link that signs in once, in the language of the one who asks', async () => {
    const asked = await askFor('Samordnare@Nynashamn.example', { language: 'en' });
    expect(asked.status).toBe(204);
    const letter = await mail.letterTo(COORDINATOR);
    expect(letter.subject).toBe('Your sign-in to Utsättning');
    expect(letter.from).toMatchObject({
      name: 'Utsättning',
      address: 'utsattning@exempelkoping.example',
    });
    expect(letter.html).toContain(`/sign-in#${secretIn(letter)}`);
    expect(letter.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );

    const secret = secretIn(letter);
    const followed = await fetch(`${servers[0]!.origin}/sign-in`);
    await followed.text();
    const answers = await Promise.all(
      servers.flatMap(({ origin: at }) =>
        [1, 2, 3].map(() => post('sign-in/link', { secret }, { at })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410, 410]);
  });

  it('is answered alike for an address that nobody has, to which nothing is sent', async () => {
    const known = await askFor(COORDINATOR);
    const stranger = await askFor('ingen@nynashamn.example');
    expect([stranger.status, await stranger.text()]).toEqual([known.status, await known.text()]);
    const headersOf = ({ headers }: Response) =>
      [...headers.keys()].filter((name) => name !== 'date').sort();
    expect(headersOf(stranger)).toEqual(headersOf(known));
    await mail.letterTo(COORDINATOR);
    await eventuallyJobs((found) => found.length === 0);
    expect(mail.letters).toHaveLength(1);
  });

  it('leaves no readable secret and no address behind in the database', async () => {
    await askFor(COORDINATOR);
    const secret = secretIn(await mail.letterTo(COORDINATOR));
    await eventuallyJobs((found) => found.length === 0);
    const tables = await database.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'graphile_worker')`,
    );
    const dump: string[] = [];
    for (const { name } of tables) {
      const [row] = await database.query<{ text: string | null }>(
        `SELECT json_agg(one)::text AS text FROM ${name} AS one`,
      );
      dump.push(row?.text ?? '');
    }
    const all = dump.join('\n');
    expect(all).toContain('samordnare@nynashamn.example');
    expect(all.match(/samordnare@nynashamn\.example/g)).toHaveLength(1);
    for (const held of [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret, 'base64url').toString('hex'),
    ])
      expect(all).not.toContain(held);
    expect((await post('sign-in/link', { secret })).status).toBe(200);
  });

  it('is bounded for each address without locking its owner out', async () => {
    for (let count = 1; count <= 3; count++) {
      await askFor(COORDINATOR);
      await mail.letterTo(COORDINATOR, count);
    }
    // Somebody else goes on asking in their name, from everywhere.
    for (let count = 0; count < 12; count++) expect((await askFor(COORDINATOR)).status).toBe(204);
    await askFor('vakt@nynashamn.example');
    await eventuallyJobs((found) => found.length === 0);
    expect(mail.lettersTo(COORDINATOR)).toHaveLength(3);
    const secret = secretIn(await mail.letterTo(COORDINATOR));
    expect((await post('sign-in/link', { secret })).status).toBe(200);
  });

  it('is bounded for each caller, at all servers together', async () => {
    const from = '203.0.113.9';
    for (let count = 0; count < LETTERS_ASKED_FOR; count++) {
      const at = servers[count % 2]!.origin;
      expect((await askFor(`ingen-${count}@nynashamn.example`, { at, from })).status).toBe(204);
    }
    const refused = await askFor(COORDINATOR, { from });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await askFor(COORDINATOR, { from: '203.0.113.10' })).status).toBe(204);
  });

  it('is offered and taken only where there is a mail server', async () => {
    const without = await startTestApp({
      databaseUrl: database.url,
      environment: { DATABASE_URL: database.url },
    });
    const doors = await fetch(`${without.origin}/api/v1/sign-in`);
    expect(await doors.json()).toMatchObject({ mail: false });
    const refused = await askFor(COORDINATOR, { at: without.origin });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'no-mail-server' });
    expect((await fetch(`${without.origin}/api/v1/demo/outbox`)).status).toBe(404);
    await without.close();
  });
});

describe('a letter', () => {
  it('waits for a mail server that is away, and leaves once when it is back', async () => {
    await mail.shut();
    await askFor(COORDINATOR);
    await eventuallyJobs(([one]) => one !== undefined && one.attempts > 0 && !one.locked);
    const [waiting] = await jobs();
    expect(waiting?.last_error).toBe('failed; see the log');
    await mail.open();
    await endPauses();
    await mail.letterTo(COORDINATOR);
    await eventuallyJobs((found) => found.length === 0);
    expect(mail.letters).toHaveLength(1);
  });

  it('is tried again after a refusal for now, and given up after one for good', async () => {
    mail.meets = () => ({ code: 451, says: 'later, samordnare@nynashamn.example' });
    await askFor(COORDINATOR);
    await eventuallyJobs(([one]) => one !== undefined && one.attempts > 0 && !one.locked);
    mail.meets = () => ({ code: 550, says: 'no such samordnare@nynashamn.example' });
    await endPauses();
    await eventuallyJobs((found) => found.length === 0);
    expect(mail.letters).toEqual([]);
  });

  it('may have left when the server has read it and never says so, and at no other time', async () => {
    const { SMTP_URL, MAIL_FROM } = mail.environment;
    const faultOf = async (silentAtMostMs?: number) => {
      const carrier = new SmtpCarrier(SMTP_URL!, MAIL_FROM!, silentAtMostMs);
      const carried = carrier.carry(aLetter('anna@nynashamn.example'), 'test.2');
      return carried.then(
        () => null,
        (error: unknown) => error,
      );
    };
    mail.meets = () => 'swallowed';
    expect(await faultOf(3_000)).toBeInstanceOf(Unanswered);
    mail.meets = () => 'dropped';
    expect(await faultOf()).toBeInstanceOf(Unanswered);
    expect(mail.lettersTo('anna@nynashamn.example')).toHaveLength(2);
    mail.meets = () => ({ code: 451, says: 'later' });
    expect(await faultOf()).not.toBeInstanceOf(Unanswered);
    mail.meets = () => ({ code: 550, says: 'never' });
    expect(await faultOf()).toBeInstanceOf(Undeliverable);
    mail.isListening = false;
    const beforeIt = await faultOf();
    mail.isListening = true;
    expect(beforeIt).toMatchObject({ message: 'The mail server: ECONNECTION 0' });
    expect(beforeIt).not.toBeInstanceOf(Unanswered);
    await mail.shut();
    const away = await faultOf();
    await mail.open();
    expect(away).toMatchObject({ message: 'The mail server: ESOCKET 0' });
    expect(away).not.toBeInstanceOf(Unanswered);
  });

  it('that may have left is not sent again by itself', async () => {
    mail.meets = () => 'dropped';
    await askFor(COORDINATOR);
    await mail.letterTo(COORDINATOR);
    await eventuallyJobs((found) => found.length === 0);
    expect(mail.letters).toHaveLength(1);
  });

  it('leaves once, however many servers there are to send it', async () => {
    const addresses = ['samordnare', 'vakt', 'ingen'].map((name) => `${name}@nynashamn.example`);
    for (let round = 1; round <= 3; round++) {
      await Promise.all(
        addresses.map((email, place) =>
          askFor(email, { at: servers[(place + round) % 2]!.origin }),
        ),
      );
      await eventuallyJobs((found) => found.length === 0);
    }
    const known = mail.letters.length;
    expect(new Set(mail.letters.map(({ messageId }) => messageId)).size).toBe(known);
    expect(mail.lettersTo(COORDINATOR)).toHaveLength(3);
    expect(mail.lettersTo('vakt@nynashamn.example')).toHaveLength(3);
  });

  it('waits for its time, and is one with what is asked for meanwhile', async () => {
    const { app } = servers[0]!;
    const service = app.get(MailService);
    const written: string[] = [];
    for (const server of servers)
      server.app.get(MailService).writtenBy('test', {
        write: (about) => {
          written.push(about);
          return Promise.resolve(aLetter(`${about}@nynashamn.example`));
        },
      });
    const inAnHour = new Date(Date.now() + 3_600_000);
    const ask = (about: string, notBefore?: Date) =>
      inTransaction(app.get(DataSource), (manager) =>
        service.send(manager, 'test', about, { tries: 3, ...(notBefore && { notBefore }) }),
      );
    await ask('later', inAnHour);
    await ask('later', inAnHour);
    await ask('now');
    await mail.letterTo('now@nynashamn.example');
    await eventuallyJobs((found) => found.length === 1);
    expect(written).toEqual(['now']);
    await endPauses();
    await mail.letterTo('later@nynashamn.example');
    await eventuallyJobs((found) => found.length === 0);
    expect(written).toEqual(['now', 'later']);
  });

  it('carries an invitation where calendars look for it, whole and once', async () => {
    const content = fileWith(anEvent({ title: 'Utsättning på Nynäshamns brandstation 🚒' }));
    const { SMTP_URL, MAIL_FROM } = mail.environment;
    const carrier = new SmtpCarrier(SMTP_URL!, MAIL_FROM!);
    const calendar = { method: 'REQUEST', content } as const;
    await carrier.carry({ ...aLetter('anna@nynashamn.example'), calendar }, 'test.1');
    const { attachments, text } = await mail.letterTo('anna@nynashamn.example');
    expect(text).toContain('Hej');
    expect(attachments).toEqual([
      expect.objectContaining({ mimeType: 'text/calendar', method: 'REQUEST', filename: null }),
    ]);
    const raw = mail.raw[0]!;
    const [, encoded = ''] = /text\/calendar(?:.+\r\n)+\r\n([\w+/=\r\n]+)/.exec(raw) ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).toBe(content);
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(raw.match(/^Content-Type: [^;\r]+/gm)).toEqual([
      'Content-Type: multipart/alternative',
      'Content-Type: text/plain',
      'Content-Type: text/html',
      'Content-Type: text/calendar',
    ]);
    expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r$/m);
    expect(raw).not.toContain('Content-Disposition: attachment');
  });

  it('is not sent again when its server died after the mail server had taken it', async () => {
    await Promise.all(servers.map((server) => server.close()));
    const environment = { DATABASE_URL: database.url, ...mail.environment };
    const dying = await startServer(environment);
    const standstill = new pg.Client(database.url);
    await standstill.connect();
    // The mail server takes the letter, and the one who sent it cannot note that.
    mail.meets = async () => {
      await standstill.query('BEGIN; LOCK TABLE leaving_letter IN EXCLUSIVE MODE');
      return 'taken' as const;
    };
    await askFor(COORDINATOR, { at: dying.origin });
    await mail.letterTo(COORDINATOR);
    const stuck = `FROM pg_locks WHERE relation = 'leaving_letter'::regclass AND NOT granted`;
    let isStuck = false;
    for (const until = Date.now() + 60_000; !isStuck && Date.now() < until;)
      isStuck = (await database.query(`SELECT ${stuck}`)).length > 0;
    await dying.kill();
    await database.query(`SELECT pg_terminate_backend(pid, 5000) ${stuck}`);
    await standstill.end();
    expect(isStuck).toBe(true);
    expect(await jobs()).toEqual([expect.objectContaining({ locked: true })]);

    mail.meets = () => 'taken';
    await database.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '6 minutes'`,
    );
    servers = [
      await startTestApp({
        databaseUrl: database.url,
        environment: { ...environment, TRUSTED_PROXY_HOPS: '1' },
      }),
    ];
    await eventuallyJobs((found) => found.length === 0);
    expect(mail.letters).toHaveLength(1);
    expect(dying.output()).not.toContain('@nynashamn');
    await askFor(COORDINATOR);
    await mail.letterTo(COORDINATOR, 2);
  });

  it('is inert: nothing in it is a header, a tag or an address', () => {
    const hostile = 'Anna\r\nBcc: alla@exempel.example\r\n\r\n<img src=x onerror=alert(1)>"\'&';
    const { subject, html, text } = layOut({
      to: 'anna@exempel.example',
      wordings: [
        {
          language: 'sv',
          subject: hostile,
          paragraphs: [hostile],
          link: { label: hostile, url: 'https://a.example/?q="><script>alert(1)</script>' },
          remarks: [hostile],
        },
      ],
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toMatch(/<(img|script)/i);
    expect(html).toContain('href="https://a.example/?q=&#34;&#62;');
    expect(text).toContain('<img');
  });
});

it('lies in the demonstration’s outbox, which everyone there may read', async () => {
  const own = await createTestDatabase();
  await storedPartnership(own, 'Nynäshamn');
  const demo = await startTestApp({ databaseUrl: own.url });
  await askFor(COORDINATOR, { at: demo.origin });
  const read = async () =>
    (await (await fetch(`${demo.origin}/api/v1/demo/outbox`)).json()) as {
      letters: { receiver: string; text: string }[];
    };
  let { letters } = await read();
  for (const until = Date.now() + 60_000; letters.length === 0 && Date.now() < until;)
    ({ letters } = await read());
  expect(letters).toEqual([expect.objectContaining({ receiver: COORDINATOR })]);
  const secret = secretIn(letters[0]!);
  expect(letters[0]?.text).toContain(`${demo.origin}/sign-in#`);
  expect((await post('sign-in/link', { secret }, { at: demo.origin })).status).toBe(200);
  await demo.close();
  await own.drop();
});
