import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A partnership: the tenant. `rightsVersion` rises with every change of who may see what. */
@Entity({ name: 'partnership' })
export class PartnershipRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'partnership_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  municipality!: string;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ name: 'rights_version', type: 'integer', default: 1 })
  rightsVersion!: number;

  /** Rises with each edit of its own facts. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
