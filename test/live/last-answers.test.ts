import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import pg from 'pg';
import { version } from '../support/commands.js';
import { useClients, useServer, useWorld } from '../support/stage.js';

const { server, database } = useServer();
const world = useWorld(server);
const client = useClients(world, server);

it('K6 refusals are answered too before a server ends, once they are in the audit', async () => {
  const police = await client('polisen');
  const standstill = new pg.Client(database.url);
  await standstill.connect();
  await standstill.query('BEGIN');
  await standstill.query('LOCK TABLE audit_chain');
  const answer = police.send({
    type: 'note.remove',
    noteId: randomUUID(),
    basedOn: version(1),
  });
  const waiting = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await database.query(waiting)).length === 0) await pause(10);

  const ended = server.app.close();
  await pause(300);
  await standstill.query('ROLLBACK');
  await standstill.end();

  expect(await answer).toMatchObject({ ok: false, problem: { code: 'not-found' } });
  await ended;
  expect(
    await database.query(`SELECT FROM audit_content WHERE detail->>'what' = 'note.remove'`),
  ).toHaveLength(1);
});
