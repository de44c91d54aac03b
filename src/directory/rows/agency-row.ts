import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { AgencyKind } from '../../contract/vocabulary.js';
import { PartnershipRow } from './partnership-row.js';

/** An agency at the table. */
@Entity({ name: 'agency' })
@Unique('agency_name_key', ['partnershipId', 'name'])
@ForeignKey(() => PartnershipRow, ['partnershipId'], ['id'], { name: 'agency_partnership_fkey' })
@Check('agency_kind_check', "kind IN ('authority', 'municipal-service', 'company', 'association')")
export class AgencyRow {
  @PrimaryColumn({ name: 'partnership_id', type: 'uuid', primaryKeyConstraintName: 'agency_pkey' })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'agency_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'short_name', type: 'text' })
  shortName!: string;

  @Column({ type: 'text' })
  abbreviation!: string;

  @Column({ type: 'text' })
  kind!: AgencyKind;

  @Column({ type: 'integer' })
  position!: number;

  /** Since when it is at the table no more; null while it is. */
  @Column({ name: 'retired_at', type: 'timestamptz', precision: 3, nullable: true })
  retiredAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
