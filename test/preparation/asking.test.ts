// The letters that ask for reports before a meeting and remind of them, on two processes with a real
// mail server between them and the agencies, as time passes.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ReportList } from '../../src/contract/reports.js';
import { Clock } from '../../src/platform/clock.js';
import { AskingRounds } from '../../src/preparation/asking-rounds.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { noteAdd } from '../support/commands.js';
import { diedWhileSending } from '../support/died-while-sending.js';
import { MailServer } from '../support/mail-server.js';
import {
  createWorld,
  type AgencyName,
  type PersonName,
  type World,
} from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

class SetClock extends Clock {
  time = '';

  override now(): Date {
    return new Date(this.time);
  }
}

/** The meeting is on 9 January, 18.00 in Stockholm. */
const ASKED_AT = '2026-01-02T08:00:00.000Z';
const REMINDED_AT = '2026-01-07T08:00:00.000Z';

const clock = new SetClock();
let database: TestDatabase;
let mail: MailServer;
let servers: TestApp[];
let world: World;

beforeAll(async () => {
  clock.time = '2026-01-01T12:00:00.000Z';
  database = await createTestDatabase();
  mail = await MailServer.start();
  servers = await Promise.all([mail.environment, mail.environment].map(startServer));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await mail.shut();
  await database.drop();
});
beforeEach(async () => {
  // Whatever tests before this one have planned is over.
  await database.query(`UPDATE meeting SET status = 'closed'`);
  mail.letters.length = 0;
  mail.meets = () => 'taken';
  clock.time = '2026-01-01T12:00:00.000Z';
  world = await createWorld(servers[0]!.app);
});

function startServer(environment: Record<string, string>): Promise<TestApp> {
  return startTestApp({
    databaseUrl: database.url,
    environment: { DATABASE_URL: database.url, ...environment },
    override: (builder) => builder.overrideProvider(Clock).useValue(clock),
  });
}

/** Every process looks at the same time, twice, and what it asked for has left. */
async function lookAt(time: string): Promise<void> {
  clock.time = time;
  const jobs = servers.map(({ app }) => app.get(AskingRounds));
  await Promise.all([...jobs, ...jobs].map((job) => job.run()));
  await untilQueueIs((waiting) => waiting.length === 0);
}

/** People are also told of the meeting itself, when that comes to pass. */
const isAboutReport = ({ subject = '' }) => /report|rapport/i.test(subject);

interface Waiting {
  attempts: number;
  locked: boolean;
}

async function untilQueueIs(holds: (waiting: Waiting[]) => boolean): Promise<void> {
  const read = () =>
    database.query<Waiting>(
      `SELECT attempts, locked_at IS NOT NULL AS locked FROM graphile_worker.jobs
       WHERE key LIKE 'report-%'`,
    );
  let waiting = await read();
  for (const until = Date.now() + 60_000; !holds(waiting) && Date.now() < until;)
    waiting = await read();
  expect(holds(waiting)).toBe(true);
}

/** The subjects of the letters about reports since the last call, by the name of whom they are for. */
async function lettersByName(): Promise<Record<string, string[]>> {
  const people = await database.query<{ name: string; email: string }>(
    `SELECT name, email FROM person JOIN membership ON person_id = person.id
     WHERE partnership_id = $1`,
    [world.partnershipId],
  );
  const found = people.map(({ name, email }): [string, string[]] => [
    name,
    mail
      .lettersTo(email)
      .filter(isAboutReport)
      .map(({ subject = '' }) => subject),
  ]);
  mail.letters.length = 0;
  return Object.fromEntries(found.filter(([, subjects]) => subjects.length > 0));
}

const namesOf = (letters: Record<string, string[]>) => Object.keys(letters).sort();
const reporting = ['samordnaren', 'kommunen', 'polisen', 'brandförsvaret', 'fritidsgården'];
const everyone = [...reporting, 'bostadsbolaget', 'nattvandrarna'].sort();

