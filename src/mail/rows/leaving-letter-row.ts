import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A letter that is being given to the mail server, by its job; what it is about stands there alone. */
@Entity({ name: 'leaving_letter' })
export class LeavingLetterRow {
  @PrimaryColumn({
    name: 'job_id',
    type: 'bigint',
    primaryKeyConstraintName: 'leaving_letter_pkey',
  })
  jobId!: string;

  /** What became of it is noted where it was asked for. */
  @Column({ name: 'has_ended', type: 'boolean', default: false })
  hasEnded!: boolean;
}
