import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { PersonRow } from '../../directory/rows/person-row.js';

/** A signed-in browser; the secret itself is only in its cookie. */
@Entity({ name: 'session' })
@Unique('session_secret_hash_key', ['secretHash'])
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'session_person_fkey' })
@Index('session_expires_idx', ['expiresAt'])
export class SessionRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'session_pkey' })
  id!: string;

  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash!: Buffer;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'seen_at', type: 'timestamptz', precision: 3 })
  seenAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