async function send(
  person: PersonName,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const cookie = await world.signIn(person);
  const answer = await fetch(
    `${servers[0]!.origin}/api/v1/partnerships/${world.partnershipId}/${path}`,
    {
      method,
      headers: { cookie, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    },
  );
  return { status: answer.status, body: await answer.json() };
}

async function done(asked: ReturnType<typeof send>): Promise<unknown> {
  const { status, body } = await asked;
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const ofMeeting = (path: string) => `meetings/${world.meetingId}/${path}`;
const report = (agency: AgencyName, answer: 'filed' | 'nothing') =>
  done(send(agency, 'PUT', ofMeeting('reports/mine'), { answer }));
const command = (person: PersonName, given: object) =>
  done(send(person, 'POST', ofMeeting('commands'), { commandId: randomUUID(), command: given }));

const list = async () =>
  ReportList.parse(await done(send('samordnaren', 'GET', ofMeeting('reports'))));

const moveBy = (interval: string) =>
  database.query(
    `UPDATE meeting SET starts_at = starts_at + $2::interval, ends_at = ends_at + $2::interval
     WHERE id = $1`,
    [world.meetingId, interval],
  );

async function refuseLettersTo(person: PersonName): Promise<void> {
  const [row] = await database.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
    world.person[person],
  ]);
  mail.meets = (to) => (to === row?.email ? { code: 550, says: 'no such person' } : 'taken');
}

/** Another member of an agency, by their id. */
async function join(agencyId: string, name: string, isDeputy: boolean): Promise<string> {
  const id = randomUUID();
  await database.query('INSERT INTO person (id, name, email) VALUES ($1, $2, $3)', [
    id,
    name,
    `${id}@example.se`,
  ]);
  await database.query(
    `INSERT INTO membership (partnership_id, person_id, agency_id, role, is_deputy)
     VALUES ($1, $2, $3, 'attendee', $4)`,
    [world.partnershipId, id, agencyId, isDeputy],
  );
  await database.query('UPDATE partnership SET rights_version = rights_version + 1 WHERE id = $1', [
    world.partnershipId,
  ]);
  return id;
}

