// One's own passkeys: made, named and removed. Who may make one is the strength of all that passkeys
// open later, so it is decided here and nowhere else (ADR 11).
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AuditEntry } from '../../audit/append-records.js';
import { AuditLog } from '../../audit/audit-log.js';
import type { NewPasskey, OwnPasskeys, PasskeyWanted } from '../../contract/passkeys.js';
import { PersonRow } from '../../directory/rows/person-row.js';
import { DomainError } from '../../domain/domain-error.js';
import { refuseTexts } from '../../domain/person-guard/refuse-person-data.js';
import { Clock } from '../../platform/clock.js';
import { violatedConstraint } from '../../platform/database/database-errors.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { newId } from '../../platform/ids.js';
import { endedEntries } from '../end-sessions.js';
import { PasskeyRow } from '../rows/passkey-row.js';
import type { SignedIn } from '../session.service.js';
import { addsPasskeys } from '../sign-in-strength.js';
import { CHALLENGE_LASTS_MS, PasskeyChallenges } from './passkey-challenges.js';
import { handleOf } from './person-handle.js';
import type { Site } from './relying-party.js';
import { partnershipsOf, removePasskeys } from './remove-passkeys.js';
import { ALGORITHMS, challengeIn, verifyNewPasskey } from './verify.js';

/** Far above the devices anyone has. */
const MOST_PASSKEYS = 20;

