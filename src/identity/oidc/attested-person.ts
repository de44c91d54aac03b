// Whom a provider's word makes someone here. It vouches for its own people alone: for members of the
// agencies bound to it, and in those partnerships only. Nobody comes to exist by signing in.
import type { EntityManager } from 'typeorm';
import type { Entry } from '../session.service.js';
import type { Attested } from './oidc-provider.js';
import { SignInFailure } from './sign-in-failure.js';

/** How the person enters, as part of the caller's transaction. Throws SignInFailure. */
export async function entryOf(
  manager: EntityManager,
  attested: Attested,
  now: Date,
): Promise<Entry> {
  const personId = (await linked(manager, attested)) ?? (await link(manager, attested, now));
  const partnershipIds = await partnershipsVouchedFor(manager, attested, personId);
  if (partnershipIds.length === 0) throw new SignInFailure('not-a-member');
  return { personId, method: 'oidc', partnershipIds };
}

/** Locked until the session is there, so that whoever takes the link away ends that one as well. */
async function linked(manager: EntityManager, { issuer, subject }: Attested) {
  const [identity] = await manager.query<{ personId: string }[]>(
    `SELECT person_id AS "personId" FROM person_identity
     WHERE issuer = $1 AND subject = $2 FOR KEY SHARE`,
    [issuer, subject],
  );
  return identity?.personId;
}

/** The first time, an address finds the member; never again, for addresses are handed on. */
async function link(manager: EntityManager, attested: Attested, now: Date): Promise<string> {
  const { issuer, subject, email } = attested;
  if (email === null) throw new SignInFailure('unverified-address');
  const [person] = await manager.query<{ id: string }[]>('SELECT id FROM person WHERE email = $1', [
    email,
  ]);
  if (!person || (await partnershipsVouchedFor(manager, attested, person.id)).length === 0)
    throw new SignInFailure('not-a-member');
  await manager.query(
    `INSERT INTO person_identity (issuer, subject, person_id, linked_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [issuer, subject, person.id, now],
  );
  // Of two at once the other may have come first; and the person may be someone else's already.
  const personId = await linked(manager, attested);
  if (personId === undefined) throw new SignInFailure('other-account');
  return personId;
}

async function partnershipsVouchedFor(
  manager: EntityManager,
  { issuer, agencyValues }: Attested,
  personId: string,
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT partnership_id AS id
       FROM membership
       JOIN agency_binding USING (partnership_id, agency_id)
      WHERE person_id = $1 AND issuer = $2 AND claim_value = ANY ($3)`,
    [personId, issuer, agencyValues],
  );
  return rows.map(({ id }) => id);
}
