// Signing in with a passkey: the person chooses one on their device, and the device names them. Whatever
// is wrong is answered in the same way.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { FailedSignIns } from '../../audit/failed-sign-ins.js';
import type { PasskeyAsked, PasskeySignIn } from '../../contract/passkeys.js';
import { DomainError } from '../../domain/domain-error.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { PasskeyRow } from '../rows/passkey-row.js';
import { SessionService, type BrowserHeaders, type NewSession } from '../session.service.js';
import { CHALLENGE_LASTS_MS, PasskeyChallenges } from './passkey-challenges.js';
import { handleOf } from './person-handle.js';
import type { Site } from './relying-party.js';
import { challengeIn, verifySignature } from './verify.js';

@Injectable()
export class PasskeySignInService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly challenges: PasskeyChallenges,
    private readonly sessions: SessionService,
    private readonly failures: FailedSignIns,
  ) {}

  async ask(site: Site, browserSecret: string): Promise<PasskeyAsked> {
    const challenge = await this.challenges.issue({ end: 'sign-in', browserSecret });
    return { challenge, rpId: site.id, timeout: CHALLENGE_LASTS_MS, userVerification: 'required' };
  }

  /** Begins a session for the one whose passkey has signed; `passkey-refused` for everything else. */
  async signIn(
    signed: PasskeySignIn,
    site: Site,
    browserSecret: string | undefined,
    browser: BrowserHeaders,
  ): Promise<NewSession> {
    const challenge = await this.takeChallenge(signed, browserSecret);
    const session =
      challenge === null
        ? null
        : await inTransaction(this.dataSource, async (manager) => {
            const passkey = await this.use(manager, signed, challenge, site);
            if (!passkey) return null;
            const { personId, partnershipIds, id: passkeyId } = passkey;
            const entry = { personId, method: 'passkey', partnershipIds, passkeyId } as const;
            return this.sessions.begin(manager, entry, browser);
          });
    if (session) return session;
    await this.failures.record('passkey', 'passkey-refused');
    throw new DomainError('passkey-refused');
  }

  private async takeChallenge(
    { clientDataJSON }: PasskeySignIn,
    browserSecret: string | undefined,
  ): Promise<string | null> {
    const challenge = challengeIn(clientDataJSON);
    if (challenge === null || browserSecret === undefined) return null;
    const isTheirs = await this.challenges.take(challenge, { end: 'sign-in', browserSecret });
    return isTheirs ? challenge : null;
  }

  /** Locks the passkey: two uses at once would read the same count, and a removal must come before or after. */
  private async use(
    manager: EntityManager,
    signed: PasskeySignIn,
    challenge: string,
    site: Site,
  ): Promise<PasskeyRow | null> {
    const passkey = await manager.findOne(PasskeyRow, {
      where: { credentialId: Buffer.from(signed.id, 'base64url') },
      lock: { mode: 'pessimistic_write' },
    });
    if (!passkey || signed.userHandle !== handleOf(passkey.personId)) return null;
    const key = { publicKey: passkey.publicKey, counter: Number(passkey.counter) };
    const counter = await verifySignature(signed, challenge, site, key);
    if (counter === null) return null;
    await manager.update(
      PasskeyRow,
      { id: passkey.id },
      { counter: String(counter), usedAt: this.clock.now() },
    );
    return passkey;
  }
}
