import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { CollisionAnswer } from '../../contract/vocabulary.js';
import { PersonRow } from '../../directory/rows/person-row.js';
import { MeetingSeriesRow } from './meeting-series-row.js';

/** What was decided where a series meets a holiday; `slotOn` is the day that its rule names. */
@Entity({ name: 'series_decision' })
@ForeignKey(() => MeetingSeriesRow, ['partnershipId', 'seriesId'], ['partnershipId', 'id'], {
  name: 'series_decision_series_fkey',
})
@ForeignKey(() => PersonRow, ['decidedBy'], ['id'], { name: 'series_decision_person_fkey' })
@Check(
  'series_decision_answer_check',
  "answer IN ('hold', 'thursday', 'cancel', 'hold-with-more-staff')",
)
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
  answer!: CollisionAnswer;

  @Column({ name: 'decided_by', type: 'uuid' })
  decidedBy!: string;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3 })
  decidedAt!: Date;
}
