import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { MeetingRow } from '../../meetings/rows/meeting-row.js';
import { CalendarFeedRow } from './calendar-feed-row.js';

const primaryKeyConstraintName = 'calendar_feed_dropped_pkey';

/** A meeting that a feed had shown when it was cancelled or dropped. The database writes these itself. */
@Entity({ name: 'calendar_feed_dropped' })
@ForeignKey(() => CalendarFeedRow, ['partnershipId', 'feedId'], ['partnershipId', 'id'], {
  name: 'calendar_feed_dropped_feed_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'calendar_feed_dropped_meeting_fkey',
  onDelete: 'CASCADE',
})
export class CalendarFeedDroppedRow {
  @PrimaryColumn({ name: 'partnership_id', type: 'uuid', primaryKeyConstraintName })
  partnershipId!: string;

  @PrimaryColumn({ name: 'feed_id', type: 'uuid', primaryKeyConstraintName })
  feedId!: string;

  @PrimaryColumn({ name: 'meeting_id', type: 'uuid', primaryKeyConstraintName })
  meetingId!: string;
}
