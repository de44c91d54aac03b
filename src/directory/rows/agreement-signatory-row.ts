import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AgencyRow } from './agency-row.js';
import { PartnershipAgreementRow } from './partnership-agreement-row.js';

/** Which agency signed an agreement, and in what capacity. */
@Entity({ name: 'agreement_signatory' })
@ForeignKey(
  () => PartnershipAgreementRow,
  ['partnershipId', 'agreementId'],
  ['partnershipId', 'id'],
  { name: 'agreement_signatory_agreement_fkey' },
)
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'agreement_signatory_agency_fkey',
})
export class AgreementSignatoryRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agreement_signatory_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'agreement_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agreement_signatory_pkey',
  })
  agreementId!: string;

  @PrimaryColumn({
    name: 'agency_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agreement_signatory_pkey',
  })
  agencyId!: string;

  @Column({ name: 'signed_by', type: 'text' })
  signedBy!: string;
}
