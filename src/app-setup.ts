/** What every request passes before it reaches a controller; the tests use the same. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { Logger, StandardSchemaValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Refusals } from './audit/refusals.js';
import { askedIn } from './identity/session.guard.js';
import type { Config } from './platform/config.js';
import { serveApiDocs } from './platform/http/openapi.js';
import { ProblemFilter } from './platform/http/problem-filter.js';
import { acceptJsonOnly } from './platform/http/request-body.js';
import { guardAgainstOtherSites } from './platform/http/security.js';
import { webAssets } from './platform/http/web-assets.js';
import { InvalidInput } from './platform/invalid-input.js';

/** Options for creating the Nest application: bodies are read by request-body.ts alone. */
export const applicationOptions = { bodyParser: false } as const;

/** Connections that may wait to be accepted; Node's 511 are too few when a whole town reconnects. */
const BACKLOG = 4096;
const REQUEST_WITHIN_MS = 30_000;
/**
 * Longer than proxies keep a connection on which nobody asks: nginx a minute, Caddy two. Whoever ends it must
 * know that no request is on its way, and that is the one who asks.
 */
const IDLE_AT_MOST_MS = 150_000;

/**
 * Puts the doors in front of the application. Call it before `init`. `page` is the folder of the
 * built page.
 */
export function setUpApplication(app: NestExpressApplication, config: Config, page: string): void {
  app.set('trust proxy', config.TRUSTED_PROXY_HOPS);
  guardAgainstOtherSites(app, config);
  acceptJsonOnly(app);
  app.useGlobalPipes(
    new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidInput(issues) }),
  );
  const refusals = app.get(Refusals);
  app.useGlobalFilters(
    new ProblemFilter((request, error) => {
      const asked = askedIn(request);
      return asked ? refusals.recorded(asked, error) : Promise.resolve(error);
    }),
  );
  serveApiDocs(app);
  if (existsSync(page)) app.use(webAssets(page));
  else new Logger('Http').warn('The page is not built; only the API is served.');
}

/** Starts to listen; rejects with Node's error, EADDRINUSE for one. */
export async function listen(
  app: NestExpressApplication,
  { HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>,
): Promise<Server> {
  await app.init();
  const server: Server = app.getHttpServer();
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.keepAliveTimeout = IDLE_AT_MOST_MS;
  server.listen({ host: HOST, port: PORT, backlog: BACKLOG });
  await once(server, 'listening');
  return server;
}
