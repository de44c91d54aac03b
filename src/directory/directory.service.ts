// What the write path and every door need to know of a partnership: its agencies, places and members.
// Kept in memory under the version of its rights, which rises with every change of them, and the epoch
// of the database; so one look tells whether what is kept still holds.
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, type EntityManager } from 'typeorm';
import type { Role } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import type { PartnershipDirectory } from '../domain/meeting/decision.js';
import type { Pipeline } from '../platform/database/pipeline.js';
import { AgencyRow } from './rows/agency-row.js';
import { MembershipRow } from './rows/membership-row.js';
import { PartnershipRow } from './rows/partnership-row.js';
import { PlaceRow } from './rows/place-row.js';

/** Partnerships kept in memory by one process; Sweden has 290 municipalities. */
const PARTNERSHIPS_KEPT = 400;

export interface CurrentDirectory extends PartnershipDirectory {
  /** The life of the database this was read in; another after a backup was restored. */
  readonly epoch: string;
  readonly rightsVersion: number;
  readonly members: ReadonlyMap<string, { agencyId: string; role: Role }>;
}

const VERSION = `
  SELECT rights_version AS "rightsVersion", (SELECT epoch FROM installation) AS epoch
  FROM partnership WHERE id = $1`;

type Version = Pick<CurrentDirectory, 'epoch' | 'rightsVersion'>;

@Injectable()
export class DirectoryService {
  private readonly kept = new LRUCache<string, CurrentDirectory>({ max: PARTNERSHIPS_KEPT });

  constructor(private readonly dataSource: DataSource) {}

  /** The directory as this process last knew it; nothing says that it is still so. */
  remembered(partnershipId: string): CurrentDirectory | undefined {
    return this.kept.get(partnershipId);
  }

  /** The directory as the caller's transaction sees it; `not-found` when there is no such partnership. */
  async current(manager: EntityManager, partnershipId: string): Promise<CurrentDirectory> {
    const partnerships = await manager.query<Version[]>(VERSION, [partnershipId]);
    return this.atVersion(manager, partnershipId, partnerships);
  }

  /**
   * As `current`; and its rights cannot change before the transaction ends, so what it commits is
   * ordered before or after every change of rights, never beside one.
   */
  async hold(pipeline: Pipeline, partnershipId: string): Promise<CurrentDirectory> {
    const partnerships = await pipeline.query<Version[]>(`${VERSION} FOR SHARE`, [partnershipId]);
    return this.atVersion(pipeline.manager, partnershipId, partnerships);
  }

  /** The person as a member of the partnership; `not-found` for everyone else, as if it did not exist. */
  async actorIn(personId: string, partnershipId: string): Promise<Actor> {
    const directory = await this.current(this.dataSource.manager, partnershipId);
    return actorOf(directory, partnershipId, personId);
  }

  /** The version of the rights of each of these partnerships that there is. */
  async rightsVersions(partnershipIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ id: string; rightsVersion: number }[]>(
      'SELECT id, rights_version AS "rightsVersion" FROM partnership WHERE id = ANY ($1)',
      [partnershipIds],
    );
    return new Map(rows.map(({ id, rightsVersion }) => [id, rightsVersion]));
  }

  private async atVersion(
    manager: EntityManager,
    partnershipId: string,
    [partnership]: Version[],
  ): Promise<CurrentDirectory> {
    if (!partnership) throw new DomainError('not-found');
    const kept = this.kept.get(partnershipId);
    if (kept?.rightsVersion === partnership.rightsVersion && kept.epoch === partnership.epoch)
      return kept;
    const directory = await load(manager, partnershipId, partnership);
    this.kept.set(partnershipId, directory);
    return directory;
  }
}

/** Who someone is in a partnership; `not-found` when they are no member of it. */
export function actorOf(
  directory: CurrentDirectory,
  partnershipId: string,
  personId: string,
): Actor {
  const member = directory.members.get(personId);
  const agency = member && directory.agencies.get(member.agencyId);
  if (!member || !agency) throw new DomainError('not-found');
  return { personId, partnershipId, ...member, agencyKind: agency.kind };
}

/** Says that rights or the directory have changed; part of the transaction that changes them. */
export async function raiseRightsVersion(
  manager: EntityManager,
  partnershipId: string,
): Promise<void> {
  await manager.increment(PartnershipRow, { id: partnershipId }, 'rightsVersion', 1);
}

async function load(
  manager: EntityManager,
  partnershipId: string,
  version: Version,
): Promise<CurrentDirectory> {
  const agencies = await manager.findBy(AgencyRow, { partnershipId });
  const places = await manager.findBy(PlaceRow, { partnershipId });
  const members = await manager.findBy(MembershipRow, { partnershipId });
  return {
    ...version,
    agencies: new Map(agencies.map(({ id, kind }) => [id, { kind }])),
    places: new Set(places.map(({ id }) => id)),
    members: new Map(members.map(({ personId, agencyId, role }) => [personId, { agencyId, role }])),
  };
}
