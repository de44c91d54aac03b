/** Starts the product, and ends everything it started. */
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { applicationOptions, listen, setUpApplication } from './app-setup.js';
import { loadDemonstration } from './demo/load-demonstration.js';
import { Clock } from './platform/clock.js';
import { isDemonstration, readConfig, type Config } from './platform/config.js';
import { assertDurable } from './platform/database/data-source.js';
import { startEmbeddedServer } from './platform/database/embedded-server.js';
import { migrate } from './platform/database/migrate.js';
import { describeError, ProductLogger } from './platform/logging.js';
import { greeting, whyNotStarted } from './start-messages.js';

const CONNECTIONS_END_WITHIN_MS = 8_000;
const EVERYTHING_ENDS_WITHIN_MS = 14_000;

const page = fileURLToPath(new URL('../web', import.meta.url));
const config = readConfigOrExit();
const logger = new ProductLogger(config);
/** For which it still serves when it is told to stop. */
const noticeMs = config.STOP_NOTICE_SECONDS * 1000;

/** How to end what has been started, the first thing first. */
const started: (() => Promise<void>)[] = [];
let stopping = false;

const starting = start();
// A terminal sends Ctrl-C to every process of the group, and npm passes it on once more.
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
// Of what nobody has caught Node would print all it holds, the values of a statement among it.
process.on('uncaughtException', (error) => {
  logger.fatal(describeError(error), 'Process');
  void stop(1);
});
starting.catch((error: unknown) => {
  tell('fatal', whyNotStarted(error, config) ?? describeError(error));
  void stop(1);
});

async function start(): Promise<void> {
  const databaseUrl = config.DATABASE_URL ?? (await startOwnDatabase());
  await migrate(databaseUrl);

  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with(config, databaseUrl),
    { ...applicationOptions, logger, abortOnError: false },
  );
  started.push(() => app.close());
  if (config.DATABASE_DURABILITY === 'required') await assertDurable(app.get(DataSource));

  if (isDemonstration(config)) await loadDemonstration(app.get(DataSource), app.get(Clock).now());

  setUpApplication(app, config, page);
  const server = await listen(app, config);
  started.push(() => {
    // Whoever is being answered then has asked for the last time on that connection.
    setTimeout(() => (server.keepAliveTimeout = 1), noticeMs).unref();
    setTimeout(() => server.closeAllConnections(), noticeMs + CONNECTIONS_END_WITHIN_MS).unref();
    return Promise.resolve();
  });
  tell('log', greeting(config, server.address() as AddressInfo));
}

/** To whoever started it; where programs read the log, it is a record as all else there is. */
function tell(level: 'log' | 'fatal', message: string): void {
  if (config.LOG_FORMAT === 'json') logger[level](message.trim(), 'Start');
  else if (level === 'log') console.log(message);
  else console.error(message);
}

async function startOwnDatabase(): Promise<string> {
  const database = await startEmbeddedServer({
    directory: path.resolve(config.DATA_DIR, 'postgres'),
    log: (message) => logger.warn(message, 'Database'),
  });
  started.push(() => database.stop());
  return database.url;
}

/** Ends everything in order, the last started first, and then the process. */
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), noticeMs + EVERYTHING_ENDS_WITHIN_MS).unref();
  // What is half started can only be ended once it is whole or has failed.
  await starting.catch(() => undefined);
  let code = exitCode;
  for (const end of started.reverse()) {
    try {
      await end();
    } catch (error) {
      code = 1;
      logger.error(describeError(error), 'Stop');
    }
  }
  process.exit(code);
}

function readConfigOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
