// The audit as administrators read it over HTTP, and as operators check it.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { INSTALLATION_CHAIN } from '../../src/audit/append-records.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { AuditPage } from '../../src/contract/audit.js';
import { AdministeredWorld, done, expectProblem } from '../administration/administered-world.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import type { World } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';

const program = fileURLToPath(new URL('../../dist/server/admin.js', import.meta.url));
const { database, server } = useServer();
let at: AdministeredWorld;
let world: World;

beforeEach(async () => {
  at = await AdministeredWorld.on(server);
  world = at.world;
  await done(at.change('chefen', { role: 'administrator' }));
});

const read = async (query = '') =>
  AuditPage.parse(await done(at.send('GET', `audit${query}`, { by: 'chefen' })));

describe('the audit over HTTP', () => {
  it('is read by administrators, newest first, with the names that are known today', async () => {
    await at.send('GET', 'meetings', { by: 'polisen' });
    const { records, people, next } = await read();
    expect(records.map(({ kind, personId }) => [kind, personId])).toEqual([
      ['session.began', world.person.chefen],
      ['session.began', world.person.polisen],
      ['rights.changed', world.person.samordnaren],
      ['session.began', world.person.samordnaren],
    ]);
    expect(records.map(({ position }) => position)).toEqual([4, 3, 2, 1]);
    expect(people.map(({ name }) => name)).toEqual(['chefen', 'polisen', 'samordnaren']);
    expect(next).toBeNull();
  });

  it('does not exist for those who lead the meetings, take part in them or look on', async () => {
    for (const by of ['samordnaren', 'polisen', 'nattvandrarna'] as const)
      await expectProblem(at.send('GET', 'audit', { by }), 'not-found');
  });

  it('tells who has read it, and how it was searched', async () => {
    await read(`?kind=denied&from=2026-01-01`);
    const [newest] = (await read('?kind=audit.read')).records;
    expect(newest).toMatchObject({
      kind: 'audit.read',
      personId: world.person.chefen,
      detail: { kind: 'denied', from: '2026-01-01' },
    });
  });

  it('is found by kind, person and day, page by page', async () => {
    for (const by of ['polisen', 'kommunen', 'brandförsvaret'] as const)
      await at.send('GET', 'meetings', { by });
    const first = await read('?kind=session.began&limit=2');
    expect(first.records).toHaveLength(2);
    const second = await read(`?kind=session.began&limit=2&before=${first.next}`);
    expect(second.records[0]?.position).toBeLessThan(first.records[1]?.position ?? 0);
    const own = await read(`?personId=${world.person.polisen}`);
    expect(own.records.map(({ kind }) => kind)).toEqual(['session.began']);
    expect((await read('?to=2020-01-01')).records).toEqual([]);
    expect((await read('?from=2020-01-01')).records.length).toBeGreaterThan(4);
    await expectProblem(at.send('GET', 'audit?kind=all', { by: 'chefen' }), 'invalid-input');
    await expectProblem(at.send('GET', 'audit?before=0', { by: 'chefen' }), 'invalid-input');
  });

  it('S2 tells an administrator outside a closed compartment nothing of its use', async () => {
    await done(at.change('nattvandrarna', { role: 'administrator' }));
    const outside = async (query = '') =>
      AuditPage.parse(await done(at.send('GET', `audit${query}`, { by: 'nattvandrarna' })));
    const police = await LiveClient.at(server.origin, await at.cookieOf('polisen'), world);
    const coordinator = await LiveClient.at(server.origin, await at.cookieOf('samordnaren'), world);
    await at.cookieOf('brandförsvaret');
    await at.cookieOf('chefen');
    const weak = await LiveClient.at(server.origin, await world.signIn('polisen', 'link'), world);
    await coordinator.persist({ type: 'meeting.open' });
    const before = (await outside()).records;

    const { agency, meetingId } = world;
    const agencyIds = [agency.polisen, agency.brandförsvaret].sort();
    const onlyThese = { audience: { kind: 'agencies', agencyIds } } as const;
    await police.persist(noteAdd(world, agency.polisen, onlyThese));
    const toAuthorities = { audience: { kind: 'authorities' } } as const;
    await police.persist(noteAdd(world, agency.polisen, toAuthorities));
    const { entryId: actionId } = await police.persist(
      actionPropose(world, agency.brandförsvaret, toAuthorities),
    );
    // Each is refused for what would not be there but for something closed.
    await weak.send(noteAdd(world, agency.polisen, toAuthorities));
    await weak.send(noteAdd(world, agency.polisen, onlyThese));
    await police.send({ type: 'action.agree', actionId: actionId ?? '' });
    await police.send(
      noteAdd(world, agency.polisen, { ...toAuthorities, text: 'Ring 070-174 06 05' }),
    );
    // And one that is not.
    await police.send({ type: 'meeting.close' });
    await at.send('GET', `meetings/${meetingId}/board`, { by: 'brandförsvaret' });
    await coordinator.persist({ type: 'meeting.close' });
    for (const client of [police, weak, coordinator]) client.close();

    const { records } = await outside();
    expect(records.map(({ kind }) => kind)).toEqual([
      'meeting.closed',
      'denied',
      'audit.read',
      ...before.map(({ kind }) => kind),
    ]);
    expect(records.map(({ position }) => position)).toEqual(
      records.map((_, index) => records.length - index),
    );
    expect(records[0]?.detail).toMatchObject({ meetingId, streams: [{ stream: 'table' }] });
    expect((await outside('?kind=closed.read')).records).toEqual([]);
    const first = await outside('?limit=1');
    const second = await outside(`?limit=1&before=${first.next}`);
    expect((first.records[0]?.position ?? 0) - (second.records[0]?.position ?? 0)).toBe(1);

    // An authority hears what is for authorities, and nothing of what two agencies share.
    const inside = (await read('?kind=closed.read')).records;
    expect(inside.map(({ detail }) => detail.compartments)).toContainEqual(['authorities']);
    expect(JSON.stringify(inside)).not.toContain('agencies:');
    const refused = [
      ...(await read('?kind=denied')).records,
      ...(await read('?kind=person-data.refused')).records,
    ];
    expect(refused.map(({ detail: { what, about } }) => [what, about])).toEqual([
      ['meeting.close', undefined],
      ['action.agree', ['authorities']],
      ['note.add', ['authorities']],
      ['note.add', ['authorities']],
    ]);
    const [closed] = (await read('?kind=meeting.closed')).records;
    expect(closed?.detail.streams).toMatchObject([{ stream: 'authorities' }, { stream: 'table' }]);
    expect(
      await server.app
        .get(DataSource)
        .transaction((manager) => verifyChain(manager, world.partnershipId)),
    ).toMatchObject({ fault: null });
  });

  it('is not given when the reading cannot be recorded', async () => {
    await at.cookieOf('chefen');
    await database.query('ALTER TABLE audit_record RENAME TO out_of_reach');
    const answer = await at.send('GET', 'audit', { by: 'chefen' });
    await database.query('ALTER TABLE out_of_reach RENAME TO audit_record');
    expect(answer.status).toBe(503);
  });
});

