import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AuditChainRow } from './audit-chain-row.js';

/** That something was recorded, and after what; what it was stands in the content. */
@Entity({ name: 'audit_record' })
@ForeignKey(() => AuditChainRow, ['chainId'], ['id'], { name: 'audit_record_chain_fkey' })
@Check('audit_record_position_check', 'position > 0')
export class AuditRecordRow {
  @PrimaryColumn({
    name: 'chain_id',
    type: 'uuid',
    primaryKeyConstraintName: 'audit_record_pkey',
  })
  chainId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'audit_record_pkey' })
  position!: number;

  @Column({ type: 'bytea' })
  commitment!: Buffer;

  @Column({ type: 'bytea' })
  hash!: Buffer;
}
