// Signing in with an agency's own account: out to its provider, and back with its word.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FailedSignIns } from '../../audit/failed-sign-ins.js';
import { DomainError } from '../../domain/domain-error.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { CONFIG } from '../../platform/platform.module.js';
import { SessionService, type BrowserHeaders, type NewSession } from '../session.service.js';
import { entryOf } from './attested-person.js';
import { OidcProvider } from './oidc-provider.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignInFailure } from './sign-in-failure.js';

@Injectable()
export class OidcSignInService {
  private readonly logger = new Logger('SignIn');
  private readonly providers: ReadonlyMap<string, OidcProvider>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly attempts: SignInAttempts,
    private readonly sessions: SessionService,
    private readonly failures: FailedSignIns,
    @Inject(CONFIG) { OIDC_PROVIDERS }: Config,
  ) {
    this.providers = new Map(
      OIDC_PROVIDERS.map((settings) => [settings.id, new OidcProvider(settings)]),
    );
  }

  /** The buttons of the sign-in page. */
  listed(): { id: string; label: string }[] {
    return [...this.providers.values()].map(({ id, label }) => ({ id, label }));
  }

  /** The provider's address to send this browser to. Throws SignInFailure; `not-found` for no provider. */
  async start(
    providerId: string,
    origin: string,
    browserSecret: string,
    returnPath: string,
  ): Promise<string> {
    const provider = this.provider(providerId);
    return this.telling(provider, async () => {
      const checks = await this.attempts.begin(providerId, browserSecret, returnPath);
      return provider.authorizationUrl(redirectUri(origin, providerId), checks);
    });
  }

  /** Begins a session for the one who came back with `query`. Throws SignInFailure, or `not-found`. */
  async finish(
    providerId: string,
    origin: string,
    query: URLSearchParams,
    browserSecret: string | undefined,
    browser: BrowserHeaders,
  ): Promise<{ session: NewSession; returnPath: string }> {
    const provider = this.provider(providerId);
    return this.telling(provider, async () => {
      const attempt = await this.attempts.take(query.get('state') ?? '', providerId, browserSecret);
      if (!attempt) throw new SignInFailure('expired');
      const url = new URL(`${redirectUri(origin, providerId)}?${query.toString()}`);
      // No connection of the database waits while the provider is spoken to.
      const attested = await provider.exchange(url, attempt.checks);
      const session = await inTransaction(this.dataSource, async (manager) =>
        this.sessions.begin(manager, await entryOf(manager, attested, this.clock.now()), browser),
      );
      return { session, returnPath: attempt.returnPath };
    });
  }

  private provider(id: string): OidcProvider {
    const provider = this.providers.get(id);
    if (!provider) throw new DomainError('not-found');
    return provider;
  }

  /** Tells the operator what the person is not told: which check it was. It never quotes an answer. */
  private async telling<Result>(
    { id }: OidcProvider,
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SignInFailure) {
        const { cause } = error;
        const why = cause instanceof Error ? `: ${cause.message}` : '';
        this.logger.warn(`Nobody was signed in with ${id}: ${error.fault}${why}`);
        await this.failures.record('oidc', error.fault);
      }
      throw error;
    }
  }
}

function redirectUri(origin: string, providerId: string): string {
  return `${origin}/api/v1/sign-in/providers/${providerId}/return`;
}
