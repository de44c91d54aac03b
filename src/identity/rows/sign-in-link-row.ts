import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { SignInMethod } from '../../contract/vocabulary.js';
import { PersonRow } from '../../directory/rows/person-row.js';

/** A link that signs in once; the secret itself is only in the link. */
@Entity({ name: 'sign_in_link' })
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'sign_in_link_person_fkey' })
@Check('sign_in_link_method_check', "method IN ('link', 'invitation')")
export class SignInLinkRow {
  @PrimaryColumn({
    name: 'secret_hash',
    type: 'bytea',
    primaryKeyConstraintName: 'sign_in_link_pkey',
  })
  secretHash!: Buffer;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  /** How a session that it begins was begun; an invitation when someone here vouches for the person. */
  @Column({ type: 'text' })
  method!: Extract<SignInMethod, 'link' | 'invitation'>;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
