// When a provider gives its people new subjects, as when it moves to another tenant, whoever has signed
// in before is refused there for ever: an address finds nobody twice. An operator who knows that the new
// account is that person's takes the link away, and the next sign-in is a first one again.
import type { DataSource } from 'typeorm';
import { recordAt } from '../../audit/append-records.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { endedEntries, endWhere } from '../end-sessions.js';
import { partnershipsOf } from '../passkeys/remove-passkeys.js';

/**
 * How many sessions ended with it; null when that provider has no account of anyone with the address.
 * Passkeys stay: they are the person's own, whichever account they were made by.
 */
export function unlinkAccount(
  dataSource: DataSource,
  now: Date,
  email: string,
  issuer: string,
): Promise<number | null> {
  return inTransaction(dataSource, async (manager) => {
    // Waits for whoever is signing in by it, whose session is there to be ended after that.
    const [[unlinked]] = await manager.query<[{ personId: string }[], number]>(
      `DELETE FROM person_identity USING person
       WHERE person.id = person_id AND email = $1 AND issuer = $2
       RETURNING person_id AS "personId"`,
      [email.toLowerCase(), issuer],
    );
    if (!unlinked) return null;
    const { personId } = unlinked;
    // Sessions do not say by which of several providers they began.
    const ended = await endWhere(manager, `person_id = $1 AND method = 'oidc'`, personId);
    const removal = {
      partnershipIds: await partnershipsOf(manager, personId),
      kind: 'account.unlinked' as const,
      personId: null,
      detail: { forPersonId: personId, issuer },
    };
    await recordAt(now, manager, removal, ...endedEntries(ended, 'account-unlinked'));
    return ended.length;
  });
}
