import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { INSTALLATION_CHAIN } from '../../src/audit/append-records.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { FAILURES_A_MINUTE } from '../../src/audit/failed-sign-ins.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { issueSignInLink } from '../../src/identity/sign-in-link.service.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';
import { readAudit } from './audited.js';

const { database, server } = useServer();
let world: World;

beforeEach(async () => {
  world = await createWorld(server.app);
});

const call = (method: string, path: string, cookie = '', body?: object) =>
  fetch(`${server.origin}/api/v1/${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

const verify = (chainId = world.partnershipId) =>
  server.app.get(DataSource).transaction((manager) => verifyChain(manager, chainId));

/** Lets an administrator of the database do what the product never does. */
async function tamper(table: string, statement: string, values: unknown[] = []): Promise<void> {
  await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await database.query(statement, values);
  await database.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

async function emailOf(name: PersonName): Promise<string> {
  const [person] = await database.query<{ email: string }>(
    'SELECT email FROM person WHERE id = $1',
    [world.person[name]],
  );
  return person?.email ?? '';
}

describe('sessions in the audit', () => {
  it('are told where they open a door: how they began, and how each was ended', async () => {
    const personId = world.person.polisen;
    const phone = await world.signIn('polisen');
    const laptop = await world.signIn('polisen');
    expect((await call('DELETE', 'sessions', laptop)).status).toBe(204);
    expect((await call('DELETE', 'session', laptop)).status).toBe(204);
    expect((await call('GET', 'session', phone)).status).toBe(401);

    const sessionId = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const told = await readAudit(database, world.partnershipId);
    expect(told).toEqual([
      { kind: 'session.began', personId, detail: { sessionId, method: 'oidc' } },
      { kind: 'session.began', personId, detail: { sessionId, method: 'oidc' } },
      { kind: 'session.ended', personId, detail: { sessionId, how: 'ended-elsewhere' } },
      { kind: 'session.ended', personId, detail: { sessionId, how: 'signed-out' } },
    ]);
    expect(told[0]?.detail.sessionId).toBe(told[2]?.detail.sessionId);
    expect(await verify()).toMatchObject({ head: { position: 4 }, fault: null });
  });

  it('tell that signing in again ended the one before it, and who made the link', async () => {
    const before = await world.signIn('kommunen');
    const link = await issueSignInLink(
      server.app.get(DataSource),
      new Date(),
      await emailOf('kommunen'),
    );
    await call('POST', 'sign-in/link', before, { secret: link?.secret });

    const told = await readAudit(database, world.partnershipId);
    expect(told.map(({ kind, detail }) => [kind, detail.how])).toEqual([
      ['session.began', undefined],
      ['sign-in-link.issued', undefined],
      ['session.ended', 'signed-in-again'],
      ['session.began', undefined],
    ]);
    expect(told[1]).toMatchObject({
      personId: null,
      detail: { forPersonId: world.person.kommunen },
    });
  });

  it('that came to nothing are told to the installation, so many a minute and no more', async () => {
    const secret = 'A'.repeat(43);
    const tries = Array.from({ length: FAILURES_A_MINUTE + 5 }, () =>
      call('POST', 'sign-in/link', '', { secret }),
    );
    for (const answer of await Promise.all(tries)) expect(answer.status).toBe(410);
    const failed = await readAudit(database, INSTALLATION_CHAIN, 'sign-in.failed');
    expect(failed).toHaveLength(FAILURES_A_MINUTE);
    expect(failed[0]).toEqual({
      kind: 'sign-in.failed',
      personId: null,
      detail: { method: 'link', fault: 'link-spent' },
    });
    expect(await verify(INSTALLATION_CHAIN)).toMatchObject({ fault: null });
  });

  it('do not begin when that cannot be recorded', async () => {
    await database.query('ALTER TABLE audit_content RENAME TO out_of_reach');
    const link = await issueSignInLink(server.app.get(DataSource), new Date(), 'nobody@example.se');
    expect(link).toBeNull();
    await expect(world.signIn('polisen')).rejects.toThrow();
    await database.query('ALTER TABLE out_of_reach RENAME TO audit_content');
    const sessions = await database.query('SELECT FROM session WHERE person_id = $1', [
      world.person.polisen,
    ]);
    expect(sessions).toEqual([]);
    expect(await readAudit(database, world.partnershipId)).toEqual([]);
  });
});

describe('a chain in the database', () => {
  const entry = (name: PersonName) => ({
    partnershipIds: [world.partnershipId],
    kind: 'denied' as const,
    personId: world.person[name],
    detail: { what: 'join', ids: [world.meetingId], code: 'not-found' },
  });

  /** Five records, of which the test names one. */
  const write = async () => {
    const log = server.app.get(AuditLog);
    for (const name of ['kommunen', 'polisen', 'brandförsvaret', 'chefen', 'samordnaren'] as const)
      await log.recordAlone(entry(name));
  };

  it('takes a crowd that comes at once and those who change something, each record once', async () => {
    const log = server.app.get(AuditLog);
    await Promise.all([
      ...Array.from({ length: 300 }, () => log.recordAlone(entry('polisen'))),
      ...Array.from({ length: 20 }, () => world.signIn('kommunen')),
    ]);
    expect(await verify()).toMatchObject({ head: { position: 320 }, fault: null });
    expect(await readAudit(database, world.partnershipId, 'denied')).toHaveLength(300);
  });

  it('lets no record be changed or deleted', async () => {
    await write();
    const refused = { code: '23001' };
    for (const statement of [
      `UPDATE audit_record SET hash = commitment`,
      `DELETE FROM audit_record`,
      `TRUNCATE audit_record CASCADE`,
      `UPDATE audit_content SET kind = 'session.began'`,
      `DELETE FROM audit_content`,
      `TRUNCATE audit_content`,
    ])
      await expect(database.query(statement)).rejects.toMatchObject(refused);
  });

  it('shows that what records tell was deleted, though the chain itself was left alone', async () => {
    await write();
    const contents = 'DELETE FROM audit_content WHERE chain_id = $1 AND position IN (2, 5)';
    await tamper('audit_content', contents, [world.partnershipId]);
    expect((await verify()).fault).toEqual({ position: 2, fault: 'content-missing' });
  });

  it('shows an edit, a deletion, a swap and a cut tail by someone who owns the database', async () => {
    await write();
    const chain = [world.partnershipId];
    await tamper(
      'audit_content',
      `UPDATE audit_content SET detail = detail || '{"code": "not-allowed"}'
       WHERE chain_id = $1 AND position = 2`,
      chain,
    );
    expect((await verify()).fault).toEqual({ position: 2, fault: 'content-changed' });

    world = await createWorld(server.app);
    await write();
    await tamper(
      'audit_content',
      'DELETE FROM audit_content WHERE chain_id = $1 AND position = 3',
      [world.partnershipId],
    );
    await tamper('audit_record', 'DELETE FROM audit_record WHERE chain_id = $1 AND position = 3', [
      world.partnershipId,
    ]);
    expect((await verify()).fault).toEqual({ position: 3, fault: 'missing' });

    world = await createWorld(server.app);
    await write();
    await tamper(
      'audit_content',
      `UPDATE audit_content AS one
       SET (salt, at, kind, person_id, detail) =
         (SELECT salt, at, kind, person_id, detail FROM audit_content AS other
          WHERE chain_id = $1 AND other.position = 9 - one.position)
       WHERE chain_id = $1 AND position IN (4, 5)`,
      [world.partnershipId],
    );
    expect((await verify()).fault).toEqual({ position: 4, fault: 'content-changed' });

    world = await createWorld(server.app);
    await write();
    const noted = (await verify()).head;
    await tamper(
      'audit_content',
      'DELETE FROM audit_content WHERE chain_id = $1 AND position > 3',
      [world.partnershipId],
    );
    await tamper('audit_record', 'DELETE FROM audit_record WHERE chain_id = $1 AND position > 3', [
      world.partnershipId,
    ]);
    expect((await verify()).fault).toEqual({ position: 4, fault: 'cut-off' });

    // Whoever also mends where the chain says it ends is found by a head noted elsewhere.
    await database.query(
      `UPDATE audit_chain SET (position, hash) =
         (SELECT position, hash FROM audit_record WHERE chain_id = $1 AND position = 3)
       WHERE id = $1`,
      [world.partnershipId],
    );
    expect((await verify()).fault).toBeNull();
    const verdict = await server.app
      .get(DataSource)
      .transaction((manager) => verifyChain(manager, world.partnershipId, [noted]));
    expect(verdict.fault).toEqual({ position: 4, fault: 'cut-off' });
  });
});
