import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row about this installation itself. */
@Entity({ name: 'installation' })
@Check('installation_single_check', 'id')
export class InstallationRow {
  @PrimaryColumn({ type: 'boolean', default: true, primaryKeyConstraintName: 'installation_pkey' })
  id!: boolean;

  /** Names one life of the database; a restored backup gets another. */
  @Column({ type: 'uuid' })
  epoch!: string;

  @Column({ name: 'demo_loaded_at', type: 'timestamptz', precision: 3, nullable: true })
  demoLoadedAt!: Date | null;
}
