import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { launchServer, startServer, type ServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the built server as a process', () => {
  const servers: ServerProcess[] = [];
  const databases: TestDatabase[] = [];

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  async function started(environment: Record<string, string>): Promise<ServerProcess> {
    const server = await startServer(environment);
    servers.push(server);
    return server;
  }

  async function database(): Promise<TestDatabase> {
    const created = await createTestDatabase();
    databases.push(created);
    return created;
  }

  it('starts with nothing but a folder, says where to go and stops with its database', async () => {
    const folder = path.join(temporaryFolder('data'), 'with a space');
    const server = await started({ DATA_DIR: folder, DATABASE_DURABILITY: 'required' });
    expect(server.output()).toContain(`Utsättning är igång på ${server.origin}`);
    expect(await server.stop('SIGINT')).toBe(0);
    expect(() => readFileSync(postmasterFile(folder))).toThrow('ENOENT');
  });

  it('keeps running while its database is killed, says so, and is ready again by itself', async () => {
    const folder = temporaryFolder('data');
    const server = await started({ DATA_DIR: folder });
    process.kill(Number.parseInt(readFileSync(postmasterFile(folder), 'utf8'), 10), 'SIGKILL');
    // It says so in the moment in which it is not ready, which may be over before anybody asks.
    while (!server.output().includes('starting it again')) await pause(5);
    while (!(await fetch(`${server.origin}/readyz`)).ok) await pause(20);
  });

  it('starts anew on the database that a killed process left', async () => {
    const folder = temporaryFolder('data');
    await (await started({ DATA_DIR: folder })).kill();
    const server = await started({ DATA_DIR: folder });
    expect(await server.stop()).toBe(0);
  });

  it('lets several processes start at once on an empty database', async () => {
    const { url, query } = await database();
    await query('DROP SCHEMA public CASCADE');
    await query('CREATE SCHEMA public');
    await Promise.all([1, 2, 3].map(() => started({ DATABASE_URL: url })));
  });

  it('says what to do when its port is taken, and ends', async () => {
    const { url } = await database();
    const first = await started({ DATABASE_URL: url });
    const port = new URL(first.origin).port;
    const second = await launchServer({ DATABASE_URL: url, PORT: port });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`Port ${port} används redan`);
    expect(second.output()).toContain(`PORT=${Number(port) + 1} npm start`);
  });

  it('says that it runs already when the folder is in use, and ends', async () => {
    const folder = temporaryFolder('data');
    await started({ DATA_DIR: folder });
    const second = await launchServer({ DATA_DIR: folder });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('Utsättning är redan igång');
  });

  it('says what to do with a folder that another version of PostgreSQL made, and ends', async () => {
    const folder = temporaryFolder('data');
    const cluster = path.join(folder, 'postgres/cluster');
    mkdirSync(path.join(cluster, 'data'), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(cluster, 'password'), 'unused');
    writeFileSync(path.join(cluster, 'data/PG_VERSION'), '17\n');
    const server = await launchServer({ DATA_DIR: folder });
    expect(await server.exited).toBe(1);
    expect(server.output()).toMatch(
      /gjord av PostgreSQL 17,[^\n]*\n[^\n]*DATA_DIR='.*-18' npm start\n$/,
    );
  });

  it('says that the database server is too old, and ends', async () => {
    const { url, query } = await database();
    await query(`CREATE FUNCTION public.version() RETURNS text LANGUAGE sql
                   AS $$ SELECT 'PostgreSQL 15.18 on a machine' $$`);
    const { pathname } = new URL(url);
    await query(`ALTER DATABASE ${pathname.slice(1)} SET search_path = public, pg_catalog`);
    const server = await launchServer({ DATABASE_URL: url });
    expect(await server.exited).toBe(1);
    expect(server.output()).toMatch(
      /^Databasen i DATABASE_URL är PostgreSQL 15\.18\. .* 18 eller nyare.*\n$/,
    );
  });

  it('ends in order with a fault that nobody caught, and repeats nothing of what it quotes', async () => {
    // Put together there, as the stack names the script's address, which holds all of the script.
    const said = `['hem', 'ligt'].join('')`;
    const fault = `Object.assign(new Error(${said}), { code: '22P02', parameters: [${said}] })`;
    const { url } = await database();
    const server = await started({
      DATABASE_URL: url,
      NODE_OPTIONS: `--import=${dataUrl(`process.on('SIGUSR2', () => Promise.reject(${fault}))`)}`,
    });
    process.kill(server.pid, 'SIGUSR2');
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('Error 22P02');
    expect(server.output()).not.toContain('hemligt');
  });

  it('lists the mistakes of its configuration, and ends', async () => {
    const server = await launchServer({ PORT: 'x', LOG_LEVEL: 'loud' });
    expect(await server.exited).toBe(1);
    expect(server.output()).toMatch(/PORT: .*\n.*LOG_LEVEL: /);
  });

  it('refuses a database that may forget what it acknowledged', async () => {
    const { url } = await database();
    const server = await launchServer({ DATABASE_URL: url, DATABASE_DURABILITY: 'required' });
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('fsync = off');
  });
});

/** A module that Node loads from its own address. */
function dataUrl(script: string): string {
  return `data:text/javascript,${encodeURIComponent(script)}`;
}

function postmasterFile(folder: string): string {
  return path.join(folder, 'postgres/cluster/data/postmaster.pid');
}
