// Links that sign someone in, once, within a quarter of an hour. Only the POST that redeems one uses
// it up, so mail scanners and previews that merely follow the link do no harm.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { recordAt } from '../audit/append-records.js';
import { FailedSignIns } from '../audit/failed-sign-ins.js';
import { DomainError } from '../domain/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { SignInLinkRow } from './rows/sign-in-link-row.js';
import { hashOf, newSecret } from './secret.js';
import { SessionService, type BrowserHeaders, type NewSession } from './session.service.js';

export const LINK_LASTS_MS = 15 * 60 * 1000;

@Injectable()
export class SignInLinkService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly failures: FailedSignIns,
  ) {}

  /** Begins a session with a link's secret; `link-spent` when it was used, is too old, or never was. */
  async redeem(secret: string, browser: BrowserHeaders): Promise<NewSession> {
    const session = await inTransaction(this.dataSource, async (manager) => {
      // Of several at once, the first to delete the row gets it; the others find nothing.
      const [links] = await manager.query<[StoredLink[], number]>(
        'DELETE FROM sign_in_link WHERE secret_hash = $1 RETURNING person_id, method, expires_at',
        [hashOf(secret)],
      );
      const link = links[0];
      if (!link || link.expires_at <= this.clock.now()) return null;
      const entry = { personId: link.person_id, method: link.method, partnershipIds: null };
      return this.sessions.begin(manager, entry, browser);
    });
    if (session) return session;
    await this.failures.record('link', 'link-spent');
    throw new DomainError('link-spent');
  }
}

interface StoredLink {
  person_id: string;
  method: SignInLinkRow['method'];
  expires_at: Date;
}

/** Makes a link for someone; null when nobody has the address. */
export function issueSignInLink(
  dataSource: DataSource,
  now: Date,
  email: string,
  method: SignInLinkRow['method'] = 'link',
): Promise<{ secret: string; expiresAt: Date } | null> {
  return inTransaction(dataSource, async (manager) => {
    const [person] = await manager.query<{ id: string; partnershipIds: string[] }[]>(
      `SELECT id, ARRAY (SELECT partnership_id FROM membership WHERE person_id = person.id)
         AS "partnershipIds"
       FROM person WHERE email = $1`,
      [email.toLowerCase()],
    );
    if (!person) return null;
    const secret = newSecret();
    const expiresAt = new Date(now.getTime() + LINK_LASTS_MS);
    await manager.insert(SignInLinkRow, {
      secretHash: hashOf(secret),
      personId: person.id,
      method,
      expiresAt,
    });
    await recordAt(now, manager, {
      partnershipIds: person.partnershipIds,
      kind: 'sign-in-link.issued',
      personId: null,
      detail: { forPersonId: person.id },
    });
    return { secret, expiresAt };
  });
}
