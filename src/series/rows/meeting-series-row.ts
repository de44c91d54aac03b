import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { AgendaTemplateItem } from '../../contract/series.js';
import { PartnershipRow } from '../../directory/rows/partnership-row.js';

/** A recurring series; its starts are clock times in its zone, `YYYY-MM-DDTHH:mm`. */
@Entity({ name: 'meeting_series' })
@ForeignKey(
  () => MeetingSeriesRow,
  ['partnershipId', 'continuesSeriesId'],
  ['partnershipId', 'id'],
  {
    name: 'meeting_series_continues_fkey',
  },
)
// Settled at the end of a transaction: a part put between two others comes before they let go.
@Unique('meeting_series_continues_key', ['partnershipId', 'continuesSeriesId'], {
  deferrable: 'INITIALLY DEFERRED',
})
@Check('meeting_series_continues_check', '(continues_series_id IS NULL) = (continues_from IS NULL)')
@ForeignKey(() => PartnershipRow, ['partnershipId'], ['id'], {
  name: 'meeting_series_partnership_fkey',
})
export class MeetingSeriesRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'meeting_series_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'meeting_series_pkey' })
  id!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  venue!: string;

  @Column({ type: 'text' })
  start!: string;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ name: 'duration_minutes', type: 'integer' })
  durationMinutes!: number;

  @Column({ type: 'text' })
  rule!: string;

  @Column({ name: 'excluded_starts', type: 'text', array: true })
  excludedStarts!: string[];

  @Column({ name: 'extra_starts', type: 'text', array: true })
  extraStarts!: string[];

  @Column({ name: 'agenda_template', type: 'jsonb' })
  agendaTemplate!: AgendaTemplateItem[];

  @Column({ type: 'integer', default: 1 })
  version!: number;

  /** The series that this one goes on from, where "this and following" was changed. */
  @Column({ name: 'continues_series_id', type: 'uuid', nullable: true })
  continuesSeriesId!: string | null;

  /** The first day of it that is this one's and not the former's. */
  @Column({ name: 'continues_from', type: 'date', nullable: true })
  continuesFrom!: string | null;

  /** The day in UTC on which it was last found to be a year ahead; null before that. */
  @Column({ name: 'planned_on', type: 'date', nullable: true })
  plannedOn!: string | null;
}
