import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dataSourceOptions, ownerOptions } from '../../../src/platform/database/data-source.js';
import { startTcpProxy, type Cut, type TcpProxy } from '../../support/tcp-proxy.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

/** The last message of a connection's beginning: ready for a query, in no transaction. */
const READY = Buffer.from('Z\0\0\0\u0005I', 'latin1');
/** What an administrator who ends a connection lets it say. */
const ENDED = message('E', 'SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0');

function message(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + content.length);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content)]);
}

describe('a connection that is ended in the very packet that opens it', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let url: string;
  let ending = false;

  /** Lets the end travel together with the beginning. */
  const endAtOnce: Cut = (bytes, from, { client }) => {
    if (ending && from === 'server' && bytes.subarray(-READY.length).equals(READY)) {
      client.cork();
      process.nextTick(() => client.end(ENDED));
    }
    return false;
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await createTestDatabase();
    proxy = await startTcpProxy(Number(new URL(database.url).port), endAtOnce);
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
  ])('fails what %s asks, and neither the process nor what is asked next', async (_, options) => {
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
  });
});
