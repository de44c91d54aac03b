import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AgencyRow } from './agency-row.js';

/** By which provider, and which value of its claim, an agency's people are known. */
@Entity({ name: 'agency_binding' })
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'agency_binding_agency_fkey',
})
@Index('agency_binding_claim_idx', ['issuer', 'claimValue'])
export class AgencyBindingRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agency_binding_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'agency_binding_pkey' })
  issuer!: string;

  @PrimaryColumn({
    name: 'claim_value',
    type: 'text',
    primaryKeyConstraintName: 'agency_binding_pkey',
  })
  claimValue!: string;

  @Column({ name: 'agency_id', type: 'uuid' })
  agencyId!: string;
}
