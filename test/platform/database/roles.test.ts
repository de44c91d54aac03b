// A database as an organisation hands it out: a login of its own that owns it and is no administrator.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { readConfig } from '../../../src/platform/config.js';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { migrate } from '../../../src/platform/database/migrate.js';
import { LISTENER_ROLE, SERVER_ROLE } from '../../../src/platform/database/roles.js';
import { whyNotStarted } from '../../../src/start-messages.js';
import { fromSetup } from '../../support/from-setup.js';

const name = `owner_${randomUUID().replaceAll('-', '')}`;
const url = new URL(fromSetup('TEST_DATABASE_SERVER'));
url.username = name;
url.password = name;
url.pathname = name;

async function asAdministrator(...statements: string[]): Promise<void> {
  const client = new pg.Client(fromSetup('TEST_DATABASE_SERVER'));
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

describe('a login that may make no roles', () => {
  beforeAll(() =>
    asAdministrator(
      `CREATE ROLE ${name} LOGIN PASSWORD '${name}'`,
      `CREATE DATABASE ${name} OWNER ${name}`,
    ),
  );
  afterAll(() => asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`, `DROP ROLE ${name}`));

  it('is told what an administrator has to do for it, and after that the server runs', async () => {
    const refused = await migrate(url.href).catch((error: unknown) => error);
    const config = readConfig({ DATABASE_URL: url.href, PUBLIC_URL: 'https://example.se' });
    expect(whyNotStarted(refused, config)).toContain(
      `GRANT ${SERVER_ROLE}, ${LISTENER_ROLE} TO ${name};`,
    );

    await asAdministrator(`GRANT ${SERVER_ROLE}, ${LISTENER_ROLE} TO ${name}`);
    await migrate(url.href);
    const dataSource = await new DataSource(
      dataSourceOptions({ url: url.href, poolSize: 1, entities: [] }),
    ).initialize();
    expect(await dataSource.query('SELECT current_user AS name')).toEqual([{ name: SERVER_ROLE }]);
    expect(await dataSource.query('TABLE meeting_event')).toEqual([]);
    await dataSource.destroy();
  });
});
