import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ name: 'presence' })
@Index('presence_process_idx', ['processId'])
export class PresenceRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'presence_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ name: 'meeting_id', type: 'uuid', primaryKeyConstraintName: 'presence_pkey' })
  meetingId!: string;

  @PrimaryColumn({ name: 'connection_id', type: 'text', primaryKeyConstraintName: 'presence_pkey' })
  connectionId!: string;

  @Column({ name: 'process_id', type: 'uuid' })
  processId!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ name: 'agency_id', type: 'uuid' })
  agencyId!: string;

  /** Whether they came by a way that opens what is closed to others than their agency. */
  @Column({ name: 'opens_closed', type: 'boolean', default: false })
  opensClosed!: boolean;

  @Column({ name: 'editing_stream', type: 'text', nullable: true })
  editingStream!: string | null;

  @Column({ name: 'editing_entry_id', type: 'uuid', nullable: true })
  editingEntryId!: string | null;

  @Column({ name: 'seen_at', type: 'timestamptz', precision: 3 })
  seenAt!: Date;
}
