// The product with two providers that a test makes say anything, and a partnership bound to them.
import { expect } from '@jest/globals';
import type { SignInFault } from '../../../src/contract/vocabulary.js';
import { PartnershipSetUp } from '../../../src/directory/partnership-set-up.js';
import { storePartnership } from '../../../src/directory/store-partnership.js';
import { Clock } from '../../../src/platform/clock.js';
import { smallPartnership, withDataSource } from '../../directory/stored-partnership.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { HostileProvider, type Behaviour } from './hostile-provider.js';
import { arrive, depart, settingsOf, type Return } from './provider-visit.js';

export const guard = {
  sub: 'g1',
  email: 'vakt@nynashamn.example',
  email_verified: true,
  org: 'vakt',
};

/** Moved on by the tests that wait. */
class MovedClock extends Clock {
  ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

export class HostileWorld {
  readonly clock = new MovedClock();
  server!: TestApp;

  private constructor(
    readonly database: TestDatabase,
    /** Knows the company’s guard. */
    readonly provider: HostileProvider,
    /** Knows everyone else. */
    readonly other: HostileProvider,
  ) {}

  static async create(): Promise<HostileWorld> {
    const world = new HostileWorld(
      await createTestDatabase(),
      await HostileProvider.start(),
      await HostileProvider.start(),
    );
    await world.storePartnership();
    world.server = await world.startServer();
    return world;
  }

  /** A product of its own, which has not yet asked the providers what they are. */
  startServer(): Promise<TestApp> {
    const { provider, other, database, clock } = this;
    return startTestApp({
      databaseUrl: database.url,
      environment: {
        DATABASE_URL: database.url,
        TRUSTED_PROXY_HOPS: '1',
        OIDC_PROVIDERS: settingsOf({ provider, other, absent: { issuer: 'http://127.0.0.1:9' } }),
      },
      override: (builder) => builder.overrideProvider(Clock).useValue(clock),
    });
  }

  async forgetEveryone(): Promise<void> {
    await this.database.query('TRUNCATE session, person_identity, sign_in_attempt');
    this.clock.ahead = 0;
  }

  /** Signs in with everything as it should be, but for what is given. */
  async tryWith(
    behaviour: Behaviour,
    {
      person = guard,
      change = () => undefined,
      at = this.server,
    }: { person?: object; change?: (back: URL) => void; at?: TestApp } = {},
  ): Promise<Return> {
    this.provider.behave({ ...person }, behaviour);
    const { url, cookie } = await depart(at, 'provider', { returnPath: '/partnerships' });
    const back = this.provider.comeBack(url);
    change(back);
    return arrive(back, cookie);
  }

  async begun(): Promise<{ sessions: number; identities: number } | undefined> {
    const [row] = await this.database.query<{ sessions: number; identities: number }>(
      `SELECT (SELECT count(*)::int FROM session) AS sessions,
              (SELECT count(*)::int FROM person_identity) AS identities`,
    );
    return row;
  }

  async expectNobody(
    { location, session }: Return,
    fault: SignInFault,
    providerId = 'provider',
  ): Promise<void> {
    expect(location).toBe(`/sign-in?fault=${fault}&provider=${providerId}`);
    expect(session).toBeUndefined();
    expect(await this.begun()).toEqual({ sessions: 0, identities: 0 });
  }

  async close(): Promise<void> {
    await this.server.close();
    await Promise.all([this.provider.close(), this.other.close()]);
    await this.database.drop();
  }

  private async storePartnership(): Promise<void> {
    const plain = smallPartnership('Nynäshamn');
    const bound = PartnershipSetUp.parse({
      ...plain,
      agencies: plain.agencies.map((agency) => ({
        ...agency,
        signIn:
          agency.name === 'Väktarna'
            ? [{ issuer: this.provider.issuer, value: 'vakt' }]
            : [{ issuer: this.other.issuer, value: agency.name }],
      })),
    });
    await withDataSource(this.database, (dataSource) =>
      dataSource.transaction((manager) => storePartnership(manager, bound)),
    );
  }
}
