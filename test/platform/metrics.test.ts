import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';
import { noteAdd } from '../support/commands.js';
import { freePort } from '../support/free-port.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { createWorld } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { newToken } from '../support/token.js';

const DASHBOARD = 'ops/grafana-dashboard.json';
const ALERTS = 'ops/prometheus-alerts.yml';
const ANY_NAME = /\b(?:utsattning|nodejs|process)_[a-z_]+\b/g;
const ALERT_NAME = /^ *- alert: (\S+)$/gm;

describe('metrics', () => {
  let database: TestDatabase;
  let server: TestApp;
  let address: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    const port = await freePort();
    address = `http://127.0.0.1:${port}/metrics`;
    server = await startTestApp({
      databaseUrl: database.url,
      environment: { METRICS_PORT: String(port) },
    });
  });
  afterEach(async () => {
    await server.close();
    await database.drop();
  });

  const read = async () => (await fetch(address)).text();
  /** The value on a line of the output. */
  const value = async (series: string) => {
    const line = (await read()).split('\n').find((one) => one.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length + 1));
  };

  it('count what was done and refused, and who is connected, and name nobody and nothing', async () => {
    const world = await createWorld(server.app);
    const secrets = [newToken(), newToken()];
    const police = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
    const agencyId = world.agency.polisen;
    for (const text of secrets) await police.persist(noteAdd(world, agencyId, { text }));
    await police.send(noteAdd(world, agencyId, { text: 'Ring 070-174 06 05.' }));
    await eventually(() => police.replica.board.notes.size === 2, 'the notes');

    expect(await value('utsattning_commands_total{outcome="done"}')).toBe(2);
    expect(await value('utsattning_commands_total{outcome="person-data"}')).toBe(1);
    expect(await value('utsattning_commands_waiting')).toBe(0);
    expect(await value('utsattning_batch_commands_count')).toBe(3);
    expect(await value('utsattning_commit_seconds_count')).toBe(3);
    expect(await value('utsattning_event_delay_seconds_count')).toBe(2);
    expect(await value('utsattning_sockets')).toBe(1);
    expect(await value('utsattning_database_up')).toBe(1);
    expect(await value('utsattning_listener_up')).toBe(1);
    expect(await value('utsattning_jobs{state="given-up"}')).toBe(0);
    const text = await read();
    for (const secret of [
      ...secrets,
      world.partnershipId,
      world.meetingId,
      ...Object.values(world.agency),
      ...Object.values(world.person),
    ])
      expect(text).not.toContain(secret);
    police.close();
  });

  it('are answered though the database is away, and say so', async () => {
    await database.shut();
    expect(await value('utsattning_database_up')).toBe(0);
    await database.open();
  });

  it('stand at their own port alone, where nothing else stands', async () => {
    const elsewhere = [
      await fetch(`${server.origin}/metrics`),
      await fetch(new URL('/api/v1/session', address)),
      await fetch(new URL('/', address)),
      await fetch(address, { method: 'POST' }),
    ];
    for (const response of elsewhere)
      expect(await response.text()).not.toContain('utsattning_commands_total');
    expect(elsewhere.slice(1).map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('have every name that the sample dashboard and the alert rules ask for', async () => {
    const output = await read();
    const present = new Set(
      [...output.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    );
    for (const file of [DASHBOARD, ALERTS]) {
      const asked = new Set(readFileSync(file, 'utf8').match(ANY_NAME));
      expect(asked.size).toBeGreaterThan(5);
      expect([...asked].filter((name) => !present.has(name))).toEqual([]);
    }
  });
});

it('every alert has a paragraph that says what to do', () => {
  const names = [...readFileSync(ALERTS, 'utf8').matchAll(ALERT_NAME)].map(([, name]) => name);
  const headings = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^#+ (\S+)$/gm)];
  expect(names.length).toBeGreaterThan(5);
  expect(headings.map(([, name]) => name)).toEqual(expect.arrayContaining(names));
});
