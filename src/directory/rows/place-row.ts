import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { PlaceKind } from '../../contract/vocabulary.js';
import { PartnershipRow } from './partnership-row.js';

/** A named place or area; never an address of a person. */
@Entity({ name: 'place' })
@Unique('place_name_key', ['partnershipId', 'name'])
@ForeignKey(() => PartnershipRow, ['partnershipId'], ['id'], { name: 'place_partnership_fkey' })
@Check('place_kind_check', "kind IN ('area', 'street', 'station', 'path', 'venue')")
export class PlaceRow {
  @PrimaryColumn({ name: 'partnership_id', type: 'uuid', primaryKeyConstraintName: 'place_pkey' })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'place_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: PlaceKind;

  @Column({ type: 'integer' })
  position!: number;

  /** Since when it is offered no more; null while it is. */
  @Column({ name: 'retired_at', type: 'timestamptz', precision: 3, nullable: true })
  retiredAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
