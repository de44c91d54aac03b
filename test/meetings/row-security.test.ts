// The second wall: with every filter of the product left out, the database itself gives one person no
// more than they may hear, and the server's role owns nothing it could tear that wall down with.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { DataSource, type EntityManager } from 'typeorm';
import type { Command } from '../../src/contract/commands.js';
import type { Audience } from '../../src/contract/audience.js';
import { actorOf, DirectoryService } from '../../src/directory/directory.service.js';
import type { Actor } from '../../src/domain/meeting/access.js';
import { audienceOf, mayHear, streamOf } from '../../src/domain/meeting/audience.js';
import { narrowTo } from '../../src/meetings/narrow-to.js';
import { databaseErrorCode } from '../../src/platform/database/database-errors.js';
import { LISTENER_ROLE, SERVER_ROLE } from '../../src/platform/database/roles.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';

const NOT_ALLOWED = '42501';
const everyone: PersonName[] = [
  'samordnaren',
  'chefen',
  'polisen',
  'brandförsvaret',
  'nattvandrarna',
];
const compartments = ['meeting_event', 'situation_note', 'coordinated_action', 'action_link'];

const { database, server } = useServer();
const worlds: World[] = [];

async function give(world: World, command: Command, meetingId = world.meetingId): Promise<string> {
  const { partnershipId } = world;
  const response = await request(server.origin)
    .post(`/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/commands`)
    .set('Cookie', await world.signIn('polisen'))
    .send({ commandId: randomUUID(), command })
    .expect(200);
  return (response.body as { entryId: string }).entryId;
}

beforeAll(async () => {
  for (let index = 0; index < 2; index += 1) {
    const world = await createWorld(server.app);
    worlds.push(world);
    const { polisen, brandförsvaret, nattvandrarna } = world.agency;
    const audiences: Audience[] = [
      { kind: 'table' },
      { kind: 'authorities' },
      { kind: 'agencies', agencyIds: [polisen, brandförsvaret].sort() },
      { kind: 'agencies', agencyIds: [polisen, nattvandrarna].sort() },
    ];
    for (const audience of audiences) {
      const noteId = await give(world, noteAdd(world, polisen, { audience }));
      await give(world, actionPropose(world, polisen, { audience, noteId }));
    }
  }
});

/** Reads as one person, with nothing between them and the database. */
async function readingAs<Result>(
  world: World,
  person: PersonName,
  opensClosed: boolean,
  read: (manager: EntityManager, actor: Actor) => Promise<Result>,
): Promise<Result> {
  const { partnershipId } = world;
  const directory = await server.app.get(DirectoryService).now(partnershipId);
  const who = { personId: world.person[person], opensClosed };
  const actor = actorOf(directory, partnershipId, who);
  return server.app.get(DataSource).transaction(async (manager) => {
    await narrowTo(manager, actor);
    return read(manager, actor);
  });
}

interface Entry {
  partnership_id: string;
  stream: string;
}

