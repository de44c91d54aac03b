import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Attempts to sign in from one address, written by the limiter alone and cleared within minutes once it is over. */
@Entity({ name: 'attempt_count' })
export class AttemptCountRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'attempt_count_pkey' })
  key!: string;

  @Column({ type: 'integer' })
  points!: number;

  /** Milliseconds since 1970. */
  @Column({ type: 'bigint', nullable: true })
  expire!: string | null;
}