describe('a report', () => {
  it('is asked for once of those who speak for an agency, with a link to its form', async () => {
    await command('polisen', noteAdd(world, world.agency.polisen, { text: 'Samling vid spår 2' }));
    await done(send('polisen', 'PUT', 'calendar-mail', { isWanted: false, language: 'en' }));
    await lookAt('2026-01-02T07:59:59.000Z');
    expect(await lettersByName()).toEqual({});
    await lookAt(ASKED_AT);
    const form = `/partnerships/${world.partnershipId}/meetings/${world.meetingId}/report`;
    for (const { text = '', html = '' } of mail.letters.filter(isAboutReport))
      for (const written of [text, html]) {
        expect(written).toContain(form);
        expect(written).toMatch(
          / är fredag 9 januari \(v\. 2\) kl\. 18\.00| is Friday 9 January \(week 2\) at 18:00/,
        );
        expect(written).not.toContain('Samling');
      }
    const letters = await lettersByName();
    expect(namesOf(letters)).toEqual(everyone);
    for (const [name, subjects] of Object.entries(letters))
      expect(subjects).toEqual([
        name === 'polisen'
          ? 'Report before Friday 9 January (week 2)'
          : 'Rapport inför fredag 9 januari (v. 2)',
      ]);
  });

  it('follows a meeting that is put off by weeks: it is asked for and reminded of anew', async () => {
    await lookAt(ASKED_AT);
    await lettersByName();
    for (const by of ['3 hours', '-1 day', '3 days']) {
      await moveBy(by);
      await lookAt('2026-01-05T12:00:00.000Z');
      expect(await lettersByName()).toEqual({});
    }
    await moveBy('19 days');
    expect((await list()).letters).toEqual([]);
    for (const time of [REMINDED_AT, '2026-01-23T07:59:59.000Z']) {
      await lookAt(time);
      expect(await lettersByName()).toEqual({});
    }
    await lookAt('2026-01-23T08:00:00.000Z');
    const asked = await lettersByName();
    expect(namesOf(asked)).toEqual(everyone);
    expect(asked.polisen).toEqual(['Rapport inför fredag 30 januari (v. 5)']);
    await lookAt('2026-01-28T08:00:00.000Z');
    expect((await lettersByName()).polisen).toEqual([
      'Påminnelse: rapport inför fredag 30 januari (v. 5)',
    ]);
  });

  it('is reminded of where an agency has neither filed it nor said that there is none', async () => {
    await refuseLettersTo('kommunen');
    await lookAt(ASKED_AT);
    await lettersByName();
    mail.meets = () => 'taken';
    await report('polisen', 'filed');
    await report('bostadsbolaget', 'nothing');
    await lookAt('2026-01-07T07:59:59.000Z');
    expect(await lettersByName()).toEqual({});
    await lookAt(REMINDED_AT);
    const letters = await lettersByName();
    expect(namesOf(letters)).toEqual(
      everyone.filter((name) => !['polisen', 'bostadsbolaget', 'kommunen'].includes(name)),
    );
    expect(letters.nattvandrarna).toEqual(['Påminnelse: rapport inför fredag 9 januari (v. 2)']);
    await lookAt('2026-01-08T08:00:00.000Z');
    expect(await lettersByName()).toEqual({});
  });

  it('is asked for at once when a meeting is planned late, and not any more hours before it', async () => {
    await lookAt('2026-01-08T10:00:00.000Z');
    expect(namesOf(await lettersByName())).toEqual(everyone);
    await lookAt('2026-01-09T04:59:59.000Z');
    expect(await lettersByName()).toEqual({});
    clock.time = '2026-01-01T12:00:00.000Z';
    world = await createWorld(servers[0]!.app);
    await lookAt('2026-01-09T05:00:00.000Z');
    expect(await lettersByName()).toEqual({});
  });

  it('is asked for by no letter that has lost its reason before it left', async () => {
    await mail.shut();
    clock.time = ASKED_AT;
    await servers[0]!.app.get(AskingRounds).run();
    await untilQueueIs((waiting) =>
      waiting.every(({ attempts, locked }) => attempts > 0 && !locked),
    );
    const { letters, unreached } = await list();
    expect(letters.map(({ hasLeft }) => hasLeft)).toEqual(letters.map(() => false));
    expect(unreached.map(({ name, state }) => `${name} ${state}`)).toEqual(
      [...everyone].map((name) => `${name} waiting`).sort(),
    );
    await report('polisen', 'nothing');
    await mail.open();
    await database.query(
      'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
    );
    await lookAt(ASKED_AT);
    expect(namesOf(await lettersByName())).toEqual(everyone.filter((name) => name !== 'polisen'));
    // They say otherwise, and nobody has asked them.
    await done(send('polisen', 'PUT', ofMeeting('reports/mine'), { answer: null }));
    await lookAt('2026-01-03T08:00:00.000Z');
    expect(namesOf(await lettersByName())).toEqual(['polisen']);
  });

  it('is not asked for too soon by a letter that waited while the meeting was put off', async () => {
    await mail.shut();
    clock.time = ASKED_AT;
    await servers[0]!.app.get(AskingRounds).run();
    await untilQueueIs((waiting) =>
      waiting.every(({ attempts, locked }) => attempts > 0 && !locked),
    );
    await moveBy('21 days');
    await mail.open();
    await database.query(
      'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
    );
    await lookAt(ASKED_AT);
    expect(await lettersByName()).toEqual({});
    await lookAt('2026-01-23T08:00:00.000Z');
    expect(namesOf(await lettersByName())).toEqual(everyone);
  });

  it.each([['meeting.cancel'], ['meeting.open']])('is not asked for after %s', async (type) => {
    await command('samordnaren', { type, ...(type === 'meeting.cancel' && { reason: 'Storm' }) });
    await lookAt(ASKED_AT);
    await lookAt(REMINDED_AT);
    expect(await lettersByName()).toEqual({});
  });
});

