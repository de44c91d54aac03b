// Those who have been sent to a provider. An attempt belongs to one browser and one provider, lasts a
// few minutes and is taken once, whatever comes of it.
import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { SignInAttemptRow } from '../rows/sign-in-attempt-row.js';
import { hashOf, newSecret } from '../secret.js';
import type { Checks } from './oidc-provider.js';

export const ATTEMPT_LASTS_MS = 10 * 60 * 1000;

interface Attempt {
  readonly checks: Checks;
  readonly returnPath: string;
}

@Injectable()
export class SignInAttempts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async begin(providerId: string, browserSecret: string, returnPath: string): Promise<Checks> {
    const now = this.clock.now();
    const checks = {
      state: newSecret(),
      nonce: newSecret(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    };
    await this.dataSource.manager.insert(SignInAttemptRow, {
      stateHash: hashOf(checks.state),
      browserHash: hashOf(browserSecret),
      providerId,
      nonce: checks.nonce,
      codeVerifier: checks.codeVerifier,
      returnPath,
      expiresAt: new Date(now.getTime() + ATTEMPT_LASTS_MS),
    });
    return checks;
  }

  /** The attempt of that state, which is gone then; null when it is not this browser's and provider's. */
  async take(
    state: string,
    providerId: string,
    browserSecret: string | undefined,
  ): Promise<Attempt | null> {
    const [rows] = await this.dataSource.query<[StoredAttempt[], number]>(
      `DELETE FROM sign_in_attempt WHERE state_hash = $1
       RETURNING browser_hash, provider_id, nonce, code_verifier, return_path, expires_at`,
      [hashOf(state)],
    );
    const row = rows[0];
    if (!row || row.expires_at <= this.clock.now()) return null;
    if (row.provider_id !== providerId || browserSecret === undefined) return null;
    if (!hashOf(browserSecret).equals(row.browser_hash)) return null;
    const { nonce, code_verifier: codeVerifier, return_path: returnPath } = row;
    return { checks: { state, nonce, codeVerifier }, returnPath };
  }
}

interface StoredAttempt {
  browser_hash: Buffer;
  provider_id: string;
  nonce: string;
  code_verifier: string;
  return_path: string;
  expires_at: Date;
}
