// R7: the database goes back to what it was yesterday, and everyone notices.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/platform/database/migrate.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { noteAdd } from '../support/commands.js';
import { freePort } from '../support/free-port.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const admin = fileURLToPath(new URL('../../dist/server/admin.js', import.meta.url));

describe('a backup that is restored', () => {
  let database: TestDatabase;
  /** From where the other is copied, and put back. */
  let beside: TestDatabase;
  let port: string;
  let server: TestApp;

  beforeAll(async () => {
    [database, beside] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    port = String(await freePort());
    server = await start();
  });
  afterAll(async () => {
    await server.close();
    await beside.query(`DROP DATABASE IF EXISTS ${nameOf(database)}_backup`);
    await Promise.all([database.drop(), beside.drop()]);
  });

  const start = () => startTestApp({ databaseUrl: database.url, environment: { PORT: port } });
  const epoch = async () =>
    (await database.query<{ epoch: string }>('SELECT epoch FROM installation')).map(
      (row) => row.epoch,
    );
  const copy = async (from: string, to: string) => {
    await beside.query(`DROP DATABASE IF EXISTS ${to} WITH (FORCE)`);
    await beside.query(`CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY file_copy`);
  };
  const run = (command: string) =>
    promisify(execFile)(process.execPath, [admin, command], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url },
    });

  it('R7 J9 is noticed by pages that stayed open, and nothing of before is mixed with what comes after', async () => {
    const world = await createWorld(server.app);
    const { polisen, brandförsvaret } = world.agency;
    const police = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
    const cookie = await world.signIn('brandförsvaret');
    const texts = (client: LiveClient) =>
      [...client.replica.board.notes.values()].map(({ text }) => text).sort();
    await police.persist(noteAdd(world, polisen, { text: 'i säkerhetskopian' }));
    await eventually(() => texts(police).length === 1, 'the first note');
    const [name, backup] = [nameOf(database), `${nameOf(database)}_backup`];
    await server.close();
    await copy(name, backup);
    server = await start();
    await police.persist(noteAdd(world, polisen, { text: 'efter säkerhetskopian' }));
    await eventually(() => texts(police).length === 2, 'the second note');
    police.socket.disconnect();
    await server.close();

    await copy(backup, name);
    const { stdout } = await run('renew-epoch');
    server = await start();
    const fire = await LiveClient.at(server.origin, cookie, world);
    // Brings the stream to the very number where the page that stayed open has seen another note.
    await fire.persist(noteAdd(world, brandförsvaret, { text: 'ett nytt liv' }));
    police.socket.connect();

    expect(stdout).toContain('börjat om');
    for (const client of [police, fire]) {
      await eventually(
        () => texts(client).join() === 'ett nytt liv,i säkerhetskopian',
        () => `the new life; ${texts(client).join()} ${client.describeLink()}`,
      );
      expect(client.digest).toBe(await client.serverDigest());
      client.close();
    }
    expect(
      await database.query(`SELECT FROM audit_content WHERE kind = 'backup.restored'`),
    ).toHaveLength(1);
  });

  it('R7 J9 begins a life of its own by itself when it was made without the epoch', async () => {
    const before = await epoch();
    await database.query('DELETE FROM installation');
    await migrate(database.url);
    const after = await epoch();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    await migrate(database.url);
    expect(await epoch()).toEqual(after);
  });

  it('R7 is noticed by a process that goes on serving, and by those at its boards', async () => {
    const world = await createWorld(server.app);
    const client = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
    await client.persist(noteAdd(world, world.agency.polisen, { text: 'i förra livet' }));
    await eventually(() => client.replica.board.notes.size === 1, 'the note');
    await database.query('DELETE FROM installation');
    await eventually(() => !client.replica.joined, 'nobody to stand on what has no life');
    expect((await client.send(noteAdd(world, world.agency.polisen))).ok).toBe(false);

    await migrate(database.url);
    await client.persist(noteAdd(world, world.agency.polisen, { text: 'i ett nytt' }));
    await eventually(() => client.replica.board.notes.size === 2, 'the board of the new life');
    expect(client.replica.beginJoin()?.epoch).toBe((await epoch())[0]);
    expect(client.digest).toBe(await client.serverDigest());
    client.close();
  });

  it('finds the roles that it names, made beforehand on an empty database', async () => {
    await database.query('DROP SCHEMA public CASCADE');
    await run('make-roles');
    expect(
      await database.query(`SELECT FROM pg_roles WHERE rolname LIKE 'utsattning\\_%er'`),
    ).toHaveLength(2);
    expect(await database.query(`SELECT FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });
});

function nameOf({ url }: TestDatabase): string {
  return new URL(url).pathname.slice(1);
}
