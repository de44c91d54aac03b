import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HealthIndicatorService } from '@nestjs/terminus';
import { Readiness } from '../../src/platform/health/readiness.js';
import { startTestApp, type TestApp } from '../support/app.js';
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

  it('tells when the database goes away and when it is back, and lives all the while', async () => {
    await database.shut();
    expect(await (await ready()).json()).toMatchObject({ detail: 'Not ready: database.' });
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    await database.open();
    expect((await ready()).status).toBe(200);
  });

  it('asks what features need as well', async () => {
    let listening = false;
    const indicator = server.app.get(HealthIndicatorService);
    server.app.get(Readiness).require(() => {
      const session = indicator.check('listener');
      return listening ? session.up() : session.down();
    });
    expect(await (await ready()).json()).toMatchObject({ detail: 'Not ready: listener.' });
    listening = true;
    expect((await ready()).status).toBe(200);
  });
});
