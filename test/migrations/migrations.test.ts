import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { entities } from '../../src/entities.js';
import { ownerOptions } from '../../src/platform/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { readCatalogue } from './catalogue.js';

describe('migrations', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(
      ownerOptions({ url: database.url, poolSize: 2, entities }),
    ).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('make exactly the tables that the row classes describe', async () => {
    const wanted = await dataSource.driver.createSchemaBuilder().log();
    expect(wanted.upQueries.map((one) => one.query)).toEqual([]);

    const tables = await database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname COLLATE "C"`,
    );
    const described = dataSource.entityMetadatas.map((one) => one.tableName);
    expect(tables.map((one) => one.name)).toEqual([...described, 'migration'].sort());
  });

  it('can be undone and done again, and leave the same catalogue', async () => {
    const before = await readCatalogue(database);
    expect(before.columns.length).toBeGreaterThan(100);
    for (const _migration of dataSource.migrations) await dataSource.undoLastMigration();
    const undone = await readCatalogue(database);
    expect(undone.tables).toEqual(['migration p']);
    expect(undone.functions).toEqual([]);
    await dataSource.runMigrations();
    expect(await readCatalogue(database)).toEqual(before);
  });
});

describe('append-only tables', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it.each(['meeting_event', 'meeting_command'])('%s lets no row be changed', async (table) => {
    const refused = { code: '23001' };
    await expect(database.query(`UPDATE ${table} SET at = now()`)).rejects.toMatchObject(refused);
    await expect(database.query(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject(refused);
  });
});
