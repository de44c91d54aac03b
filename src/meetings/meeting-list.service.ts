// The calendar of a partnership: its meetings in a span of time.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MeetingList, MeetingQuery } from '../contract/meetings.js';
import { toMeeting } from './entry-rows.js';
import { MeetingRow } from './rows/meeting-row.js';

@Injectable()
export class MeetingListService {
  constructor(private readonly dataSource: DataSource) {}

  /** Meetings whose local date, in their own time zone, lies in the span asked for. */
  async list(partnershipId: string, query: MeetingQuery): Promise<MeetingList> {
    const { from, to, status, seriesId, order, limit } = query;
    const selection = this.dataSource
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
    return { meetings: (await selection.getMany()).map(toMeeting) };
  }
}
