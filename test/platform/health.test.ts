import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, type BeforeApplicationShutdown } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { Readiness } from '../../src/platform/health/readiness.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('health', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeEach(async () => {
    database = await createTestDatabase();
    server = await startTestApp({ databaseUrl: database.url });
  });

  afterEach(async () => {
    await server.close();
    await database.drop();
  });

  const ready = () => fetch(`${server.origin}/readyz`);
  const missing = async () => ((await (await ready()).json()) as { detail?: string }).detail ?? '';

  it('is ready when the database answers with every migration', async () => {
    expect((await ready()).status).toBe(200);
    await database.query('DELETE FROM migration');
    const response = await ready();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toMatchObject({
      code: 'unavailable',
      detail: 'Not ready: database.',
    });
  });

  it('is not ready for a database that has no life of its own yet', async () => {
    await database.query('DELETE FROM installation');
    expect(await missing()).toBe('Not ready: database.');
  });

  it('tells when the database goes away and when it is back, and lives all the while', async () => {
    await database.shut();
    expect(await missing()).toMatch(/^Not ready: database/);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    await database.open();
    while ((await ready()).status !== 200) await pause(50);
  });

  it('tells when the line that hears of other processes is gone, and when it is back', async () => {
    let deaf = false;
    const proxy = await startTcpProxy(
      Number(new URL(database.url).port),
      (bytes) => deaf && bytes.includes('utsattning listener'),
    );
    const url = new URL(database.url);
    url.port = String(proxy.port);
    const other = await startTestApp({ databaseUrl: url.href });
    const status = async (path: string) => (await fetch(other.origin + path)).status;
    expect(await status('/readyz')).toBe(200);

    deaf = true;
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'utsattning listener' AND datname = current_database()`,
    );

    while ((await status('/readyz')) === 200) await pause(20);
    expect(await (await fetch(`${other.origin}/readyz`)).json()).toMatchObject({
      detail: 'Not ready: listener.',
    });
    expect(await status('/healthz')).toBe(200);
    deaf = false;
    while ((await status('/readyz')) !== 200) await pause(20);
    await other.close();
    await proxy.close();
  });

  it('tells in time when the database says nothing at all, and when it speaks again', async () => {
    let silent = false;
    const { port } = new URL(database.url);
    const proxy = await startTcpProxy(Number(port), () => silent && 'swallowed');
    const url = new URL(database.url);
    url.port = String(proxy.port);
    const other = await startTestApp({ databaseUrl: url.href });
    const readiness = async () => (await fetch(`${other.origin}/readyz`)).json();

    silent = true;
    expect(await readiness()).toMatchObject({ detail: expect.stringContaining('database') });
    expect((await fetch(`${other.origin}/healthz`)).status).toBe(200);
    silent = false;
    proxy.turnTo(Number(port));
    while ((await fetch(`${other.origin}/readyz`)).status !== 200) await pause(20);
    await other.close();
    await proxy.close();
  });

  it('is not ready once it is told to stop, and lives until it has', async () => {
    let finish: () => void = () => undefined;
    const lastWork = new Promise<void>((resolve) => (finish = resolve));
    @Controller()
    class BusyToTheLast implements BeforeApplicationShutdown {
      beforeApplicationShutdown(): Promise<void> {
        return lastWork;
      }
    }
    const other = await startTestApp({ databaseUrl: database.url, controllers: [BusyToTheLast] });
    const status = async (path: string) => (await fetch(other.origin + path)).status;
    expect(await status('/readyz')).toBe(200);
    const stopped = other.close();
    while ((await status('/readyz')) === 200) await pause(20);
    expect(await (await fetch(`${other.origin}/readyz`)).json()).toMatchObject({
      detail: 'Not ready: stopping.',
    });
    expect(await status('/healthz')).toBe(200);
    finish();
    await stopped;
  });

  it('serves on until a proxy has noticed that it stops', async () => {
    const began = performance.now();
    await new Readiness(1).onModuleDestroy();
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  it('asks what features need as well', async () => {
    let working = false;
    const indicator = server.app.get(HealthIndicatorService);
    server.app.get(Readiness).require(() => {
      const session = indicator.check('printer');
      return working ? session.up() : session.down();
    });
    expect(await missing()).toBe('Not ready: printer.');
    working = true;
    expect((await ready()).status).toBe(200);
  });
});
