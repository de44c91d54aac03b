import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Cursors } from '../../contract/events.js';
import type { MeetingStatus } from '../../contract/vocabulary.js';

/** One meeting. `slot` is the start the series gave it, its identity for good. */
@Entity({ name: 'meeting' })
@Unique('meeting_slot_key', ['partnershipId', 'seriesId', 'slot'])
// By its name: meetings know nothing of the rows of series.
@ForeignKey('meeting_series', ['partnershipId', 'seriesId'], ['partnershipId', 'id'], {
  name: 'meeting_series_fkey',
})
@Check('meeting_time_check', 'starts_at < ends_at')
@Check('meeting_status_check', "status IN ('planned', 'open', 'closed', 'cancelled')")
@Index('meeting_starts_idx', ['partnershipId', 'startsAt'])
export class MeetingRow {
  @PrimaryColumn({ name: 'partnership_id', type: 'uuid', primaryKeyConstraintName: 'meeting_pkey' })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'meeting_pkey' })
  id!: string;

  @Column({ name: 'series_id', type: 'uuid' })
  seriesId!: string;

  @Column({ type: 'text' })
  slot!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  venue!: string;

  @Column({ name: 'starts_at', type: 'timestamptz', precision: 3 })
  startsAt!: Date;

  @Column({ name: 'ends_at', type: 'timestamptz', precision: 3 })
  endsAt!: Date;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ type: 'text', default: 'planned' })
  status!: MeetingStatus;

  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;

  @Column({ name: 'opened_at', type: 'timestamptz', precision: 3, nullable: true })
  openedAt!: Date | null;

  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  revision!: number;

  /** Rises when something that a calendar shows of the meeting has changed, and only then. */
  @Column({ name: 'calendar_sequence', type: 'integer', default: 0 })
  calendarSequence!: number;

  /** When it last rose; until then, when the meeting was planned. */
  @Column({
    name: 'calendar_changed_at',
    type: 'timestamptz',
    precision: 3,
    default: () => 'now()',
  })
  calendarChangedAt!: Date;

  /** When it was planned, or planned again after it had been cancelled: calendars show it from then on. */
  @Column({ name: 'planned_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  plannedAt!: Date;

  /** The last revision of each stream of the meeting that is in use. */
  @Column({ type: 'jsonb', default: {} })
  cursors!: Cursors;
}
