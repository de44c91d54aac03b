// Who got to read what is closed: once for each board and list that is opened, by whatever door, and
// when a compartment comes into use under the eyes of those who may hear it.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { verifyChain } from '../../src/audit/verify-chain.js';
import type { Command } from '../../src/contract/commands.js';
import type { DomainError } from '../../src/domain/domain-error.js';
import { CatchUpService } from '../../src/meetings/catch-up.service.js';
import { digestStreams, type StreamDigest } from '../../src/meetings/log-digest.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import type { PersonName, World } from '../support/meeting-world.js';
import { useServer, useWorld } from '../support/stage.js';
import { readAudit } from './audited.js';

const { database, server } = useServer();
const world = useWorld(server);
const clients: LiveClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function at(person: PersonName): Promise<LiveClient> {
  const client = await LiveClient.at(server.origin, await world.signIn(person), world);
  clients.push(client);
  return client;
}

const reads = () => readAudit(database, world.partnershipId, 'closed.read');
const readOf = (person: PersonName, agency: keyof World['agency'], compartments: string[]) => ({
  kind: 'closed.read',
  personId: world.person[person],
  detail: { agencyId: world.agency[agency], meetingId: world.meetingId, compartments },
});
/** Gives a command and waits until whoever gave it has heard what came of it. */
async function give(client: LiveClient, command: Command): Promise<void> {
  const { entryId } = await client.persist(command);
  await eventually(() => {
    const { notes, actions } = client.replica.board;
    return notes.has(entryId ?? '') || actions.has(entryId ?? '');
  }, 'the entry');
}

const closedNote = (text = 'Samlas bakom stationen') =>
  noteAdd(world, world.agency.polisen, { audience: { kind: 'authorities' }, text });

describe('reading what is closed', () => {
  it('is recorded when a board is opened, of those who may hear it alone', async () => {
    const police = await at('polisen');
    await give(police, closedNote());
    expect(await reads()).toEqual([readOf('polisen', 'polisen', ['authorities'])]);

    await at('brandförsvaret');
    await at('nattvandrarna');
    await at('fritidsgården');
    expect(await reads()).toEqual([
      readOf('polisen', 'polisen', ['authorities']),
      readOf('brandförsvaret', 'brandförsvaret', ['authorities']),
    ]);
    expect(JSON.stringify(await readAudit(database, world.partnershipId))).not.toContain('Samlas');
  });

  it('is recorded before those who are there already hear a compartment’s first entry', async () => {
    const [police, fire, guest] = await Promise.all(
      (['polisen', 'brandförsvaret', 'nattvandrarna'] as const).map(at),
    );
    expect(await reads()).toEqual([]);
    await police?.persist(closedNote());
    await eventually(() => fire?.replica.streams.has('authorities') === true, 'the note');
    const first = await reads();
    expect(first.map(({ personId }) => personId).sort()).toEqual(
      [world.person.polisen, world.person.brandförsvaret].sort(),
    );
    // Once they are known to hear it, nothing more is to be told of them.
    await police?.persist(closedNote());
    await eventually(() => fire?.replica.board.notes.size === 2, 'the second note');
    expect(await reads()).toEqual(first);
    expect(guest?.replica.streams.has('authorities')).toBe(false);
  });

  it('is recorded when a board or a list is asked for, also when it is only a part of it', async () => {
    const police = await at('polisen');
    await give(
      police,
      actionPropose(world, world.agency.polisen, { audience: { kind: 'authorities' } }),
    );
    await give(police, actionPropose(world, world.agency.polisen));
    const before = (await reads()).length;
    const get = async (person: PersonName, path: string) => {
      const cookie = await world.signIn(person);
      const response = await fetch(
        `${server.origin}/api/v1/partnerships/${world.partnershipId}/${path}`,
        { headers: { cookie } },
      );
      expect(response.status).toBe(200);
    };
    const board = `meetings/${world.meetingId}/board`;
    await get('kommunen', board);
    await get('kommunen', 'actions');
    await get('nattvandrarna', board);
    await get('nattvandrarna', 'actions');
    await get('kommunen', `actions?agencyId=${world.agency.bostadsbolaget}`);
    await get('kommunen', 'meetings');
    expect((await reads()).slice(before)).toEqual([
      readOf('kommunen', 'kommunen', ['authorities']),
      {
        kind: 'closed.read',
        personId: world.person.kommunen,
        detail: {
          agencyId: world.agency.kommunen,
          meetingId: null,
          compartments: ['authorities'],
        },
      },
    ]);
  });

  it('of a crowd that comes at once is recorded in a few commits, each of them once', async () => {
    const police = await at('polisen');
    await give(police, closedNote());
    const cookie = await world.signIn('kommunen');
    const before = (await reads()).length;
    const start = await commits();
    const crowd = await Promise.all(
      Array.from({ length: 60 }, () => LiveClient.at(server.origin, cookie, world)),
    );
    clients.push(...crowd);
    expect(await reads()).toHaveLength(before + 60);
    console.info(`60 joins recorded in ${(await commits()) - start} commits`);
    expect(
      await server.app
        .get(DataSource)
        .transaction((manager) => verifyChain(manager, world.partnershipId)),
    ).toMatchObject({ fault: null });
  });

  it('is refused when it cannot be recorded, and given again once it can be', async () => {
    const police = await at('polisen');
    await give(police, closedNote());
    const cookie = await world.signIn('kommunen');
    const open = () =>
      fetch(
        `${server.origin}/api/v1/partnerships/${world.partnershipId}/meetings/${world.meetingId}/board`,
        { headers: { cookie } },
      );
    const outsider = await world.signIn('nattvandrarna');
    await database.query('ALTER TABLE audit_content RENAME TO out_of_reach');
    const refused = await open();
    expect(refused.status).toBe(503);
    expect(await refused.text()).not.toContain('stationen');
    await expect(LiveClient.at(server.origin, cookie, world)).rejects.toThrow('unavailable');
    // Who reads nothing closed is kept from nothing.
    clients.push(await LiveClient.at(server.origin, outsider, world));
    await database.query('ALTER TABLE out_of_reach RENAME TO audit_content');
    expect((await open()).status).toBe(200);
  });

  it('that cannot be recorded keeps out none of those who come beside the reader', async () => {
    await give(await at('polisen'), closedNote());
    const catchUp = server.app.get(CatchUpService);
    const { partnershipId, meetingId } = world;
    const bring = (person: PersonName) =>
      catchUp
        .bringUpToDate(
          { partnershipId, meetingId },
          { personId: world.person[person], opensClosed: true },
          null,
        )
        .then(
          ({ closed }) => closed,
          (error: unknown) => (error as DomainError).code,
        );
    await database.query('ALTER TABLE audit_content RENAME TO out_of_reach');
    // Asked in one breath, so that they are answered by one reading.
    const answers = await Promise.all([bring('kommunen'), bring('nattvandrarna')]);
    await database.query('ALTER TABLE out_of_reach RENAME TO audit_content');
    expect(answers).toEqual(['unavailable', []]);
  });

  /** How many transactions have written to the chain. */
  async function commits(): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      `SELECT count(DISTINCT xmin::text)::integer AS count FROM audit_record WHERE chain_id = $1`,
      [world.partnershipId],
    );
    return row?.count ?? 0;
  }
});

