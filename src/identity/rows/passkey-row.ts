import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SignInMethod } from '../../contract/vocabulary.js';
import { PersonRow } from '../../directory/rows/person-row.js';

/** A key that only the person's device holds; here is the half that everyone may know. */
@Entity({ name: 'passkey' })
@Unique('passkey_credential_key', ['credentialId'])
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'passkey_person_fkey' })
@Check('passkey_made_by_check', "made_by IN ('oidc', 'demo', 'invitation')")
@Index('passkey_person_idx', ['personId'])
export class PasskeyRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'passkey_pkey' })
  id!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ name: 'credential_id', type: 'bytea' })
  credentialId!: Buffer;

  @Column({ name: 'public_key', type: 'bytea' })
  publicKey!: Buffer;

  /** How often the device says it has been used; always 0 where passkeys are shared between devices. */
  @Column({ type: 'bigint' })
  counter!: string;

  /** As far as the session reached that made it; null when that was good for all partnerships. */
  @Column({ name: 'partnership_ids', type: 'uuid', array: true, nullable: true })
  partnershipIds!: string[] | null;

  /** Whose word it goes back to, over however many other passkeys. */
  @Column({ name: 'made_by', type: 'text' })
  madeBy!: Extract<SignInMethod, 'oidc' | 'demo' | 'invitation'>;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3 })
  madeAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', precision: 3, nullable: true })
  usedAt!: Date | null;
}
