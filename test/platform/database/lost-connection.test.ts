import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, ownerOptions } from '../../../src/platform/database/data-source.js';
import { isDatabaseUnavailable } from '../../../src/platform/database/database-errors.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { startTcpProxy, type Cut, type TcpProxy } from '../../support/tcp-proxy.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

/** A connection, with what it was told of how long to wait. */
type Line = ClientBase & { readonly connectionParameters: { query_timeout: number } };

/** The last message of a connection's beginning: ready for a query, in no transaction. */
const READY = Buffer.from('Z\0\0\0\u0005I', 'latin1');
/** What an administrator who ends a connection lets it say. */
const ENDED = message('E', 'SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0');

function message(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + content.length);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content)]);
}

describe('a connection', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let url: string;
  let ending = false;
  let silent = false;

  /** Swallows what is said, or lets the end travel together with the beginning. */
  const interfere: Cut = (bytes, from, { client }) => {
    if (silent) return 'swallowed';
    if (ending && from === 'server' && bytes.subarray(-READY.length).equals(READY)) {
      client.cork();
      process.nextTick(() => client.end(ENDED));
    }
    return false;
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await createTestDatabase();
    proxy = await startTcpProxy(Number(new URL(database.url).port), interfere);
    const through = new URL(database.url);
    through.port = String(proxy.port);
    url = through.href;
  });

  afterAll(async () => {
    await proxy.close();
    await database.drop();
  });

  it.each([
    ['the server', dataSourceOptions],
    ['the owner', ownerOptions],
  ])(
    'that ends in the packet which opens it fails what %s asks, and no more',
    async (_, options) => {
      const dataSource = await new DataSource(
        options({ url, poolSize: 2, entities: [] }),
      ).initialize();
      ending = true;
      // One has the connection of the beginning, the other asks for a new one.
      const asked = await Promise.allSettled([
        dataSource.query('SELECT 1'),
        dataSource.query('SELECT 1'),
      ]);
      expect(asked.map(({ status }) => status)).toContain('rejected');
      ending = false;
      expect(await dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await dataSource.destroy();
    },
  );

  it('on which no answer comes is given up, known for a database out of reach, and not used again', async () => {
    const options = dataSourceOptions({ url, poolSize: 1, entities: [] });
    const extra = options.extra as { query_timeout: number; onConnect: (line: Line) => void };
    const { query_timeout: patience, onConnect } = extra;
    // Longer than the database itself gives a statement, or it would not be the one to speak.
    expect(patience).toBeGreaterThan(15_000);
    const lines: Line[] = [];
    extra.onConnect = (line) => {
      lines.push(line);
      onConnect(line);
    };
    const dataSource = await new DataSource(options).initialize();
    const asking = () =>
      inTransaction(dataSource, (manager) => manager.query('SELECT 1 AS one')).catch(
        (error: unknown) => error,
      );
    expect(await asking()).toEqual([{ one: 1 }]);
    // Only what will be silent is given up so soon: a machine that is slow must not seem to be.
    for (const { connectionParameters } of lines) connectionParameters.query_timeout = 300;
    silent = true;
    expect(isDatabaseUnavailable(await asking())).toBe(true);
    silent = false;
    expect(await asking()).toEqual([{ one: 1 }]);
    await dataSource.destroy();
  });
});
