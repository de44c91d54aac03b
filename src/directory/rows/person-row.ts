import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Someone who can sign in. Nothing else is known of them. */
@Entity({ name: 'person' })
@Unique('person_email_key', ['email'])
@Check('person_email_check', 'email = lower(email)')
export class PersonRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'person_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  email!: string;
}
