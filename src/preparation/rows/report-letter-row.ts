import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Outcome } from '../../mail/mail.service.js';
import type { ReportLetterKind } from '../../contract/vocabulary.js';
import { MembershipRow } from '../../directory/rows/membership-row.js';
import { MeetingRow } from '../../meetings/rows/meeting-row.js';

/** That a letter about the report before a meeting was asked for: one of each kind for each person. */
@Entity({ name: 'report_letter' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'report_letter_meeting_fkey',
})
@ForeignKey(() => MembershipRow, ['partnershipId', 'personId'], ['partnershipId', 'personId'], {
  name: 'report_letter_membership_fkey',
  onDelete: 'CASCADE',
})
@Check('report_letter_kind_check', "kind IN ('request', 'reminder')")
@Check(
  'report_letter_state_check',
  "state IN ('waiting', 'postponed', 'sent', 'uncertain', 'failed')",
)
@Index('report_letter_person_idx', ['partnershipId', 'personId'])
export class ReportLetterRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'report_letter_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'report_letter_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({
    name: 'person_id',
    type: 'uuid',
    primaryKeyConstraintName: 'report_letter_pkey',
  })
  personId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'report_letter_pkey' })
  kind!: ReportLetterKind;

  /** When it left; until then, when it was asked for. */
  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3 })
  askedAt!: Date;

  /** What became of it. */
  @Column({ type: 'text', default: 'sent' })
  state!: 'waiting' | 'postponed' | Outcome;

  /** Which start of the meeting it was asked for; null for the one that it has. */
  @Column({ name: 'for_start', type: 'timestamptz', precision: 3, nullable: true })
  forStart!: Date | null;
}
