import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A letter of the demonstration, which nobody carries away. Everyone there may read it. */
@Entity({ name: 'outbox_letter' })
@Index('outbox_letter_sent_idx', ['sentAt'])
export class OutboxLetterRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'outbox_letter_pkey' })
  id!: string;

  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3 })
  sentAt!: Date;

  @Column({ type: 'text' })
  receiver!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  text!: string;

  /** What comes with it for the receiver's calendar. */
  @Column({ type: 'text', nullable: true })
  calendar!: string | null;
}