describe('closing a meeting', () => {
  it('leaves a digest of each stream of its log in the audit, in the same transaction', async () => {
    const coordinator = await at('samordnaren');
    await coordinator.persist({ type: 'meeting.open' });
    const police = await at('polisen');
    await police.persist(closedNote());
    await police.persist(noteAdd(world, world.agency.polisen));
    await database.query('ALTER TABLE audit_content RENAME TO out_of_reach');
    const refused = await coordinator.send({ type: 'meeting.close' }, randomUUID());
    expect(refused).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    await database.query('ALTER TABLE out_of_reach RENAME TO audit_content');
    await coordinator.persist({ type: 'meeting.close' });

    const [closed, ...more] = await readAudit(database, world.partnershipId, 'meeting.closed');
    expect(more).toEqual([]);
    expect(closed).toMatchObject({
      personId: world.person.samordnaren,
      detail: {
        meetingId: world.meetingId,
        streams: [
          { stream: 'authorities', revision: 1 },
          { stream: 'table', revision: 3 },
        ],
      },
    });
    const told = closed?.detail.streams as StreamDigest[];
    const digest = () =>
      digestStreams(server.app.get(DataSource).manager, world, { authorities: 1, table: 3 });
    expect(await digest()).toEqual(told);

    await database.query('ALTER TABLE meeting_event DISABLE TRIGGER USER');
    await database.query(
      `UPDATE meeting_event SET by_person_id = $2 WHERE meeting_id = $1 AND stream = 'authorities'`,
      [world.meetingId, world.person.kommunen],
    );
    await database.query('ALTER TABLE meeting_event ENABLE TRIGGER USER');
    const after = await digest();
    expect(after[0]?.digest).not.toBe(told[0]?.digest);
    expect(after[1]).toEqual(told[1]);
  });
});