describe('who is asked', () => {
  it('is the deputy in place of who sends one, and else no deputy but where there is nobody else', async () => {
    const deputy = await join(world.agency.polisen, 'sent', true);
    await join(world.agency.fritidsgården, 'at home', true);
    await join(world.agency.nattvandrarna, 'alone', true);
    await database.query(
      `UPDATE membership SET role = 'observer' WHERE partnership_id = $1 AND person_id = $2`,
      [world.partnershipId, world.person.nattvandrarna],
    );
    const declines = { answer: 'declines', deputyId: null };
    await done(send('bostadsbolaget', 'PUT', ofMeeting('rsvps/mine'), declines));
    const sends = { answer: 'sends-deputy', deputyId: deputy };
    await done(send('polisen', 'PUT', ofMeeting('rsvps/mine'), sends));
    await lookAt(ASKED_AT);
    expect(namesOf(await lettersByName())).toEqual(
      [
        ...everyone.filter((name) => name !== 'polisen' && name !== 'nattvandrarna'),
        'sent',
        'alone',
      ].sort(),
    );
  });

  it('is whoever sent a deputy to another day than the meeting has now, and not that deputy', async () => {
    const deputy = await join(world.agency.polisen, 'sent', true);
    const sends = { answer: 'sends-deputy', deputyId: deputy };
    await done(send('polisen', 'PUT', ofMeeting('rsvps/mine'), sends));
    await database.query(
      `UPDATE meeting SET starts_at = starts_at - interval '1 hour' WHERE id = $1`,
      [world.meetingId],
    );
    await lookAt(ASKED_AT);
    expect(namesOf(await lettersByName())).toEqual(everyone);
  });

  it('is a guest of the meeting, and of no other', async () => {
    const otherMeeting = await world.planMeeting(28);
    const pass = `INSERT INTO guest_pass (partnership_id, person_id, meeting_id, ends_at)
      VALUES ($1, $2, $3, '2026-03-01')`;
    const here = await join(world.agency.polisen, 'guest here', false);
    const there = await join(world.agency.polisen, 'guest there', false);
    await database.query(pass, [world.partnershipId, here, world.meetingId]);
    await database.query(pass, [world.partnershipId, there, otherMeeting]);
    await lookAt(ASKED_AT);
    expect(namesOf(await lettersByName())).toEqual([...everyone, 'guest here'].sort());
  });
});

describe('when reports are asked for', () => {
  const usual = { askedDaysBefore: 7, remindedDaysBefore: 2 };
  const say = (person: PersonName, timing: object, basedOn = 0) =>
    send(person, 'PUT', 'report-timing', timing, { 'if-match': `"${basedOn}"` });

  it('is the coordinator’s to say, for everyone to see', async () => {
    expect(await done(send('chefen', 'GET', 'report-timing'))).toEqual({ ...usual, version: 0 });
    const other = { askedDaysBefore: 3, remindedDaysBefore: null };
    const said = { ...other, version: 1 };
    expect(await done(say('samordnaren', other))).toEqual(said);
    expect(await done(send('polisen', 'GET', 'report-timing'))).toEqual(said);
    expect(await say('polisen', usual, 1)).toMatchObject({ status: 403 });
    // Whoever has not seen it does not say otherwise by accident.
    for (const late of [0, 2])
      expect(await say('samordnaren', usual, late)).toMatchObject({
        body: { code: 'stale', current: said },
      });

    await lookAt('2026-01-06T07:59:59.000Z');
    expect(await lettersByName()).toEqual({});
    await lookAt('2026-01-06T08:00:00.000Z');
    expect(namesOf(await lettersByName())).toEqual(everyone);
    await lookAt('2026-01-08T12:00:00.000Z');
    expect(await lettersByName()).toEqual({});
  });

  it('may be never', async () => {
    const never = { askedDaysBefore: null, remindedDaysBefore: null };
    await done(say('samordnaren', never));
    await lookAt(REMINDED_AT);
    expect(await lettersByName()).toEqual({});
  });

  it.each([
    [{ askedDaysBefore: 2, remindedDaysBefore: 2 }],
    [{ askedDaysBefore: null, remindedDaysBefore: 2 }],
    [{ askedDaysBefore: 0, remindedDaysBefore: null }],
    [{ askedDaysBefore: 31, remindedDaysBefore: null }],
  ])('is refused as %j', async (timing) => {
    expect(await say('samordnaren', timing)).toMatchObject({
      body: { code: 'invalid-input' },
    });
  });
});