describe('what is read for one person', () => {
  it.each(compartments)(
    '%s holds for them what they may hear, all of it and no more',
    async (table) => {
      const all = await server.app.get(DataSource).query<Entry[]>(`SELECT * FROM ${table}`);
      expect(new Set(all.map(({ stream }) => stream.split(':')[0]))).toEqual(
        new Set(['table', 'authorities', 'agencies']),
      );
      for (const world of worlds)
        for (const person of everyone)
          for (const opensClosed of [true, false])
            await readingAs(world, person, opensClosed, async (manager, actor) => {
              const given = await manager.query<Entry[]>(`SELECT * FROM ${table}`);
              const due = all.filter(
                (entry) =>
                  entry.partnership_id === world.partnershipId &&
                  mayHear(actor, audienceOf(entry.stream)),
              );
              expect(given.map(identity).sort()).toEqual(due.map(identity).sort());
            });
    },
  );

  it('is nothing at all of any other table, but the meetings of their partnership', async () => {
    const tables = await server.app.get(DataSource).query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class
       WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace`,
    );
    expect(tables.length).toBeGreaterThan(25);
    for (const { name } of tables) {
      if (compartments.includes(name)) continue;
      const [world] = worlds as [World, World];
      const rows = await readingAs(world, 'samordnaren', true, (manager) =>
        manager.query<Entry[]>(`SELECT * FROM "${name}"`),
      ).catch((error: unknown) => databaseErrorCode(error));
      if (name !== 'meeting') expect([name, rows]).toEqual([name, NOT_ALLOWED]);
      else
        expect((rows as Entry[]).map((row) => row.partnership_id)).toEqual([world.partnershipId]);
    }
  });

  it('is nothing before anyone says who reads, and can be narrowed but not widened', async () => {
    const [world, other] = worlds as [World, World];
    await server.app.get(DataSource).transaction(async (manager) => {
      await manager.query(`SET LOCAL ROLE ${LISTENER_ROLE}`);
      for (const table of ['meeting', ...compartments])
        expect(await manager.query(`SELECT * FROM ${table}`)).toEqual([]);
    });
    const heard = await readingAs(world, 'polisen', true, async (manager) => {
      const guest = await server.app.get(DirectoryService).now(other.partnershipId);
      const who = { personId: other.person.nattvandrarna, opensClosed: false };
      await narrowTo(manager, actorOf(guest, other.partnershipId, who));
      return manager.query<Entry[]>('SELECT * FROM situation_note');
    });
    expect(heard.map(({ stream }) => stream)).toEqual([streamOf({ kind: 'table' })]);
    expect(heard[0]?.partnership_id).toBe(other.partnershipId);
  });

  it('can be changed by nobody who only reads', async () => {
    const [world] = worlds as [World, World];
    for (const table of ['meeting', ...compartments])
      await expect(
        readingAs(world, 'polisen', true, (manager) => manager.query(`DELETE FROM ${table}`)),
      ).rejects.toMatchObject({ driverError: { code: NOT_ALLOWED } });
  });
});

describe('a meeting that its series has dropped', () => {
  it('is there for those alone who know of something in it', async () => {
    const world = await createWorld(server.app);
    const { partnershipId, agency, person } = world;
    const meetings = new Map<string, string>();
    const drop = async (how: string, known: (meetingId: string) => Promise<unknown>) => {
      const id = await world.planMeeting(7 * (meetings.size + 1));
      await known(id);
      await database.query(`UPDATE meeting SET status = 'cancelled' WHERE id = $1`, [id]);
      meetings.set(id, how);
    };
    /** A row of a table as it is when it is about this meeting. */
    const row = (table: string, columns: string) => (meetingId: string) =>
      database.query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(given))).*
         FROM (SELECT $1::uuid AS partnership_id, $2::uuid AS meeting_id, ${columns}) AS given`,
        [partnershipId, meetingId],
      );
    const by = `'${person.nattvandrarna}'::uuid AS person_id`;
    const note = (audience: Audience) => (meetingId: string) =>
      give(world, noteAdd(world, agency.polisen, { audience }), meetingId);
    const letter = (isTold: boolean, state: string) =>
      row(
        'calendar_letter',
        `${by}, 'sv' AS language, '{}'::jsonb AS written, 0 AS written_sequence,
         now() AS written_at, '${state}' AS state, true AS is_told_surely,
         '{}'::jsonb AS starts_told
         ${isTold ? `, '{}'::jsonb AS told, 0 AS told_sequence` : ''}`,
      );

    await drop('untouched', () => Promise.resolve());
    await drop('a letter not sent', letter(false, 'waiting'));
    await drop('a closed note', note({ kind: 'authorities' }));
    const widelyKnown: [string, (meetingId: string) => Promise<unknown>][] = [
      ['an open note', note({ kind: 'table' })],
      ['an answer', row('rsvp', `${by}, 'comes' AS answer, now() AS answered_at`)],
      [
        'a report',
        row(
          'agency_report',
          `'${agency.polisen}' AS agency_id, 'nothing' AS answer, now() AS answered_at`,
        ),
      ],
      [
        'a question',
        row('report_letter', `${by}, 'request' AS kind, now() AS asked_at, 'sent' AS state`),
      ],
      [
        'an invitation',
        row(
          'invitation',
          `gen_random_uuid() AS id, '${agency.polisen}' AS agency_id, 'attendee' AS role,
             'Gäst' AS name, 'gast@example.se' AS email, now() + interval '1 day' AS guest_until, now() AS created_at,
             '${person.samordnaren}' AS invited_by, now() + interval '1 day' AS expires_at, 'sent' AS mail_state`,
        ),
      ],
      ['a guest', row('guest_pass', `${by}, now() + interval '1 day' AS ends_at`)],
      ['a letter', letter(true, 'sent')],
      ['a letter on its way', letter(false, 'leaving')],
      [
        'a decision',
        (meetingId) =>
          database.query(
            `INSERT INTO series_decision
               (partnership_id, series_id, slot_on, answer, decided_by, decided_at)
             SELECT partnership_id, series_id, left(slot, 10)::date, 'cancel', $2, now()
             FROM meeting WHERE id = $1`,
            [meetingId, person.samordnaren],
          ),
      ],
      [
        'a reason',
        (meetingId) =>
          database.query(`UPDATE meeting SET status_reason = 'Snöstorm' WHERE id = $1`, [
            meetingId,
          ]),
      ],
    ];
    for (const [how, known] of widelyKnown) await drop(how, known);

    const open = widelyKnown.map(([how]) => how);
    for (const [someone, opensClosed, shown] of [
      ['polisen', true, ['a closed note', ...open]],
      ['polisen', false, open],
      ['fritidsgården', true, open],
    ] as const) {
      const given = await readingAs(world, someone, opensClosed, (manager) =>
        manager.query<{ id: string }[]>('SELECT id FROM meeting ORDER BY starts_at'),
      );
      const ids = given.map(({ id }) => id).filter((id) => id !== world.meetingId);
      expect(ids.map((id) => meetings.get(id))).toEqual(shown);
    }
  });
});

describe('the role of the server', () => {
  it('owns nothing and is above nothing', async () => {
    const [role] = await server.app.get(DataSource).query<object[]>(
      `SELECT current_user AS name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (SELECT count(*)::integer FROM pg_shdepend
           WHERE refobjid = pg_roles.oid AND deptype = 'o') AS owned
       FROM pg_roles WHERE rolname = current_user`,
    );
    expect(role).toEqual({
      name: SERVER_ROLE,
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
    });
  });

  it.each([
    'ALTER TABLE meeting_event DISABLE TRIGGER ALL',
    'ALTER TABLE meeting_event DISABLE ROW LEVEL SECURITY',
    'DROP POLICY meeting_event_listener ON meeting_event',
    'TRUNCATE meeting_command',
    'DELETE FROM migration',
    'CREATE TABLE own ()',
  ])('is not allowed: %s', async (statement) => {
    await expect(server.app.get(DataSource).query(statement)).rejects.toMatchObject({
      driverError: { code: NOT_ALLOWED },
    });
  });
});

const identity = (entry: object) => JSON.stringify(entry);
