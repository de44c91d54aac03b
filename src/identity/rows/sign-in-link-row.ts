import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PersonRow } from '../../directory/rows/person-row.js';

/** A link that signs in once; the secret itself is only in the link. */
@Entity({ name: 'sign_in_link' })
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'sign_in_link_person_fkey' })
export class SignInLinkRow {
  @PrimaryColumn({
    name: 'secret_hash',
    type: 'bytea',
    primaryKeyConstraintName: 'sign_in_link_pkey',
  })
  secretHash!: Buffer;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
