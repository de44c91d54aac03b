import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a chain of the audit ends; locked by whoever writes to it. */
@Entity({ name: 'audit_chain' })
export class AuditChainRow {
  /** The partnership's, or zeros for the installation. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_chain_pkey' })
  id!: string;

  @Column({ type: 'integer' })
  position!: number;

  @Column({ type: 'bytea' })
  hash!: Buffer;
}
