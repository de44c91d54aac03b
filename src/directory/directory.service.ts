// What the write path and every door need to know of a partnership: its agencies, places and members.
// Kept in memory under the version of its rights, which rises with every change of them, and the epoch
// of the database; so one look tells whether what is kept still holds.
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { AgencyKind } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { attendsMeetings } from '../domain/meeting/roles.js';
import type { PartnershipDirectory } from '../domain/meeting/decision.js';
import { ASKED_BY_CROWDS, BatchQueue, type Settled } from '../platform/batch-queue.js';
import { Clock } from '../platform/clock.js';
import type { Pipeline } from '../platform/database/pipeline.js';
import { runAlone, uuidArray } from '../platform/database/prepared.js';
import { inSnapshot } from '../platform/database/transaction.js';
import { Members } from './members.js';
import { AgencyRow } from './rows/agency-row.js';
import { GuestPassRow } from './rows/guest-pass-row.js';
import { MembershipRow } from './rows/membership-row.js';
import { PartnershipRow } from './rows/partnership-row.js';
import { PlaceRow } from './rows/place-row.js';

/** Partnerships kept in memory by one process; Sweden has 290 municipalities. */
const PARTNERSHIPS_KEPT = 400;

/** Someone who is signed in: who they are, and whether how they did it opens what is closed. */
export type Identified = Pick<Actor, 'personId' | 'opensClosed'>;

export interface CurrentDirectory extends PartnershipDirectory {
  /** The life of the database this was read in; another after a backup was restored. */
  readonly epoch: string;
  readonly rightsVersion: number;
  readonly members: Pick<Members, 'get'>;
}

const VERSIONS = `
  SELECT id, rights_version AS "rightsVersion", (SELECT epoch FROM installation) AS epoch
  FROM partnership WHERE id = ANY ($1)`;

interface Version {
  id: string;
  /** Null in a backup that was restored and has not been started on yet. */
  epoch: string | null;
  rightsVersion: number;
}

type VersionInEpoch = Version & { epoch: string };

