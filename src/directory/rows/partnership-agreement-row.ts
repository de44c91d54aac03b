import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PartnershipRow } from './partnership-row.js';

/** What the agencies signed, and for how long. */
@Entity({ name: 'partnership_agreement' })
@ForeignKey(() => PartnershipRow, ['partnershipId'], ['id'], {
  name: 'partnership_agreement_partnership_fkey',
})
@Check('partnership_agreement_period_check', 'starts_on <= ends_on')
export class PartnershipAgreementRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'partnership_agreement_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'partnership_agreement_pkey' })
  id!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ name: 'starts_on', type: 'date' })
  startsOn!: string;

  @Column({ name: 'ends_on', type: 'date' })
  endsOn!: string;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
