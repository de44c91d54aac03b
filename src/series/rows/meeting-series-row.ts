import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
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
}