@Injectable()
export class OwnPasskeysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly challenges: PasskeyChallenges,
    private readonly audit: AuditLog,
  ) {}

  async list(signedIn: SignedIn, site: Site | null): Promise<OwnPasskeys> {
    const { manager } = this.dataSource;
    const rows = await passkeysOf(manager, signedIn.personId);
    const mayAdd = await isAdding(manager, signedIn);
    return {
      passkeys: rows.map(({ id, name, madeAt, usedAt }) => ({
        id,
        name,
        madeAt: madeAt.toISOString(),
        usedAt: usedAt?.toISOString() ?? null,
      })),
      adding: !mayAdd ? 'not-by-this-sign-in' : site ? 'possible' : 'not-at-this-address',
      mayChange: signedIn.opensClosed,
    };
  }

  /** What the browser is to make: a key that the device keeps itself and opens to its owner alone. */
  async want(signedIn: SignedIn, site: Site): Promise<PasskeyWanted> {
    const { manager } = this.dataSource;
    await assertAdding(manager, signedIn);
    const { name, email } = await manager.findOneByOrFail(PersonRow, { id: signedIn.personId });
    const rows = await passkeysOf(manager, signedIn.personId);
    return {
      challenge: await this.challenges.issue({ end: 'add', sessionId: signedIn.id }),
      rp: { id: site.id, name: 'Utsättning' },
      user: { id: handleOf(signedIn.personId), name: email, displayName: name },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: CHALLENGE_LASTS_MS,
      attestation: 'none',
      excludeCredentials: rows.map(({ credentialId }) => ({
        type: 'public-key',
        id: credentialId.toString('base64url'),
      })),
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
    };
  }

  /** Keeps a key; it raises nothing by itself, for that one signs in with it. */
  async add(signedIn: SignedIn, made: NewPasskey, site: Site): Promise<void> {
    refusePersonIn(made.name);
    const { id: sessionId, personId, partnershipIds } = signedIn;
    const challenge = challengeIn(made.clientDataJSON);
    const isTheirs =
      challenge !== null && (await this.challenges.take(challenge, { end: 'add', sessionId }));
    const key = isTheirs ? await verifyNewPasskey(made, challenge, site) : null;
    if (!key) throw new DomainError('passkey-refused');
    const row: PasskeyRow = {
      id: newId(),
      personId,
      credentialId: Buffer.from(made.id, 'base64url'),
      publicKey: key.publicKey,
      counter: String(key.counter),
      partnershipIds: partnershipIds && [...partnershipIds],
      madeBy: await madeBy(this.dataSource.manager, signedIn),
      name: made.name,
      madeAt: this.clock.now(),
      usedAt: null,
    };
    await inTransaction(this.dataSource, async (manager) => {
      // Of two at once by the same invitation the second must see the first.
      await manager.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [personId]);
      await assertAdding(manager, signedIn);
      if ((await manager.countBy(PasskeyRow, { personId })) >= MOST_PASSKEYS)
        throw new DomainError('passkey-refused', `A person has at most ${MOST_PASSKEYS} passkeys.`);
      await manager.insert(PasskeyRow, row);
      const entry = await entryOf(manager, 'passkey.added', personId, row.id);
      await this.audit.record(manager, entry);
    }).catch((error: unknown) => {
      if (violatedConstraint(error) === 'passkey_credential_key')
        throw new DomainError('passkey-refused', 'The passkey is here already.');
      throw error;
    });
  }

  async rename(signedIn: SignedIn, passkeyId: string, name: string): Promise<void> {
    assertMayChange(signedIn);
    refusePersonIn(name);
    const own = { id: passkeyId, personId: signedIn.personId };
    const { affected } = await this.dataSource.manager.update(PasskeyRow, own, { name });
    if (affected === 0) throw new DomainError('not-found');
  }

  /** Removes one, and ends the sessions that were begun with it. */
  async remove(signedIn: SignedIn, passkeyId: string): Promise<void> {
    assertMayChange(signedIn);
    const { personId } = signedIn;
    await inTransaction(this.dataSource, async (manager) => {
      const passkey = await manager.findOne(PasskeyRow, {
        where: { id: passkeyId, personId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!passkey) throw new DomainError('not-found');
      const ended = await removePasskeys(manager, [passkeyId]);
      const entry = await entryOf(manager, 'passkey.removed', personId, passkeyId);
      await this.audit.record(manager, entry, ...endedEntries(ended, 'passkey-removed'));
    });
  }
}

/** It is called after the device, which may be lent, and the name is kept until the key is removed. */
function refusePersonIn(name: string): void {
  refuseTexts([{ path: 'name', text: name }], { what: 'passkey' });
}

async function entryOf(
  manager: EntityManager,
  kind: 'passkey.added' | 'passkey.removed',
  personId: string,
  passkeyId: string,
): Promise<AuditEntry> {
  const partnershipIds = await partnershipsOf(manager, personId);
  return { partnershipIds, kind, personId, detail: { passkeyId } };
}

/** Whoever came in weakly could otherwise remove the keys that keep them out. */
function assertMayChange({ opensClosed }: SignedIn): void {
  if (!opensClosed) throw new DomainError('sign-in-too-weak');
}

async function assertAdding(manager: EntityManager, signedIn: SignedIn): Promise<void> {
  if (!(await isAdding(manager, signedIn))) throw new DomainError('sign-in-too-weak');
}

/** An invitation is good for one key, and a guest has none: they are here for an evening. */
async function isAdding(manager: EntityManager, { id, method }: SignedIn): Promise<boolean> {
  if (addsPasskeys[method] === 'none') return false;
  const [is] = await manager.query<{ spent: boolean; guest: boolean }[]>(
    `SELECT EXISTS (
         SELECT FROM passkey WHERE person_id = session.person_id AND made_at >= created_at) AS spent,
       EXISTS (
         SELECT FROM guest_pass
         WHERE person_id = session.person_id
           AND (partnership_ids IS NULL OR partnership_id = ANY (partnership_ids))) AS guest
     FROM session WHERE id = $1`,
    [id],
  );
  return is?.guest === false && (addsPasskeys[method] === 'any' || !is.spent);
}

/** Whose word a new passkey goes back to: that of the session, or of the passkey it was begun with. */
async function madeBy(
  manager: EntityManager,
  { id, method }: SignedIn,
): Promise<PasskeyRow['madeBy']> {
  if (method !== 'passkey') return method === 'oidc' || method === 'demo' ? method : 'invitation';
  const [before] = await manager.query<Pick<PasskeyRow, 'madeBy'>[]>(
    `SELECT made_by AS "madeBy" FROM passkey JOIN session ON passkey_id = passkey.id
     WHERE session.id = $1`,
    [id],
  );
  if (!before) throw new DomainError('not-signed-in');
  return before.madeBy;
}

function passkeysOf(manager: EntityManager, personId: string): Promise<PasskeyRow[]> {
  return manager.find(PasskeyRow, { where: { personId }, order: { madeAt: 'ASC', id: 'ASC' } });
}
