import { fileURLToPath } from 'node:url';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { applicationOptions, listen, setUpApplication } from '../../src/app-setup.js';
import { readConfig } from '../../src/platform/config.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';

const builtPage = fileURLToPath(new URL('../../dist/web', import.meta.url));

export interface TestApp {
  readonly app: NestExpressApplication;
  readonly origin: string;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly databaseUrl: string;
  /** Environment variables that differ from a test's usual ones. */
  readonly environment?: Record<string, string>;
  /** Controllers that only the test knows. */
  readonly controllers?: Type[];
  /** The folder of the page to serve, if not the built one. */
  readonly page?: string;
  /** Replaces providers, a clock for one. */
  readonly override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
  /** Whether it is given while it may still be planning what it plans when it starts. */
  readonly atOnce?: boolean;
}

/** The whole product in this process, listening on a free port. */
export async function startTestApp({
  databaseUrl,
  environment = {},
  controllers = [],
  page = builtPage,
  override = (builder) => builder,
  atOnce = false,
}: TestAppOptions): Promise<TestApp> {
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'fatal', ...environment });
  const builder = Test.createTestingModule({
    imports: [AppModule.with(config, databaseUrl)],
    controllers,
  });
  const module = await override(builder).compile();
  const app = module.createNestApplication<NestExpressApplication>({
    ...applicationOptions,
    logger: false,
  });
  setUpApplication(app, config, page);
  const server = await listen(app, config);
  // What it looks for when it starts it has looked for, so that it meets nothing of what the test makes.
  if (!atOnce) await app.get(PlanningRounds).run();
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    app,
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      // What is asked in between is answered, and its connection does not stay.
      server.keepAliveTimeout = 1;
      await app.close();
    },
  };
}
