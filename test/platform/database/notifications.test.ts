import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { Notifications } from '../../../src/platform/database/notifications.js';
import { Readiness } from '../../../src/platform/health/readiness.js';
import { Metrics } from '../../../src/platform/metrics/metrics.js';
import { eventually } from '../../support/live-client.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

describe('whether other processes listen', () => {
  let database: TestDatabase;
  const running: Notifications[] = [];

  beforeEach(async () => {
    Logger.overrideLogger(false);
    database = await createTestDatabase();
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.onApplicationShutdown()));
    await database.drop();
  });

  async function listen(url = database.url): Promise<Notifications> {
    const dataSource = new DataSource(dataSourceOptions({ url, poolSize: 1, entities: [] }));
    const notifications = new Notifications(dataSource, new Readiness(0), new Metrics());
    running.push(notifications);
    await notifications.start({ meeting_event: () => undefined });
    return notifications;
  }

  it('is taken for granted until it is known, and seen when one comes and goes', async () => {
    const first = await listen();
    expect(first.othersListen).toBe(true);
    await eventually(() => !first.othersListen, 'that it is alone');

    const second = await listen();
    await eventually(() => first.othersListen, 'that another has come');
    expect(second.othersListen).toBe(true);

    await second.onApplicationShutdown();
    await eventually(() => !first.othersListen, 'that the other has gone');
  });

  it('is taken for granted while the line is away', async () => {
    const alone = await listen();
    await eventually(() => !alone.othersListen, 'that it is alone');
    await database.shut();
    await eventually(() => alone.othersListen, 'that it cannot know');
    await database.open();
    await eventually(() => !alone.othersListen, 'that it is alone again');
  });

  it('is taken for granted where the address gives every connection one name', async () => {
    const named = new URL(database.url);
    named.searchParams.set('application_name', 'everything');
    const one = await listen(named.href);
    const pool = await new DataSource(
      dataSourceOptions({ url: named.href, poolSize: 1, entities: [] }),
    ).initialize();
    // Longer than it takes to ask once more.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(one.othersListen).toBe(true);
    await pool.destroy();
  });
});
