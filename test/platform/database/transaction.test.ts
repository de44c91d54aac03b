import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ownerOptions } from '../../../src/platform/database/data-source.js';
import {
  databaseErrorCode,
  isDatabaseUnavailable,
  violatedConstraint,
} from '../../../src/platform/database/database-errors.js';
import { runAlone } from '../../../src/platform/database/prepared.js';
import {
  inPipeline,
  inSnapshot,
  inTransaction,
} from '../../../src/platform/database/transaction.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

describe('transactions', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await createTestDatabase();
    dataSource = await new DataSource(
      ownerOptions({ url: database.url, poolSize: 4, entities: [] }),
    ).initialize();
    await dataSource.query(
      'CREATE TABLE account (id int PRIMARY KEY, amount int, CONSTRAINT account_amount_check CHECK (amount >= 0))',
    );
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const amounts = async () =>
    (await database.query<{ amount: number }>('SELECT amount FROM account ORDER BY id')).map(
      (row) => row.amount,
    );

  it('know a pool that has ended, as at the end of a process, for a database out of reach', async () => {
    const ended = await new DataSource(
      ownerOptions({ url: database.url, poolSize: 1, entities: [] }),
    ).initialize();
    await ended.destroy();
    const asked = ended.query('SELECT 1').catch((error: unknown) => error);
    expect(isDatabaseUnavailable(await asked)).toBe(true);
  });

  it('commits what was done, and nothing when the work fails', async () => {
    await inTransaction(dataSource, (manager) =>
      manager.query('INSERT INTO account VALUES (1, 10), (2, 10)'),
    );
    const failing = inTransaction(dataSource, async (manager) => {
      await manager.query('UPDATE account SET amount = 0');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await amounts()).toEqual([10, 10]);
  });

  it('does the work anew when two transactions met, so that neither is lost', async () => {
    let attempts = 0;
    // Each holds its first account before either asks for the other's.
    let bothHold: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (bothHold = resolve));
    const addToBoth = (first: number, second: number) =>
      inTransaction(dataSource, async (manager) => {
        await manager.query('UPDATE account SET amount = amount + 1 WHERE id = $1', [first]);
        attempts++;
        if (attempts === 2) bothHold();
        await met;
        await manager.query('UPDATE account SET amount = amount + 1 WHERE id = $1', [second]);
      });
    await Promise.all([addToBoth(1, 2), addToBoth(2, 1)]);
    expect(await amounts()).toEqual([12, 12]);
    expect(attempts).toBeGreaterThan(2);
  });

  it('retries serialization failures', async () => {
    const countUp = () =>
      inTransaction(dataSource, async (manager) => {
        await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        const [row] = await manager.query<{ amount: number }[]>(
          'SELECT amount FROM account WHERE id = 1',
        );
        await manager.query('SELECT pg_sleep(0.05)');
        await manager.query('UPDATE account SET amount = $1 WHERE id = 1', [
          (row?.amount ?? 0) + 1,
        ]);
      });
    await Promise.all([countUp(), countUp()]);
    expect((await amounts())[0]).toBe(14);
  });

  it('shows a snapshot one moment, and lets nobody write in it', async () => {
    const [before, after] = await inSnapshot(dataSource, async (manager) => {
      const read = () => manager.query<{ amount: number }[]>('SELECT amount FROM account');
      const first = await read();
      await database.query('UPDATE account SET amount = 99');
      return [first, await read()];
    });
    expect(after).toEqual(before);
    const writing = inSnapshot(dataSource, (manager) => manager.query('DELETE FROM account'));
    await expect(writing).rejects.toMatchObject({ code: '25006' });
  });

  it('ends what is read of one moment also where reading fails before the first answer', async () => {
    const alone = await new DataSource(
      ownerOptions({ url: database.url, poolSize: 1, entities: [] }),
    ).initialize();
    const failing = inSnapshot(alone, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    // On the same connection, which is in no transaction and may write again.
    await alone.query('UPDATE account SET amount = 7');
    expect(await amounts()).toEqual([7, 7]);
    await alone.destroy();
  });

  it('names the constraint that a write would break', async () => {
    const error: unknown = await inTransaction(dataSource, (manager) =>
      manager.query('UPDATE account SET amount = -1'),
    ).catch((reason: unknown) => reason);
    expect(databaseErrorCode(error)).toBe('23514');
    expect(violatedConstraint(error)).toBe('account_amount_check');
    expect(isDatabaseUnavailable(error)).toBe(false);
  });

  it('commits along with the last statements, and nothing when one of them fails', async () => {
    const pipelined = await new DataSource({
      ...ownerOptions({ url: database.url, poolSize: 1, entities: [] }),
      extra: { pipeline: true },
    }).initialize();
    const addTo = (changes: [id: number, by: number][]) =>
      inPipeline(pipelined, async (pipeline) => {
        const accounts = await pipeline.query<unknown[]>('SELECT FROM account FOR UPDATE');
        const written = Promise.all(
          changes.map((change) =>
            pipeline.query('UPDATE account SET amount = amount + $2 WHERE id = $1', change),
          ),
        );
        return { value: accounts.length, written };
      });
    const before = await amounts();
    const failing: [number, number][] = [
      [1, 1],
      [2, -1_000],
      [1, 1],
    ];
    await expect(addTo(failing)).rejects.toMatchObject({ code: '23514' });
    let reasons: unknown[] = [];
    const sentAfter = inPipeline(pipelined, async (pipeline) => {
      const updates = ['amount - 1000', 'amount'].map((amount) =>
        pipeline.query(`UPDATE account SET amount = ${amount}`).catch((error: unknown) => error),
      );
      reasons = await Promise.all(updates);
      return { value: null, written: Promise.resolve() };
    });
    // Whoever takes a failure for no matter must not believe in the commit either.
    await expect(sentAfter).rejects.toMatchObject({ code: '23514' });
    expect(reasons).toMatchObject([{ code: '23514' }, { code: '23514' }]);
    expect(await amounts()).toEqual(before);
    expect(
      await addTo([
        [1, 1],
        [2, 2],
      ]),
    ).toBe(2);
    const after = before.map((amount, index) => amount + index + 1);
    expect(await amounts()).toEqual(after);
    const thrown = inPipeline(pipelined, async (pipeline) => {
      await pipeline.query('UPDATE account SET amount = 0');
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    expect(await amounts()).toEqual(after);
    await pipelined.destroy();
  });

  it('commits nothing when something could not even be sent', async () => {
    const before = await amounts();
    const pipelined = await new DataSource({
      ...ownerOptions({ url: database.url, poolSize: 1, entities: [] }),
      extra: { pipeline: true },
    }).initialize();
    const unsendable = async () => {
      const text = JSON.stringify({ amount: 1n });
      await pipelined.query(text);
    };
    const half = inPipeline(pipelined, async (pipeline) => {
      await pipeline.query('SELECT FROM account FOR UPDATE');
      const first = pipeline.query('UPDATE account SET amount = amount + 1');
      return { value: null, written: Promise.all([first, unsendable()]) };
    });
    await expect(half).rejects.toThrow(TypeError);
    expect(await amounts()).toEqual(before);
    expect(await pipelined.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await pipelined.destroy();
  });

  it('keeps the connection of a statement by itself that would break a constraint', async () => {
    const alone = await new DataSource(
      ownerOptions({ url: database.url, poolSize: 1, entities: [] }),
    ).initialize();
    const backend = () => runAlone<object[]>(alone, 'SELECT pg_backend_pid()', []);
    const first = await backend();
    const breaking = runAlone(alone, 'UPDATE account SET amount = $1', [-1]);
    await expect(breaking).rejects.toMatchObject({ code: '23514' });
    expect(await backend()).toEqual(first);
    await alone.destroy();
  });

  it('recognises a lost connection, and works again afterwards', async () => {
    const waiting = inTransaction(dataSource, (manager) => manager.query('SELECT pg_sleep(300)'));
    const error: Promise<unknown> = waiting.catch((reason: unknown) => reason);
    const sleeping = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    while ((await database.query(sleeping)).length === 0) await pause(10);
    await database.cutConnections();
    expect(isDatabaseUnavailable(await error)).toBe(true);
    expect(await inTransaction(dataSource, (manager) => manager.query('SELECT 1 AS one'))).toEqual([
      { one: 1 },
    ]);
  });
});
