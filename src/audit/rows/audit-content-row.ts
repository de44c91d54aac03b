import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AuditKind } from '../../contract/vocabulary.js';
import { AuditRecordRow } from './audit-record-row.js';

/** What a record tells. Nothing refers to those it names: they may be gone. */
@Entity({ name: 'audit_content' })
@ForeignKey(() => AuditRecordRow, ['chainId', 'position'], ['chainId', 'position'], {
  name: 'audit_content_record_fkey',
})
@Index('audit_content_kind_idx', ['chainId', 'kind', 'position'])
@Index('audit_content_person_idx', ['chainId', 'personId', 'position'])
export class AuditContentRow {
  @PrimaryColumn({
    name: 'chain_id',
    type: 'uuid',
    primaryKeyConstraintName: 'audit_content_pkey',
  })
  chainId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'audit_content_pkey' })
  position!: number;

  @Column({ type: 'bytea' })
  salt!: Buffer;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column({ type: 'text' })
  kind!: AuditKind;

  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId!: string | null;

  @Column({ type: 'jsonb' })
  detail!: object;
}
