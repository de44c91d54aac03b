// The calendar of a partnership: its meetings in a span of time, as one person may know of them. Read as
// that person, since row security says who is still shown a meeting that its series has dropped.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { MeetingList, MeetingQuery } from '../contract/meetings.js';
import type { Actor } from '../domain/meeting/access.js';
import { inTransaction } from '../platform/database/transaction.js';
import { toMeeting } from './entry-rows.js';
import { narrowTo } from './narrow-to.js';
import { MeetingRow } from './rows/meeting-row.js';

@Injectable()
export class MeetingListService {
  constructor(private readonly dataSource: DataSource) {}

  /** Meetings whose local date, in their own time zone, lies in the span asked for. */
  list(actor: Actor, query: MeetingQuery): Promise<MeetingList> {
    return inTransaction(this.dataSource, async (manager) => {
      await narrowTo(manager, actor);
      const rows = await select(manager, actor, query).getMany();
      return { meetings: rows.map(toMeeting) };
    });
  }
}

function select(
  manager: EntityManager,
  { partnershipId }: Actor,
  { from, to, status, seriesId, order, limit }: MeetingQuery,
): SelectQueryBuilder<MeetingRow> {
  const selection = manager
    .createQueryBuilder(MeetingRow, 'meeting')
    .where('meeting.partnership_id = :partnershipId', { partnershipId })
    .orderBy('meeting.starts_at', order === 'soonest' ? 'ASC' : 'DESC')
    .addOrderBy('meeting.id')
    .limit(limit);
  if (from)
    selection.andWhere('meeting.starts_at >= (:from)::timestamp AT TIME ZONE meeting.time_zone', {
      from,
    });
  if (to)
    selection.andWhere(
      "meeting.starts_at < ((:to)::timestamp + interval '1 day') AT TIME ZONE meeting.time_zone",
      { to },
    );
  if (status) selection.andWhere('meeting.status = :status', { status });
  if (seriesId) selection.andWhere('meeting.series_id = :seriesId', { seriesId });
  return selection;
}
