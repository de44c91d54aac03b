import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SignInMethod } from '../../contract/vocabulary.js';
import { PersonRow } from '../../directory/rows/person-row.js';
import { PasskeyRow } from './passkey-row.js';

/** A signed-in browser; the secret itself is only in its cookie. */
@Entity({ name: 'session' })
@Unique('session_secret_hash_key', ['secretHash'])
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'session_person_fkey' })
@Check('session_method_check', "method IN ('link', 'oidc', 'demo', 'invitation', 'passkey')")
@ForeignKey(() => PasskeyRow, ['passkeyId'], ['id'], { name: 'session_passkey_fkey' })
@Index('session_passkey_idx', ['passkeyId'])
export class SessionRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'session_pkey' })
  id!: string;

  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash!: Buffer;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ type: 'text' })
  method!: SignInMethod;

  /** The passkey it was begun with, if it was. */
  @Column({ name: 'passkey_id', type: 'uuid', nullable: true })
  passkeyId!: string | null;

  /** The partnerships that this sign-in vouches for; null when it is good for all of the person's. */
  @Column({ name: 'partnership_ids', type: 'uuid', array: true, nullable: true })
  partnershipIds!: string[] | null;

  /** What the device is known by; null for what it did not say. */
  @Column({ type: 'text', nullable: true })
  browser!: string | null;

  @Column({ type: 'text', nullable: true })
  system!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'seen_at', type: 'timestamptz', precision: 3 })
  seenAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