describe('the operator’s check', () => {
  /** Does what the product never does, as someone who owns the database can. */
  const tamper = async (table: string, statement: string, id: string) => {
    await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await database.query(statement, [id]);
    await database.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  };

  const verify = (...head: string[]) =>
    new Promise<{ exitCode: number; said: string; complained: string }>((resolve) => {
      const env = { PATH: process.env.PATH, DATABASE_URL: database.url };
      const child = execFile(
        process.execPath,
        [program, 'verify-audit', ...head],
        { env },
        (_, said, complained) => resolve({ exitCode: child.exitCode ?? -1, said, complained }),
      );
    });

  it('gives a head that finds what was cut off or changed afterwards, logs of meetings too', async () => {
    const coordinator = await LiveClient.at(server.origin, await at.cookieOf('samordnaren'), world);
    await coordinator.persist({ type: 'meeting.open' });
    await coordinator.persist(noteAdd(world, world.agency.kommunen));
    await coordinator.persist({ type: 'meeting.close' });
    coordinator.close();

    const first = await verify();
    expect(first).toMatchObject({ exitCode: 0, complained: '' });
    const head = first.said.trim().split('\n').at(-1) ?? '';
    expect(head).toMatch(/^\d+-[0-9a-f]{64}$/);
    expect(await verify(head)).toMatchObject({ exitCode: 0 });

    const turnLogBy = (change: string) =>
      tamper(
        'meeting_event',
        `UPDATE meeting_event SET at = at ${change} WHERE meeting_id = $1 AND revision = 2`,
        world.meetingId,
      );
    await turnLogBy("- interval '1 hour'");
    const changed = await verify(head);
    expect(changed).toMatchObject({ exitCode: 1, said: '' });
    expect(changed.complained).toContain(`Mötet ${world.meetingId}, table: loggen är inte som`);

    // What tells of the change is deleted: that is seen instead.
    await tamper(
      'audit_content',
      `DELETE FROM audit_content WHERE chain_id = $1 AND kind = 'meeting.closed'`,
      world.partnershipId,
    );
    const unsealed = await verify(head);
    expect(unsealed).toMatchObject({ exitCode: 1, said: '' });
    expect(unsealed.complained).toMatch(
      new RegExp(`Samverkan ${world.partnershipId}, post \\d+: innehållet saknas`),
    );

    // The partnership's chain is cut, and where it ends mended: the installation's has noted it.
    for (const table of ['audit_content', 'audit_record'])
      await tamper(
        table,
        `DELETE FROM ${table} WHERE chain_id = $1 AND position > 1`,
        world.partnershipId,
      );
    await database.query(
      `UPDATE audit_chain SET (position, hash) =
         (SELECT position, hash FROM audit_record WHERE chain_id = $1) WHERE id = $1`,
      [world.partnershipId],
    );
    const cut = await verify();
    expect(cut.exitCode).toBe(1);
    expect(cut.complained).toContain(`Samverkan ${world.partnershipId}, post 2: slutet saknas`);

    // Nor does it help to delete what was noted.
    await tamper(
      'audit_content',
      `DELETE FROM audit_content WHERE chain_id = $1 AND kind = 'audit.verified'`,
      INSTALLATION_CHAIN,
    );
    for (const known of [[], [head]]) {
      const unnoted = await verify(...known);
      expect(unnoted).toMatchObject({ exitCode: 1, said: '' });
      expect(unnoted.complained).toMatch(/Installationens kedja, post \d+: innehållet saknas/);
    }
  });
});
