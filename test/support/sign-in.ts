// A session without the ways of signing in, which have tests of their own.
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { SessionCookie } from '../../src/identity/session-cookie.js';
import { SessionService, type Entry } from '../../src/identity/session.service.js';

export interface TestSession {
  readonly sessionId: string;
  /** The Cookie header. */
  readonly cookie: string;
}

/** What a session may be bound to. */
export type Bound = Partial<Pick<Entry, 'partnershipIds' | 'passkeyId'>>;

export async function beginSession(
  app: NestExpressApplication,
  personId: string,
  method: SignInMethod = 'oidc',
  bound: Bound = {},
): Promise<TestSession> {
  const entry = { personId, method, partnershipIds: null, ...bound };
  const { id, secret } = await app
    .get(DataSource)
    .transaction((manager) => app.get(SessionService).begin(manager, entry, {}));
  return { sessionId: id, cookie: `${app.get(SessionCookie).name}=${secret}` };
}
