// The agencies at the table. One that leaves is retired: what it reported and did stays its own, its
// people lose their access in the same transaction.
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  AdministeredAgency,
  AgencyEdit,
  NewAgency,
  SignInBinding,
} from '../contract/administration.js';
import { AgencyBindingRow } from '../directory/rows/agency-binding-row.js';
import { AgencyRow } from '../directory/rows/agency-row.js';
import { assertBasedOn } from '../domain/based-on.js';
import { DomainError } from '../domain/domain-error.js';
import { refuseTexts } from '../domain/person-guard/refuse-person-data.js';
import { endAccess, endVouchedSessions } from '../identity/end-access.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/platform.module.js';
import { DirectoryChanges, type Asker } from './directory-changes.js';
import { only, readAgencies, type Key } from './directory-reading.js';
import { changesOwnKind, MOST_AGENCIES, namesOf } from './directory-rules.js';
import { assertRoomFor, nextPosition, putInOrder } from './positions.js';
import { hasStrongAdministrator } from './strong-administrator.js';

@Injectable()
export class AgenciesService {
  constructor(
    private readonly changes: DirectoryChanges,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  add(asker: Asker, agency: NewAgency): Promise<AdministeredAgency> {
    return this.changes.make(asker, (manager) => this.insert(manager, asker, agency));
  }

  /** As part of the caller's transaction. */
  async insert(
    manager: EntityManager,
    asker: Asker,
    { signIn, ...agency }: NewAgency,
  ): Promise<AdministeredAgency> {
    const { partnershipId } = asker;
    refusePersonIn(agency, asker);
    await assertRoomFor(manager, 'agency', partnershipId, MOST_AGENCIES);
    const key = { partnershipId, id: newId() };
    const position = await nextPosition(manager, 'agency', partnershipId);
    await manager.insert(AgencyRow, { ...key, ...agency, position });
    await this.bind(manager, key, [], signIn);
    return only(await readAgencies(manager, key));
  }

  edit(
    asker: Asker,
    agencyId: string,
    basedOn: number,
    edit: AgencyEdit,
  ): Promise<AdministeredAgency> {
    return this.changes.make(asker, async (manager) => {
      const key = { partnershipId: asker.partnershipId, id: agencyId };
      const before = only(await readAgencies(manager, key));
      assertBasedOn(before, basedOn);
      return this.replace(manager, asker, before, edit);
    });
  }

  /** As part of the caller's transaction, which has read what the agency was before. */
  async replace(
    manager: EntityManager,
    asker: Asker,
    before: AdministeredAgency,
    { signIn, isRetired, ...agency }: AgencyEdit,
  ): Promise<AdministeredAgency> {
    const key = { partnershipId: asker.partnershipId, id: before.id };
    if (changesOwnKind(asker, before, agency))
      throw new DomainError('not-allowed', 'What kind one’s own agency is, others say.');
    refusePersonIn(agency, asker);
    const version = before.version + 1;
    await manager.update(AgencyRow, key, { ...agency, version });
    if (isRetired !== before.isRetired)
      await manager.update(AgencyRow, key, { retiredAt: isRetired ? this.clock.now() : null });
    await this.bind(manager, key, before.signIn, isRetired ? [] : signIn);
    if (isRetired) await showOut(manager, key, this.clock.now());
    return only(await readAgencies(manager, key));
  }

  reorder(asker: Asker, ids: readonly string[]): Promise<void> {
    return this.changes.make(asker, (manager) =>
      putInOrder(manager, 'agency', asker.partnershipId, ids),
    );
  }

  /** Lets exactly these bindings be; whom one that is gone has vouched for signs in anew. */
  private async bind(
    manager: EntityManager,
    { partnershipId, id: agencyId }: Key,
    before: readonly SignInBinding[],
    wanted: readonly SignInBinding[],
  ): Promise<void> {
    const gone = without(before, wanted);
    const fresh = without(wanted, before);
    const hadStrong = gone.length > 0 && (await hasStrongAdministrator(manager, partnershipId));
    const providers = this.config.OIDC_PROVIDERS;
    if (fresh.some((binding) => !providers.some(({ issuer }) => issuer === binding.issuer)))
      throw new DomainError('unknown-reference', 'There is no such identity provider here.');
    for (const { issuer, value: claimValue } of gone)
      await manager.delete(AgencyBindingRow, { partnershipId, issuer, claimValue, agencyId });
    if (gone.length > 0) await this.endVouched(manager, partnershipId, agencyId);
    // What is new does not count: a slip of the pen would let nobody in.
    if (hadStrong && !(await hasStrongAdministrator(manager, partnershipId)))
      throw new DomainError(
        'last-administrator',
        'Somebody else who administers must have a strong way to sign in.',
      );
    for (const { issuer, value: claimValue } of fresh)
      await manager.insert(AgencyBindingRow, { partnershipId, issuer, claimValue, agencyId });
  }

  private async endVouched(
    manager: EntityManager,
    partnershipId: string,
    agencyId: string,
  ): Promise<void> {
    const members = await manager.query<{ personId: string }[]>(
      `SELECT person_id AS "personId" FROM membership
       WHERE partnership_id = $1 AND agency_id = $2`,
      [partnershipId, agencyId],
    );
    await endVouchedSessions(
      manager,
      { partnershipId, at: this.clock.now() },
      members.map(({ personId }) => personId),
    );
  }
}

/** Nobody acts for an agency that is gone. */
async function showOut(
  manager: EntityManager,
  { partnershipId, id: agencyId }: Key,
  at: Date,
): Promise<void> {
  const [members] = await manager.query<[{ personId: string }[], number]>(
    `DELETE FROM membership WHERE partnership_id = $1 AND agency_id = $2
     RETURNING person_id AS "personId"`,
    [partnershipId, agencyId],
  );
  await endAccess(
    manager,
    { partnershipId, at },
    members.map(({ personId }) => personId),
  );
}

function without(list: readonly SignInBinding[], others: readonly SignInBinding[]) {
  return list.filter(
    ({ issuer, value }) => !others.some((one) => one.issuer === issuer && one.value === value),
  );
}

function refusePersonIn(
  agency: Pick<NewAgency, 'name' | 'shortName'>,
  { agencyKind }: Asker,
): void {
  refuseTexts(namesOf(agency), { what: 'agency', actor: { agencyKind } });
}
