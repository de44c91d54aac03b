// The addresses of calendars: making, renewing and ending them. One sees one's own, and those that
// colleagues made for the agency.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type {
  CalendarFeed,
  CalendarFeedList,
  MadeCalendarFeed,
  NewCalendarFeed,
} from '../contract/feeds.js';
import type { AuditKind } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { hashOf, newSecret } from '../identity/secret.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/database/database-errors.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { CalendarFeedRow } from './rows/calendar-feed-row.js';

const MOST_OF_ONE_PERSON = 20;

/** What someone may know of: their own, and their agency's. */
const VISIBLE = `feed.partnership_id = $1 AND feed.agency_id = $2
  AND (feed.person_id = $3 OR feed.scope = 'agency')`;

type Seen = Pick<CalendarFeedRow, 'id' | 'scope' | 'personId' | 'language'> & {
  madeAt: Date;
  fetchedAt: Date | null;
  madeBy: string;
  seriesTitle: string | null;
};

@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: Actor): Promise<CalendarFeedList> {
    return { feeds: await readFeeds(this.dataSource.manager, actor) };
  }

  make(actor: Actor, { scope, seriesId, language }: NewCalendarFeed): Promise<MadeCalendarFeed> {
    const { partnershipId, personId, agencyId } = actor;
    const id = newId();
    return this.change(actor, 'calendar-feed.made', id, async (manager) => {
      const own = await manager.countBy(CalendarFeedRow, { partnershipId, personId });
      if (own >= MOST_OF_ONE_PERSON) throw new DomainError('limit-reached');
      const secret = newSecret();
      const row = { partnershipId, id, personId, agencyId, scope, seriesId, language };
      await insert(manager, { ...row, ...this.anew(secret) });
      return made(manager, actor, id, secret);
    });
  }

  /** Another address for the same; the one before works no more. */
  renew(actor: Actor, id: string): Promise<MadeCalendarFeed> {
    return this.change(actor, 'calendar-feed.made', id, async (manager) => {
      await assertVisible(manager, actor, id);
      const secret = newSecret();
      const { partnershipId } = actor;
      await manager.update(CalendarFeedRow, { partnershipId, id }, this.anew(secret));
      return made(manager, actor, id, secret);
    });
  }

  async end(actor: Actor, id: string): Promise<void> {
    await this.change(actor, 'calendar-feed.ended', id, async (manager) => {
      await assertVisible(manager, actor, id);
      await manager.delete(CalendarFeedRow, { partnershipId: actor.partnershipId, id });
    });
  }

  private anew(secret: string) {
    return { secretHash: hashOf(secret), madeAt: this.clock.now(), fetchedAt: null };
  }

  private change<Result>(
    { partnershipId, personId }: Actor,
    kind: AuditKind,
    feedId: string,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    return inTransaction(this.dataSource, async (manager) => {
      const result = await work(manager);
      const detail = { feedId };
      await this.audit.record(manager, { partnershipIds: [partnershipId], kind, personId, detail });
      return result;
    });
  }
}

/** Who has left meanwhile makes no address any more, and a series of another partnership is none. */
async function insert(
  manager: EntityManager,
  row: Omit<CalendarFeedRow, 'fetchedAt'>,
): Promise<void> {
  try {
    await manager.insert(CalendarFeedRow, row);
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'calendar_feed_series_fkey')
      throw new DomainError('unknown-reference', 'There is no such series.');
    if (constraint === 'calendar_feed_membership_fkey') throw new DomainError('not-found');
    throw error;
  }
}

async function made(
  manager: EntityManager,
  actor: Actor,
  id: string,
  secret: string,
): Promise<MadeCalendarFeed> {
  const feed = (await readFeeds(manager, actor)).find((one) => one.id === id);
  if (!feed) throw new DomainError('not-found');
  return { feed, path: `/api/v1/calendar-feeds/${secret}.ics` };
}

async function assertVisible(
  manager: EntityManager,
  { partnershipId, agencyId, personId }: Actor,
  id: string,
): Promise<void> {
  const rows = await manager.query<object[]>(
    `SELECT FROM calendar_feed feed WHERE ${VISIBLE} AND feed.id = $4 FOR UPDATE`,
    [partnershipId, agencyId, personId, id],
  );
  if (rows.length === 0) throw new DomainError('not-found');
}

async function readFeeds(
  manager: EntityManager,
  { partnershipId, agencyId, personId }: Actor,
): Promise<CalendarFeed[]> {
  const rows = await manager.query<Seen[]>(
    `SELECT feed.id, feed.scope, feed.person_id AS "personId", feed.language,
       feed.made_at AS "madeAt", feed.fetched_at AS "fetchedAt", person.name AS "madeBy",
       series.title AS "seriesTitle"
     FROM calendar_feed feed
     JOIN person ON person.id = feed.person_id
     LEFT JOIN meeting_series series
       ON series.partnership_id = feed.partnership_id AND series.id = feed.series_id
     WHERE ${VISIBLE} ORDER BY feed.made_at DESC, feed.id`,
    [partnershipId, agencyId, personId],
  );
  return rows.map(({ personId: maker, madeAt, fetchedAt, ...feed }) => ({
    ...feed,
    isOwn: maker === personId,
    madeAt: madeAt.toISOString(),
    fetchedAt: fetchedAt?.toISOString() ?? null,
  }));
}
