import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { PersonRow } from '../../directory/rows/person-row.js';

/** Whom a provider's subject has been found to be, once; addresses no longer count after that. */
@Entity({ name: 'person_identity' })
@Unique('person_identity_person_key', ['issuer', 'personId'])
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'person_identity_person_fkey' })
export class PersonIdentityRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'person_identity_pkey' })
  issuer!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'person_identity_pkey' })
  subject!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ name: 'linked_at', type: 'timestamptz', precision: 3 })
  linkedAt!: Date;
}
