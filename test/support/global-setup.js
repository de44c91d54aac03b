// Once for a run of the tests that need the world: builds what is stale, starts one PostgreSQL with a
// migrated template database, finds the browser. Jest loads this file without its own transform, so
// it is plain JavaScript and uses the built server.
import path from 'node:path';
import pg from 'pg';
import { ensureBuilt } from '../../scripts/project.mjs';
import { findBrowser } from './find-browser.js';
import { makeRunFolder, removeRunFolder } from './run-folder.js';

const TEMPLATE = 'migrated_template';

export default async function globalSetup() {
  for (const part of ['server', 'web']) {
    try {
      ensureBuilt(part);
    } catch (error) {
      // `npm test` stops at a build that fails; a single test may still have something to say.
      console.warn(error.message);
    }
  }

  const folder = makeRunFolder();
  process.once('exit', () => removeRunFolder(folder));
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));

  const { startEmbeddedServer } =
    await import('../../dist/src/platform/database/embedded-server.js');
  const { migrate } = await import('../../dist/src/platform/database/migrate.js');
  const server = await startEmbeddedServer({
    directory: path.join(folder, 'postgres'),
    durable: false,
    log: (message) => console.warn(message),
  });

  const template = new URL(server.url);
  template.pathname = TEMPLATE;
  const client = new pg.Client(server.url);
  await client.connect();
  // Tests connect some thousand times, and what keeps others from guessing makes each connection slow.
  await client.query('SET scram_iterations = 1');
  const [role, password] = [
    client.escapeIdentifier(client.user),
    client.escapeLiteral(client.password),
  ];
  await client.query(`ALTER ROLE ${role} PASSWORD ${password}`);
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await migrate(template.href);

  process.env.TEST_RUN_FOLDER = folder;
  process.env.TEST_DATABASE_SERVER = server.url;
  process.env.TEST_DATABASE_TEMPLATE = TEMPLATE;
  process.env.TEST_BROWSER = JSON.stringify(findBrowser());

  globalThis.endTestRun = async () => {
    await server.stop();
    removeRunFolder(folder);
  };
}
