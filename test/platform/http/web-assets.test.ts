import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('the built page', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    const folder = temporaryFolder('web');
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'index.html'), '<title>Utsättning</title>');
    writeFileSync(path.join(folder, 'assets/app-4f2a.js'), 'export const a = 1;'.repeat(200));
    writeFileSync(path.join(folder, '..', 'outside.txt'), 'outside');
    database = await createTestDatabase();
    server = await startTestApp({ databaseUrl: database.url, page: folder });
  });

  afterAll(async () => {
    await server.close();
    await database.drop();
  });

  const get = (route: string, headers: Record<string, string> = {}) =>
    fetch(server.origin + route, { headers });

  it('is asked for anew each time, and not sent again when unchanged', async () => {
    const response = await get('/');
    expect(await response.text()).toContain('Utsättning');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-type')).toMatch(/html; charset=utf-8/);
    const etag = response.headers.get('etag') ?? '';
    expect((await get('/', { 'if-none-match': etag, 'cache-control': '' })).status).toBe(304);
  });

  it('answers every path of its own, and no other', async () => {
    expect((await get('/m/2026-12-04')).status).toBe(200);
    for (const route of ['/api/v1/x', '/favicon.ico', '/assets/old-1.js']) {
      expect((await get(route)).status).toBe(404);
    }
    expect(await (await get('/socket.io/')).text()).not.toContain('Utsättning');
    expect((await fetch(`${server.origin}/`, { method: 'POST' })).status).toBe(404);
  });

  it.each(['br', 'gzip', 'identity'])('sends files for good, encoded as %s', async (encoding) => {
    const response = await get('/assets/app-4f2a.js', { 'accept-encoding': encoding });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
    expect((await response.text()).length).toBe(19 * 200);
  });

  it.each(['/../outside.txt', '/..%2foutside.txt', '/assets/../../outside.txt'])(
    'gives nothing from outside its folder: %s',
    async (route) => {
      expect(await (await get(route)).text()).not.toBe('outside');
    },
  );
});
