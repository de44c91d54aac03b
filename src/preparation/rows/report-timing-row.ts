import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PartnershipRow } from '../../directory/rows/partnership-row.js';

/** When a partnership asks for reports, in days before a meeting; null is never. */
@Entity({ name: 'report_timing' })
@ForeignKey(() => PartnershipRow, ['partnershipId'], ['id'], {
  name: 'report_timing_partnership_fkey',
})
@Check('report_timing_asked_check', 'asked_days_before BETWEEN 1 AND 30')
@Check(
  'report_timing_reminded_check',
  `reminded_days_before IS NULL OR
    asked_days_before IS NOT NULL AND reminded_days_before BETWEEN 1 AND asked_days_before - 1`,
)
export class ReportTimingRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'report_timing_pkey',
  })
  partnershipId!: string;

  @Column({ name: 'asked_days_before', type: 'integer', nullable: true })
  askedDaysBefore!: number | null;

  @Column({ name: 'reminded_days_before', type: 'integer', nullable: true })
  remindedDaysBefore!: number | null;

  /** Rises with every edit. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
