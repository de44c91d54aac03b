// The one way the directory is changed: by someone who may, one change at a time in a partnership, with
// the rights raised in the same transaction, so that live boards are left at once by who has lost them.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { Role } from '../contract/vocabulary.js';
import { raiseRightsVersion } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { mayAdminister } from '../domain/meeting/roles.js';
import { violatedConstraint } from '../platform/database/database-errors.js';
import { inSnapshot, inTransaction } from '../platform/database/transaction.js';
import { changesToTell, membersChanged, readFactsToTell } from './directory-record.js';
import { withdrawInvitations } from './withdraw-invitations.js';

/** Constraints that say that something of the kind is there already. */
const TAKEN: ReadonlySet<string> = new Set([
  'agency_name_key',
  'place_name_key',
  'agency_binding_pkey',
  'membership_pkey',
]);

/** Who asks; what they may do is read anew in the transaction that does it. */
export type Asker = Pick<Actor, 'partnershipId' | 'personId' | 'agencyId' | 'agencyKind'>;

@Injectable()
export class DirectoryChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** Reads for someone who may administer; to everyone else there is nothing to read. */
  read<Result>(asker: Asker, work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return inSnapshot(this.dataSource, async (manager) => {
      await assertAdministers(manager, asker);
      return work(manager);
    });
  }

  /** Changes the directory; somebody who may administer it is left afterwards, or nothing is done. */
  async make<Result>(
    asker: Asker,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await inTransaction(this.dataSource, async (manager) => {
        await lock(manager, asker.partnershipId);
        await assertAdministers(manager, asker);
        const before = await readFactsToTell(manager, asker.partnershipId);
        const result = await work(manager);
        await assertIsAdministered(manager, asker.partnershipId);
        await raiseRightsVersion(manager, asker.partnershipId);
        const after = await readFactsToTell(manager, asker.partnershipId);
        const withdrawn = await withdrawInvitations(manager, asker, membersChanged(before, after));
        await this.audit.record(manager, ...changesToTell(asker, before, after), ...withdrawn);
        return result;
      });
    } catch (error) {
      if (TAKEN.has(violatedConstraint(error) ?? '')) throw new DomainError('taken');
      throw error;
    }
  }
}

/** Two changes at once could each take the other one's last administrator away. */
async function lock(manager: EntityManager, partnershipId: string): Promise<void> {
  await manager.query('SELECT FROM partnership WHERE id = $1 FOR NO KEY UPDATE', [partnershipId]);
}

/** `not-found` for everyone who may not administer the partnership. */
export async function assertAdministers(
  manager: EntityManager,
  { partnershipId, personId }: Asker,
): Promise<void> {
  const [member] = await manager.query<{ role: Role }[]>(
    'SELECT role FROM membership WHERE partnership_id = $1 AND person_id = $2',
    [partnershipId, personId],
  );
  if (!member || !mayAdminister(member.role)) throw new DomainError('not-found');
}

async function assertIsAdministered(manager: EntityManager, partnershipId: string): Promise<void> {
  const held = await manager.query<{ role: Role }[]>(
    'SELECT DISTINCT role FROM membership WHERE partnership_id = $1',
    [partnershipId],
  );
  if (!held.some(({ role }) => mayAdminister(role))) throw new DomainError('last-administrator');
}
