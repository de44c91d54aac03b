import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../../contract/vocabulary.js';
import { AgencyRow } from './agency-row.js';
import { PersonRow } from './person-row.js';

/** For which agency and in what role a person acts in a partnership. */
@Entity({ name: 'membership' })
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'membership_person_fkey' })
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'membership_agency_fkey',
})
@Check('membership_role_check', "role IN ('coordinator', 'attendee', 'observer', 'administrator')")
@Index('membership_person_idx', ['personId'])
export class MembershipRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'membership_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'membership_pkey' })
  personId!: string;

  @Column({ name: 'agency_id', type: 'uuid' })
  agencyId!: string;

  @Column({ type: 'text' })
  role!: Role;

  /** Whether they come when others of their agency cannot. */
  @Column({ name: 'is_deputy', type: 'boolean', default: false })
  isDeputy!: boolean;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
