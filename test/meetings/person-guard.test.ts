import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Command } from '../../src/contract/commands.js';
import type { SeriesPlan } from '../../src/contract/series.js';
import { actionPropose, agendaAdd, noteAdd } from '../support/commands.js';
import type { World } from '../support/meeting-world.js';
import { useClients, useServer, useWorld } from '../support/stage.js';
import { thirdFriday } from '../support/third-friday.js';

// Published by Skatteverket for tests; it belongs to nobody.
const number = '19000101-9801';
const hidden = 'Pojke ١٩٠٠٠١٠١\u200b-９８０１, 070-174 06 05';

const { database, server } = useServer();
const world = useWorld(server);
const join = useClients(world, server);
let logged: string[] = [];

beforeAll(() => {
  const write = (...parts: unknown[]) => void logged.push(JSON.stringify(parts));
  server.app.useLogger({ log: write, error: write, warn: write, debug: write, verbose: write });
});
beforeEach(() => {
  logged = [];
});

async function request(method: string, path: string, body: unknown): Promise<Response> {
  return fetch(`${server.origin}/api/v1/partnerships/${world.partnershipId}/${path}`, {
    method,
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      cookie: await world.signIn('samordnaren'),
      ...(method === 'PUT' ? { 'if-match': '"1"' } : {}),
    },
  });
}

/** What any table of the meeting's partnership holds of digits that were refused. */
async function stored(): Promise<unknown[]> {
  return database.query(
    `SELECT title FROM agenda_item WHERE partnership_id = $1 AND title ~ '9801'
     UNION ALL SELECT text FROM situation_note WHERE partnership_id = $1
     UNION ALL SELECT what FROM coordinated_action WHERE partnership_id = $1
     UNION ALL SELECT title || venue FROM meeting_series WHERE partnership_id = $1 AND title || venue ~ '9801'
     UNION ALL SELECT title || venue FROM meeting WHERE partnership_id = $1 AND title || venue ~ '9801'
     UNION ALL SELECT changes::text FROM meeting_event WHERE partnership_id = $1
     UNION ALL SELECT fingerprint FROM meeting_command WHERE partnership_id = $1`,
    [world.partnershipId],
  );
}

describe('the person guard on the server', () => {
  it('K12 refuses a note over the socket, keeps and repeats nothing, and logs only that it fired', async () => {
    const police = await join('polisen');

    const answer = await police.send(noteAdd(world, world.agency.polisen, { text: hidden }));

    expect(answer).toMatchObject({
      ok: false,
      problem: {
        code: 'person-data',
        status: 422,
        issues: [
          { path: 'command.text', message: 'holds a personal identity number' },
          { path: 'command.text', message: 'holds a telephone number' },
        ],
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/\p{Nd}{3}(?<!422)/u);
    expect(await stored()).toEqual([]);
    expect(logged).toEqual([
      JSON.stringify([
        'Refused note.add of authority that holds personal-number, phone',
        'PersonGuard',
      ]),
    ]);
    expect(police.replica.streams.get('table')?.revision).toBe(0);
  });

  it('K4 leaves the id of what it refused free, and the commands beside it alone', async () => {
    const police = await join('polisen');
    const commandId = randomUUID();
    const note = (text: string) => noteAdd(world, world.agency.polisen, { text });

    const [refused, other] = await Promise.all([
      police.send(note(`Sedd igen: ${number}`), commandId),
      police.send(note('Samling vid stationen 21.00–23.30')),
    ]);
    const again = await police.send(note('Sedd igen'), commandId);

    expect(refused).toMatchObject({ ok: false, problem: { code: 'person-data' } });
    expect([other.ok, again.ok]).toEqual([true, true]);
  });

  it.each<[string, (world: World) => Command]>([
    ['an agenda item', () => agendaAdd(number)],
    ['an action', ({ agency }) => actionPropose(world, agency.polisen, { what: 'Möt ABC 123' })],
    ['a reason', () => ({ type: 'meeting.cancel', reason: `Fråga anna@example.se` })],
  ])('K12 refuses %s over HTTP', async (_what, command) => {
    const response = await request('POST', `meetings/${world.meetingId}/commands`, {
      commandId: randomUUID(),
      command: command(world),
    });

    expect(response.status).toBe(422);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'person-data' });
    expect(text).not.toMatch(/9801|ABC|anna/);
    expect(logged.join('polisen')).not.toMatch(/9801|ABC|anna/);
    expect(await stored()).toEqual([]);
  });

  it('K12 tells rights before it tells what the text holds', async () => {
    const police = await join('polisen');

    const answer = await police.send({ type: 'meeting.cancel', reason: number });

    expect(answer).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
    expect(logged).toEqual([]);
  });

  it('refuses a series whose texts hold a number, also one spread over two of them', async () => {
    const plan: SeriesPlan = {
      title: 'Utsättning',
      venue: 'Kommunhuset',
      definition: thirdFriday,
      agendaTemplate: [
        { title: 'Upprop 190001', minutes: 5 },
        { title: '01-9801', minutes: 5 },
      ],
    };

    const created = await request('POST', 'series', plan);
    const edited = await request('PUT', `series/${world.seriesId}`, { ...plan, venue: number });

    expect(created.status).toBe(422);
    expect(await created.json()).toMatchObject({
      code: 'person-data',
      issues: [{ path: 'agendaTemplate.0.title' }, { path: 'agendaTemplate.1.title' }],
    });
    expect(edited.status).toBe(422);
    expect(logged.map((line) => line.replace(/^\["|",.*/g, ''))).toEqual([
      'Refused series of authority that holds personal-number',
      'Refused series of authority that holds personal-number',
    ]);
    expect(await stored()).toEqual([]);
  });
});
