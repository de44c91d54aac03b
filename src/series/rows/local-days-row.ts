import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { LocalDayKind } from '../../contract/vocabulary.js';
import { PartnershipRow } from '../../directory/rows/partnership-row.js';

/** Days that a partnership has marked in its own calendar, the last one included. */
@Entity({ name: 'local_days' })
@Unique('local_days_key', ['partnershipId', 'startsOn', 'endsOn', 'kind', 'title'])
@ForeignKey(() => PartnershipRow, ['partnershipId'], ['id'], {
  name: 'local_days_partnership_fkey',
})
@Check('local_days_kind_check', "kind IN ('school-break', 'local-event', 'risk-evening')")
@Check('local_days_span_check', 'starts_on <= ends_on')
export class LocalDaysRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'local_days_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'local_days_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: LocalDayKind;

  @Column({ type: 'text' })
  title!: string;

  @Column({ name: 'starts_on', type: 'date' })
  startsOn!: string;

  @Column({ name: 'ends_on', type: 'date' })
  endsOn!: string;

  /** Rises with every edit. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
