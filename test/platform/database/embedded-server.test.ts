import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { assertDurable, ownerOptions } from '../../../src/platform/database/data-source.js';
import {
  EmbeddedServerInUseError,
  startEmbeddedServer,
} from '../../../src/platform/database/embedded-server.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const built = fileURLToPath(
  new URL('../../../dist/src/platform/database/embedded-server.js', import.meta.url),
);

/** A process that starts the server, prints its address and waits to be killed. */
async function ownerProcess(directory: string): Promise<{ owner: ChildProcess; url: string }> {
  const program = `
    const { startEmbeddedServer } = await import(${JSON.stringify(built)});
    const server = await startEmbeddedServer({ directory: process.argv[1], durable: false, log() {} });
    console.log(server.url);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(owner.stdout, 'data')) as [Buffer];
  return { owner, url: url.toString().trim() };
}

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

const start = (directory: string, durable = false) =>
  startEmbeddedServer({ directory, durable, log: () => undefined });

describe('the PostgreSQL beside the program', () => {
  it('keeps what was written, under a path with spaces, and sorts as Swedes do', async () => {
    const directory = path.join(temporaryFolder('embedded'), 'mapp med å');
    const first = await start(directory, true);
    await ask(first.url, `CREATE TABLE word AS SELECT unnest(ARRAY['ö', 'z', 'ä', 'å', 'a']) AS w`);
    await first.stop();
    await expect(ask(first.url, 'SELECT 1')).rejects.toThrow();

    const second = await start(directory, true);
    const words = await ask<{ w: string }>(second.url, 'SELECT w FROM word ORDER BY w');
    expect(words.map(({ w }) => w).join('')).toBe('azåäö');
    const dataSource = await new DataSource(
      ownerOptions({ url: second.url, poolSize: 2, entities: [] }),
    ).initialize();
    await assertDurable(dataSource);
    await dataSource.destroy();
    await second.stop();
  });

  it('keeps its password to its owner and answers nobody without it', async () => {
    const directory = temporaryFolder('embedded');
    const server = await start(directory);
    expect(statSync(path.join(directory, 'cluster/password')).mode & 0o777).toBe(0o600);
    const url = new URL(server.url);
    expect(url.hostname).toBe('127.0.0.1');
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
  });

  it('is refused where acknowledged writes may be forgotten', async () => {
    const server = await start(temporaryFolder('embedded'), false);
    const dataSource = await new DataSource(
      ownerOptions({ url: server.url, poolSize: 2, entities: [] }),
    ).initialize();
    await expect(assertDurable(dataSource)).rejects.toThrow(
      'fsync = off, full_page_writes = off, synchronous_commit = off',
    );
    await dataSource.destroy();
    await server.stop();
  });

  it('leaves a server alone that another process uses, and takes it over when that one is killed', async () => {
    const directory = temporaryFolder('embedded');
    const { owner, url } = await ownerProcess(directory);
    await ask(url, 'CREATE TABLE kept ()');

    await expect(start(directory)).rejects.toBeInstanceOf(EmbeddedServerInUseError);
    await ask(url, 'TABLE kept');

    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const next = await start(directory);
    expect(next.url).toBe(url);
    await ask(next.url, 'TABLE kept');
    await next.stop();
    await expect(ask(url, 'SELECT 1')).rejects.toThrow();
  });

  it('lets one of two starts at the same moment have the folder', async () => {
    const directory = temporaryFolder('embedded');
    const outcomes = await Promise.allSettled([start(directory), start(directory)]);
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect([won.length, lost.length]).toEqual([1, 1]);
    expect(lost[0]?.reason).toBeInstanceOf(EmbeddedServerInUseError);
    await won[0]?.value.stop();
  });

  it('starts although a power cut left the number of a process that lives', async () => {
    const directory = temporaryFolder('embedded');
    const server = await start(directory);
    await server.stop();
    const data = path.join(directory, 'cluster/data');
    writeFileSync(
      path.join(data, 'postmaster.pid'),
      [process.pid, data, '0', '1', '', '127.0.0.1', '', 'ready'].join('\n'),
    );
    const again = await start(directory);
    await ask(again.url, 'SELECT 1');
    await again.stop();
  });

  it('comes back on the same address when it is killed', async () => {
    const directory = temporaryFolder('embedded');
    const server = await start(directory);
    const pid = readFileSync(path.join(directory, 'cluster/data/postmaster.pid'), 'utf8');
    process.kill(Number.parseInt(pid, 10), 'SIGKILL');
    let answer: unknown[] = [];
    while (answer.length === 0) {
      await pause(100);
      answer = await ask(server.url, 'SELECT 1').catch(() => []);
    }
    expect(answer).toHaveLength(1);
    await server.stop();
  });
});
