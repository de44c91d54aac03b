import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MembershipRow } from './membership-row.js';

/** Narrows a membership to one meeting and ends it at an hour. */
@Entity({ name: 'guest_pass' })
@ForeignKey(() => MembershipRow, ['partnershipId', 'personId'], ['partnershipId', 'personId'], {
  name: 'guest_pass_membership_fkey',
  onDelete: 'CASCADE',
})
// By its name: meetings are built on the directory, and not the other way round.
@ForeignKey('MeetingRow', ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'guest_pass_meeting_fkey',
})
@Index('guest_pass_ends_idx', ['endsAt'])
export class GuestPassRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'guest_pass_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'guest_pass_pkey' })
  personId!: string;

  @Column({ name: 'meeting_id', type: 'uuid' })
  meetingId!: string;

  @Column({ name: 'ends_at', type: 'timestamptz', precision: 3 })
  endsAt!: Date;

  /** How long after the meeting that is, wherever the meeting goes; null when it is an hour of its own. */
  @Column({ name: 'after_meeting_ms', type: 'integer', nullable: true })
  afterMeetingMs!: number | null;
}