@Injectable()
export class DirectoryService {
  private readonly kept = new LRUCache<string, CurrentDirectory>({ max: PARTNERSHIPS_KEPT });
  private readonly looks = new BatchQueue<string, CurrentDirectory>(ASKED_BY_CROWDS, (ids) =>
    this.lookUp(ids),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The directory as this process last knew it; nothing says that it is still so. */
  remembered(partnershipId: string): CurrentDirectory | undefined {
    return this.kept.get(partnershipId);
  }

  /** The directory as the caller's transaction sees it; `not-found` when there is no such partnership. */
  async current(manager: EntityManager, partnershipId: string): Promise<CurrentDirectory> {
    const versions = await manager.query<Version[]>(VERSIONS, [[partnershipId]]);
    return passed((await this.atVersions(manager, versions)).get(partnershipId));
  }

  /**
   * As `current`; and its rights cannot change before the transaction ends, so what it commits is
   * ordered before or after every change of rights, never beside one.
   */
  async hold(pipeline: Pipeline, partnershipId: string): Promise<CurrentDirectory> {
    const versions = await pipeline.query<Version[]>(`${VERSIONS} FOR SHARE`, [[partnershipId]]);
    return passed((await this.atVersions(pipeline.manager, versions)).get(partnershipId));
  }

  /** The directory as it is now or was since this was asked; `not-found` as above. */
  now(partnershipId: string): Promise<CurrentDirectory> {
    return this.looks.submit('', partnershipId);
  }

  /** The person as a member of the partnership; `not-found` for everyone else, as if it did not exist. */
  async actorIn(who: Identified, partnershipId: string): Promise<Actor> {
    return actorOf(await this.now(partnershipId), partnershipId, who);
  }

  /** The version of the rights of each of these partnerships that there is. */
  async rightsVersions(partnershipIds: Iterable<string>): Promise<Map<string, number>> {
    const rows = await runAlone<{ id: string; rightsVersion: number }[]>(
      this.dataSource,
      'SELECT id, rights_version AS "rightsVersion" FROM partnership WHERE id = ANY ($1)',
      [uuidArray(partnershipIds)],
    );
    return new Map(rows.map(({ id, rightsVersion }) => [id, rightsVersion]));
  }

  private async lookUp(ids: string[]): Promise<Settled<CurrentDirectory>[]> {
    const asked = [[...new Set(ids)]];
    const versions = await runAlone<Version[]>(this.dataSource, VERSIONS, asked);
    // What takes several steps to read is read of one moment: no guest is half gone.
    const directories = versions.every((version) => this.keptAt(version))
      ? await this.atVersions(this.dataSource.manager, versions)
      : await inSnapshot(this.dataSource, async (manager) =>
          this.atVersions(manager, await manager.query<Version[]>(VERSIONS, asked)),
        );
    return ids.map((id) => {
      const value = directories.get(id);
      return value ? { ok: true, value } : { ok: false, error: new DomainError('not-found') };
    });
  }

  private keptAt({ id, epoch, rightsVersion }: Version): CurrentDirectory | undefined {
    const kept = this.kept.get(id);
    return kept?.rightsVersion === rightsVersion && kept.epoch === epoch ? kept : undefined;
  }

  /** The directories at these versions, by partnership; read unless they are kept. `unavailable` where there is no epoch. */
  private async atVersions(
    manager: EntityManager,
    versions: readonly Version[],
  ): Promise<Map<string, CurrentDirectory>> {
    const found = new Map<string, CurrentDirectory>();
    const changed: VersionInEpoch[] = [];
    for (const version of versions) {
      const kept = this.keptAt(version);
      if (kept) found.set(version.id, kept);
      else changed.push(inItsEpoch(version));
    }
    if (changed.length > 0)
      for (const [id, directory] of await load(manager, changed, this.clock)) {
        this.kept.set(id, directory);
        found.set(id, directory);
      }
    return found;
  }
}

function inItsEpoch({ epoch, ...version }: Version): VersionInEpoch {
  if (epoch === null) throw new DomainError('unavailable');
  return { ...version, epoch };
}

/** Who someone is in a partnership; `not-found` when they are no member of it. */
export function actorOf(
  directory: CurrentDirectory,
  partnershipId: string,
  { personId, opensClosed }: Identified,
): Actor {
  const member = directory.members.get(personId);
  const agency = member && directory.agencies.get(member.agencyId);
  if (!member || !agency || agency.isRetired) throw new DomainError('not-found');
  const isGuest = member.onlyMeetingId !== undefined;
  return {
    personId,
    partnershipId,
    ...member,
    agencyKind: agency.kind,
    opensClosed: opensClosed && !isGuest,
  };
}

/**
 * As `actorOf`; boards and all else of meetings do not exist for those who take no part in them. To a
 * guest there is one meeting, and nothing that is said across meetings.
 */
export function attendeeOf(
  directory: CurrentDirectory,
  { partnershipId, meetingId }: { partnershipId: string; meetingId: string | null },
  who: Identified,
): Actor {
  const actor = actorOf(directory, partnershipId, who);
  const { role, onlyMeetingId = meetingId } = actor;
  if (!attendsMeetings(role) || onlyMeetingId !== meetingId) throw new DomainError('not-found');
  return actor;
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
  versions: readonly VersionInEpoch[],
  clock: Clock,
): Promise<Map<string, CurrentDirectory>> {
  const directories = new Map(
    versions.map(({ id, ...version }) => [
      id,
      {
        ...version,
        agencies: new Map<string, { kind: AgencyKind; isRetired: boolean }>(),
        places: new Map<string, { isRetired: boolean }>(),
        members: new Members(clock),
      },
    ]),
  );
  const ofThese = { partnershipId: In([...directories.keys()]) };
  for (const { partnershipId, id, kind, retiredAt } of await manager.findBy(AgencyRow, ofThese))
    directories.get(partnershipId)?.agencies.set(id, { kind, isRetired: retiredAt !== null });
  for (const { partnershipId, id, retiredAt } of await manager.findBy(PlaceRow, ofThese))
    directories.get(partnershipId)?.places.set(id, { isRetired: retiredAt !== null });
  for (const { partnershipId, personId, agencyId, role } of await manager.findBy(
    MembershipRow,
    ofThese,
  ))
    directories.get(partnershipId)?.members.add(personId, { agencyId, role });
  for (const { partnershipId, personId, meetingId, endsAt } of await manager.findBy(
    GuestPassRow,
    ofThese,
  ))
    directories.get(partnershipId)?.members.narrow(personId, { onlyMeetingId: meetingId, endsAt });
  return directories;
}

function passed(directory: CurrentDirectory | undefined): CurrentDirectory {
  if (!directory) throw new DomainError('not-found');
  return directory;
}
