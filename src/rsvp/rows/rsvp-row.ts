import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { RsvpAnswer } from '../../contract/vocabulary.js';
import { MembershipRow } from '../../directory/rows/membership-row.js';
import { MeetingRow } from '../../meetings/rows/meeting-row.js';

/** Whether a person comes to a meeting, as they have said beforehand. */
@Entity({ name: 'rsvp' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'rsvp_meeting_fkey',
})
@ForeignKey(() => MembershipRow, ['partnershipId', 'personId'], ['partnershipId', 'personId'], {
  name: 'rsvp_membership_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => MembershipRow, ['partnershipId', 'deputyId'], ['partnershipId', 'personId'], {
  name: 'rsvp_deputy_fkey',
  onDelete: 'CASCADE',
})
@Check('rsvp_answer_check', "answer IN ('comes', 'declines', 'sends-deputy')")
@Check(
  'rsvp_deputy_check',
  "(answer = 'sends-deputy') = (deputy_id IS NOT NULL) AND deputy_id <> person_id",
)
@Index('rsvp_person_idx', ['partnershipId', 'personId'])
@Index('rsvp_deputy_idx', ['partnershipId', 'deputyId'])
export class RsvpRow {
  @PrimaryColumn({ name: 'partnership_id', type: 'uuid', primaryKeyConstraintName: 'rsvp_pkey' })
  partnershipId!: string;

  @PrimaryColumn({ name: 'meeting_id', type: 'uuid', primaryKeyConstraintName: 'rsvp_pkey' })
  meetingId!: string;

  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'rsvp_pkey' })
  personId!: string;

  @Column({ type: 'text' })
  answer!: RsvpAnswer;

  /** Who comes in their place, if they have named someone. */
  @Column({ name: 'deputy_id', type: 'uuid', nullable: true })
  deputyId!: string | null;

  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3 })
  answeredAt!: Date;

  /** The start that the meeting had as it was given; null from the version before, which did not note it. */
  @Column({ name: 'for_start', type: 'timestamptz', precision: 3, nullable: true })
  forStart!: Date | null;
}
