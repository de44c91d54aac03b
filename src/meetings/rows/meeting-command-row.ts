import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { MeetingRow } from './meeting-row.js';

@Entity({ name: 'meeting_command' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'meeting_command_meeting_fkey',
})
export class MeetingCommandRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'meeting_command_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'meeting_command_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({
    name: 'command_id',
    type: 'uuid',
    primaryKeyConstraintName: 'meeting_command_pkey',
  })
  commandId!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ type: 'text' })
  fingerprint!: string;

  @Column({ name: 'entry_id', type: 'uuid', nullable: true })
  entryId!: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;
}
