import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { DateAnswer } from '../../contract/vocabulary.js';
import { PersonRow } from '../../directory/rows/person-row.js';
import { MeetingSeriesRow } from './meeting-series-row.js';

/** What was decided of a date of a series; `slotOn` is the day that its rule names. */
@Entity({ name: 'series_decision' })
@ForeignKey(() => MeetingSeriesRow, ['partnershipId', 'seriesId'], ['partnershipId', 'id'], {
  name: 'series_decision_series_fkey',
})
@ForeignKey(() => PersonRow, ['decidedBy'], ['id'], { name: 'series_decision_person_fkey' })
@Check(
  'series_decision_answer_check',
  "answer IN ('hold', 'thursday', 'cancel', 'hold-with-more-staff', 'move', 'decline')",
)
@Check('series_decision_moved_check', "answer <> 'move' OR moved_to IS NOT NULL")
export class SeriesDecisionRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'series_decision_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'series_id',
    type: 'uuid',
    primaryKeyConstraintName: 'series_decision_pkey',
  })
  seriesId!: string;

  @PrimaryColumn({
    name: 'slot_on',
    type: 'date',
    primaryKeyConstraintName: 'series_decision_pkey',
  })
  slotOn!: string;

  @Column({ type: 'text' })
  answer!: DateAnswer;

  /** A clock time in the zone of the series, `YYYY-MM-DDTHH:mm`. */
  @Column({ name: 'moved_to', type: 'text', nullable: true })
  movedTo?: string | null;

  @Column({ name: 'duration_minutes', type: 'integer', nullable: true })
  durationMinutes?: number | null;

  @Column({ type: 'text', nullable: true })
  reason?: string | null;

  @Column({ name: 'decided_by', type: 'uuid' })
  decidedBy!: string;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3 })
  decidedAt!: Date;
}
