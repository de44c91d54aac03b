// What people are refused, and how the directory is changed: what the audit tells of it.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { INSTALLATION_CHAIN } from '../../src/audit/append-records.js';
import { REFUSALS_A_MINUTE } from '../../src/audit/refusals.js';
import type { AdministeredAgency } from '../../src/contract/administration.js';
import type { AuditKind } from '../../src/contract/vocabulary.js';
import { AdministeredWorld, done } from '../administration/administered-world.js';
import { noteAdd, version } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';
import { readAudit } from './audited.js';

const { database, server } = useServer();
let at: AdministeredWorld;
let world: World;
const clients: LiveClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
beforeEach(async () => {
  at = await AdministeredWorld.on(server);
  world = at.world;
});

async function join(person: PersonName): Promise<LiveClient> {
  const client = await LiveClient.at(server.origin, await at.cookieOf(person), world);
  clients.push(client);
  return client;
}

const told = async (kind: AuditKind): Promise<Record<string, unknown>[]> =>
  (await readAudit(database, world.partnershipId, kind)).map(({ personId, detail }) => ({
    personId,
    ...detail,
  }));

describe('a refusal', () => {
  it('is told where it was tried, with who tried what, whether or not it is there', async () => {
    const foreign = await createWorld(server.app);
    const cookie = await foreign.signIn('polisen');
    const ask = (partnershipId: string) =>
      fetch(`${server.origin}/api/v1/partnerships/${partnershipId}/meetings`, {
        headers: { cookie },
      });
    const [here, nowhere] = [await ask(world.partnershipId), await ask(randomUUID())];
    expect([here.status, nowhere.status]).toEqual([404, 404]);
    expect(await here.text()).toBe(await nowhere.text());

    const denied = {
      personId: foreign.person.polisen,
      what: 'GET /api/v1/partnerships/:partnershipId/meetings',
      meetingId: null,
      code: 'not-found',
    };
    expect(await told('denied')).toEqual([denied]);
    const { personId, ...detail } = denied;
    expect(await readAudit(database, INSTALLATION_CHAIN, 'denied')).toEqual([
      { kind: 'denied', personId, detail },
    ]);
  });

  it('of a command is told by its name: what is hidden, what is not theirs, a person’s data', async () => {
    const police = await join('polisen');
    const { entryId } = await police.persist(
      noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' } }),
    );
    const guest = await join('nattvandrarna');
    await guest.send({ type: 'note.remove', noteId: entryId ?? '', basedOn: version(1) });
    await guest.send({ type: 'meeting.open' });
    await guest.send(
      noteAdd(world, world.agency.nattvandrarna, { text: 'Ring 070-174 06 05 i kväll' }),
    );

    const personId = world.person.nattvandrarna;
    const { meetingId } = world;
    expect(await told('denied')).toEqual([
      { personId, meetingId, what: 'note.remove', code: 'not-found' },
      { personId, meetingId, what: 'meeting.open', code: 'not-allowed' },
    ]);
    expect(await told('person-data.refused')).toEqual([{ personId, meetingId, what: 'note.add' }]);
    const whole = JSON.stringify(await readAudit(database, world.partnershipId));
    expect(whole).not.toMatch(/Ring|174 06 05/);
  });

  it('that gives away a closed entry is told as reading it', async () => {
    const police = await join('polisen');
    const note = noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' } });
    const { entryId } = await police.persist(note);
    const { agencyId: _agency, audience: _audience, ...fields } = note;
    const before = (await told('closed.read')).length;
    const answer = await at.send('POST', `meetings/${world.meetingId}/commands`, {
      by: 'polisen',
      body: {
        commandId: randomUUID(),
        command: { ...fields, type: 'note.edit', noteId: entryId, basedOn: version(99) },
      },
    });
    expect(answer.status).toBe(409);
    const reads = await told('closed.read');
    expect(reads.filter(({ what }) => what !== undefined)).toEqual([
      {
        personId: world.person.polisen,
        meetingId: world.meetingId,
        what: 'POST /api/v1/partnerships/:partnershipId/meetings/:meetingId/commands',
        compartments: ['authorities'],
      },
    ]);
    expect(reads.length).toBeGreaterThan(before);
  });

  it('is told so often a minute and session, answered alike when it no longer is', async () => {
    await at.cookieOf('chefen');
    const tries = Array.from({ length: REFUSALS_A_MINUTE + 10 }, () =>
      at.send('GET', `meetings/${randomUUID()}/board`, { by: 'chefen' }),
    );
    const answers = await Promise.all(tries);
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(bodies.size).toBe(1);
    expect(await told('denied')).toHaveLength(REFUSALS_A_MINUTE);
    await at.send('GET', `meetings/${randomUUID()}/board`, { by: 'polisen' });
    expect(await told('denied')).toHaveLength(REFUSALS_A_MINUTE + 1);
  });

  it('is not told of those who are not signed in', async () => {
    const path = `${server.origin}/api/v1/partnerships/${world.partnershipId}/meetings`;
    expect((await fetch(path)).status).toBe(401);
    expect(await told('denied')).toEqual([]);
  });

  it('that cannot be recorded asks to come back', async () => {
    await at.cookieOf('chefen');
    await database.query('ALTER TABLE audit_content RENAME TO out_of_reach');
    const answer = await at.send('GET', `meetings/${randomUUID()}/board`, { by: 'chefen' });
    await database.query('ALTER TABLE out_of_reach RENAME TO audit_content');
    expect(answer.status).toBe(503);
  });
});

