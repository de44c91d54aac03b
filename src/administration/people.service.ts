// The people of the partnership. A person is one by their address in the whole installation: what is
// changed here is the membership, and the name as long as no other partnership knows them by it. An
// address is never changed, for whoever reads its mail signs in as that person.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AdministeredPerson, NewPerson, PersonEdit } from '../contract/administration.js';
import { AgencyRow } from '../directory/rows/agency-row.js';
import { MembershipRow } from '../directory/rows/membership-row.js';
import { PersonRow } from '../directory/rows/person-row.js';
import { assertBasedOn } from '../domain/based-on.js';
import { DomainError } from '../domain/domain-error.js';
import { endAccess, endVouchedSessions } from '../identity/end-access.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { DirectoryChanges, type Asker } from './directory-changes.js';
import { only, readPeople } from './directory-reading.js';
import { changesOwnPosition, MOST_PEOPLE } from './directory-rules.js';
import { KnownPeople } from './known-people.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly changes: DirectoryChanges,
    private readonly clock: Clock,
    private readonly known: KnownPeople,
  ) {}

  async add(asker: Asker, person: NewPerson): Promise<AdministeredPerson> {
    await this.known.countTold(asker, [person.email]);
    return this.changes.make(asker, (manager) => this.insert(manager, asker, person));
  }

  /** As part of the caller's transaction. */
  async insert(
    manager: EntityManager,
    { partnershipId }: Asker,
    { name, email, ...membership }: NewPerson,
  ): Promise<AdministeredPerson> {
    if ((await manager.countBy(MembershipRow, { partnershipId })) >= MOST_PEOPLE)
      throw new DomainError('limit-reached');
    await assertAtTable(manager, partnershipId, membership.agencyId);
    await manager.query(
      'INSERT INTO person (id, name, email) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [newId(), name, email],
    );
    const { id: personId } = await manager.findOneByOrFail(PersonRow, { email });
    await manager.insert(MembershipRow, { partnershipId, personId, ...membership });
    return only(await readPeople(manager, { partnershipId, id: personId }));
  }

  edit(
    asker: Asker,
    personId: string,
    basedOn: number,
    edit: PersonEdit,
  ): Promise<AdministeredPerson> {
    return this.changes.make(asker, async (manager) => {
      const key = { partnershipId: asker.partnershipId, id: personId };
      const before = only(await readPeople(manager, key));
      assertBasedOn(before, basedOn);
      if (before.isElsewhere && edit.name !== before.name)
        throw new DomainError('not-allowed', 'Another partnership knows them by this name.');
      if (before.isGuest && edit.role !== before.role)
        throw new DomainError('not-allowed', 'A guest of one meeting keeps their role.');
      return this.replace(manager, asker, before, edit);
    });
  }

  /** As part of the caller's transaction, which has read what they were before. */
  async replace(
    manager: EntityManager,
    asker: Asker,
    before: AdministeredPerson,
    { name, ...membership }: PersonEdit,
  ): Promise<AdministeredPerson> {
    const { partnershipId } = asker;
    const { id: personId, version } = before;
    if (changesOwnPosition(asker, before, membership))
      throw new DomainError('not-allowed', 'One’s own agency and role are for others to change.');
    if (membership.agencyId !== before.agencyId) {
      await assertAtTable(manager, partnershipId, membership.agencyId);
      const change = { partnershipId, at: this.clock.now() };
      await endVouchedSessions(manager, change, [personId]);
    }
    const changed = { ...membership, version: version + 1 };
    await manager.update(MembershipRow, { partnershipId, personId }, changed);
    if (name !== before.name) await manager.update(PersonRow, { id: personId }, { name });
    return only(await readPeople(manager, { partnershipId, id: personId }));
  }

  /** Ends a membership; the name stays where the person has decided something. */
  end(asker: Asker, personId: string): Promise<void> {
    const { partnershipId } = asker;
    return this.changes.make(asker, async (manager) => {
      const { affected } = await manager.delete(MembershipRow, { partnershipId, personId });
      if (affected === 0) throw new DomainError('not-found');
      const change = { partnershipId, at: this.clock.now() };
      await endAccess(manager, change, [personId]);
    });
  }
}

async function assertAtTable(
  manager: EntityManager,
  partnershipId: string,
  agencyId: string,
): Promise<void> {
  const agency = await manager.findOneBy(AgencyRow, { partnershipId, id: agencyId });
  if (agency?.retiredAt !== null)
    throw new DomainError('unknown-reference', 'The agency is not in the partnership.');
}
