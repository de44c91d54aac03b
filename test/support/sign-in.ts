// A session without the ways of signing in, which have tests of their own.
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { SessionCookie } from '../../src/identity/session-cookie.js';
import { SessionService } from '../../src/identity/session.service.js';

export interface TestSession {
  readonly sessionId: string;
  /** The Cookie header. */
  readonly cookie: string;
}

export async function beginSession(
  app: NestExpressApplication,
  personId: string,
  method: SignInMethod = 'oidc',
): Promise<TestSession> {
  const entry = { personId, method, partnershipIds: null };
  const { id, secret } = await app
    .get(DataSource)
    .transaction((manager) => app.get(SessionService).begin(manager, entry, {}));
  return { sessionId: id, cookie: `${app.get(SessionCookie).name}=${secret}` };
}