describe('a reminder by hand', () => {
  const remind = (person: PersonName) => send(person, 'POST', ofMeeting('reports/reminders'), {});
  const again = (person: PersonName) => send(person, 'POST', ofMeeting('reports/tries'), {});

  it('goes to those who have not answered, once, and the coordinator sees that it went', async () => {
    await report('polisen', 'filed');
    await report('fritidsgården', 'nothing');
    await lookAt(ASKED_AT);
    await lettersByName();
    expect(await remind('polisen')).toMatchObject({ body: { code: 'not-allowed' } });
    clock.time = '2026-01-05T10:00:00.000Z';
    const given = ReportList.parse(await done(remind('samordnaren')));
    const letters = given.letters.filter(({ kind }) => kind === 'reminder');
    const missing = (
      ['kommunen', 'brandförsvaret', 'bostadsbolaget', 'nattvandrarna'] as const
    ).map((name) => world.agency[name]);
    expect(letters.map(({ agencyId }) => agencyId)).toEqual([...missing].sort());
    expect(new Set(letters.map(({ kind, askedAt }) => `${kind} ${askedAt}`))).toEqual(
      new Set(['reminder 2026-01-05T10:00:00.000Z']),
    );
    await done(remind('samordnaren'));
    await untilQueueIs((waiting) => waiting.length === 0);
    const found = await lettersByName();
    expect(Object.values(found).flat()).toHaveLength(5);
    expect(found.nattvandrarna?.[0]).toMatch(/^Påminnelse/);
    expect(
      ReportList.parse(await done(send('polisen', 'GET', ofMeeting('reports')))).letters,
    ).toEqual([]);
  });

  it('asks those first who have not been asked', async () => {
    const subjects = async () => {
      await done(remind('samordnaren'));
      await untilQueueIs((waiting) => waiting.length === 0);
      return (await lettersByName()).nattvandrarna;
    };
    expect(await subjects()).toEqual(['Rapport inför fredag 9 januari (v. 2)']);
    expect(await subjects()).toEqual(['Påminnelse: rapport inför fredag 9 januari (v. 2)']);
    expect(await subjects()).toBeUndefined();
  });

  it('that does not arrive is shown to the coordinator, and sent again when they say so', async () => {
    await lookAt(ASKED_AT);
    await refuseLettersTo('polisen');
    await done(remind('samordnaren'));
    await untilQueueIs((waiting) => waiting.length === 0);
    const { letters, unreached } = await list();
    expect(unreached).toEqual([
      {
        ...{ personId: world.person.polisen, name: 'polisen', agencyId: world.agency.polisen },
        ...{ kind: 'reminder', state: 'failed' },
      },
    ]);
    const reminded = letters.filter(({ kind }) => kind === 'reminder');
    expect(reminded.map(({ agencyId }) => agencyId)).not.toContain(world.agency.polisen);
    const forOthers = await done(send('polisen', 'GET', ofMeeting('reports')));
    expect(ReportList.parse(forOthers).unreached).toEqual([]);
    expect(await again('polisen')).toMatchObject({ body: { code: 'not-allowed' } });

    mail.meets = () => 'taken';
    await lettersByName();
    await done(again('samordnaren'));
    await untilQueueIs((waiting) => waiting.length === 0);
    expect(namesOf(await lettersByName())).toEqual(['polisen']);
    expect((await list()).unreached).toEqual([]);
    await done(again('samordnaren'));
    await untilQueueIs((waiting) => waiting.length === 0);
    expect(await lettersByName()).toEqual({});
  });

  it('that may have left is shown and not sent again by itself', async () => {
    await lookAt(ASKED_AT);
    await done(remind('samordnaren'));
    await untilQueueIs((waiting) => waiting.length === 0);
    await lettersByName();
    const { partnershipId, meetingId, person } = world;
    await database.query(
      `UPDATE report_letter SET state = 'waiting' WHERE meeting_id = $1 AND person_id = $2`,
      [meetingId, person.polisen],
    );
    const about = `${partnershipId}/${meetingId}/${person.polisen}`;
    await diedWhileSending(database, 'report-reminder', about);
    let { unreached } = await list();
    for (const until = Date.now() + 60_000; unreached.length === 0 && Date.now() < until;)
      ({ unreached } = await list());
    expect(unreached).toEqual([
      expect.objectContaining({ name: 'polisen', kind: 'reminder', state: 'uncertain' }),
    ]);
    expect(await lettersByName()).toEqual({});
    await done(again('samordnaren'));
    await untilQueueIs((waiting) => waiting.length === 0);
    expect(namesOf(await lettersByName())).toEqual(['polisen']);
  });

  it('needs a planned meeting and a mail server', async () => {
    await command('samordnaren', { type: 'meeting.open' });
    expect(await remind('samordnaren')).toMatchObject({ body: { code: 'wrong-state' } });
    const without = await startServer({});
    const { partnershipId } = world;
    const meetingId = await world.planMeeting(21);
    const answer = await fetch(
      `${without.origin}/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/reports/reminders`,
      {
        method: 'POST',
        headers: {
          cookie: await world.signIn('samordnaren'),
          'content-type': 'application/json',
        },
        body: '{}',
      },
    );
    expect(await answer.json()).toMatchObject({ code: 'no-mail-server' });
    await without.close();
  });
});