describe('a change of the directory', () => {
  it('tells what somebody was and what they became, and the sessions it ended', async () => {
    await at.cookieOf('polisen');
    expect((await at.change('polisen', { role: 'observer' })).status).toBe(200);
    expect(
      (await at.send('DELETE', `people/${world.person.polisen}`, { by: 'samordnaren' })).status,
    ).toBe(204);

    const personId = world.person.samordnaren;
    const agencyId = world.agency.polisen;
    const ofPersonId = world.person.polisen;
    const attendee = { agencyId, role: 'attendee', version: 1 };
    const observer = { agencyId, role: 'observer', version: 2 };
    expect(await told('rights.changed')).toEqual([
      { personId, ofPersonId, before: attendee, after: observer },
      { personId, ofPersonId, before: observer, after: null },
    ]);
    expect(await told('session.ended')).toEqual([
      { personId: ofPersonId, sessionId: expect.any(String), how: 'access-ended' },
    ]);
  });

  it('tells of agencies by id and kind, never by name, and of nothing that was not changed', async () => {
    const agency = await done<AdministeredAgency>(
      at.send('POST', 'agencies', {
        body: {
          name: 'Väktarna AB',
          shortName: 'Väktarna',
          abbreviation: 'Vä',
          kind: 'company',
          signIn: [],
        },
      }),
    );
    const changed = await told('directory.changed');
    expect(changed).toEqual([
      {
        personId: world.person.samordnaren,
        part: 'agency',
        id: agency.id,
        before: null,
        after: { kind: 'company', retired: false, signIn: [], version: 1 },
      },
    ]);
    expect(JSON.stringify(changed)).not.toContain('Väktarna');
  });

  it('is not needed for a list that somebody takes out to be told', async () => {
    expect((await at.send('GET', 'exports/people')).status).toBe(200);
    expect(await told('list.exported')).toEqual([
      { personId: world.person.samordnaren, list: 'people' },
    ]);
  });

  it('is not made when it cannot be recorded', async () => {
    await at.cookieOf('samordnaren');
    const before = await at.directory();
    await database.query('ALTER TABLE audit_content RENAME TO out_of_reach');
    const answer = await at.send('POST', 'places', { body: { name: 'Hamnen', kind: 'area' } });
    await database.query('ALTER TABLE out_of_reach RENAME TO audit_content');
    expect(answer.status).toBe(503);
    expect(await at.directory()).toEqual(before);
  });
});
