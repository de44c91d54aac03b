// What passkeys are asked to sign. A challenge is for one asker and one end, lasts a few minutes and is
// taken once, whatever comes of it; so a signature that someone has seen or made elsewhere is worthless.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { PasskeyChallengeRow } from '../rows/passkey-challenge-row.js';
import { hashOf, newSecret } from '../secret.js';

export const CHALLENGE_LASTS_MS = 5 * 60 * 1000;

/** Who asks for a signature: a browser that someone wants to sign in with, or a session that adds a key. */
export type Asker =
  | { readonly end: 'sign-in'; readonly browserSecret: string }
  | { readonly end: 'add'; readonly sessionId: string };

@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async issue(asker: Asker): Promise<string> {
    const now = this.clock.now();
    const challenge = newSecret();
    await this.dataSource.manager.insert(PasskeyChallengeRow, {
      challengeHash: hashOf(challenge),
      askerHash: hashOfAsker(asker),
      expiresAt: new Date(now.getTime() + CHALLENGE_LASTS_MS),
    });
    return challenge;
  }

  /** Whether the challenge was this asker's and still holds; it is gone then in any case. */
  async take(challenge: string, asker: Asker): Promise<boolean> {
    const [rows] = await this.dataSource.query<
      [{ asker_hash: Buffer; expires_at: Date }[], number]
    >(`DELETE FROM passkey_challenge WHERE challenge_hash = $1 RETURNING asker_hash, expires_at`, [
      hashOf(challenge),
    ]);
    const row = rows[0];
    if (!row || row.expires_at <= this.clock.now()) return false;
    return hashOfAsker(asker).equals(row.asker_hash);
  }
}

function hashOfAsker(asker: Asker): Buffer {
  return hashOf(`${asker.end} ${asker.end === 'add' ? asker.sessionId : asker.browserSecret}`);
}
