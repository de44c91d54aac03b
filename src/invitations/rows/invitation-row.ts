import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { MailState, Role } from '../../contract/vocabulary.js';
import { AgencyRow } from '../../directory/rows/agency-row.js';
import { PersonRow } from '../../directory/rows/person-row.js';
import { MeetingRow } from '../../meetings/rows/meeting-row.js';

/** Someone who may join and has not yet; taken away when they do, or when it is withdrawn. */
@Entity({ name: 'invitation' })
@Unique('invitation_email_key', ['partnershipId', 'email'])
@Unique('invitation_secret_hash_key', ['secretHash'])
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'invitation_agency_fkey',
})
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'invitation_meeting_fkey',
})
@ForeignKey(() => PersonRow, ['invitedBy'], ['id'], { name: 'invitation_invited_by_fkey' })
@Check('invitation_email_check', 'email = lower(email)')
@Check('invitation_guest_check', '(meeting_id IS NULL) = (guest_until IS NULL)')
@Check('invitation_mail_state_check', "mail_state IN ('waiting', 'sent', 'uncertain', 'failed')")
export class InvitationRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'invitation_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'invitation_pkey' })
  id!: string;

  @Column({ name: 'agency_id', type: 'uuid' })
  agencyId!: string;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  email!: string;

  /** The one meeting that a guest is invited to, and until when they may be there. */
  @Column({ name: 'meeting_id', type: 'uuid', nullable: true })
  meetingId!: string | null;

  @Column({ name: 'guest_until', type: 'timestamptz', precision: 3, nullable: true })
  guestUntil!: Date | null;

  /** How long after the meeting that is, wherever the meeting goes; null when it is an hour of its own. */
  @Column({ name: 'after_meeting_ms', type: 'integer', nullable: true })
  afterMeetingMs!: number | null;

  /** Of the newest link, which is made as its letter leaves; null before. */
  @Column({ name: 'secret_hash', type: 'bytea', nullable: true })
  secretHash!: Buffer | null;

  @Column({ name: 'invited_by', type: 'uuid' })
  invitedBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  /** When the letter is too old; a guest's own hour may end the invitation before. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @Column({ name: 'mail_state', type: 'text' })
  mailState!: MailState;
}

/** From when on its link works no more. */
export function endOfInvitation({
  expiresAt,
  guestUntil,
}: Pick<InvitationRow, 'expiresAt' | 'guestUntil'>): Date {
  return guestUntil && guestUntil < expiresAt ? guestUntil : expiresAt;
}

/** The same of a row called invitation, as SQL. */
export const END_OF_INVITATION = 'least(invitation.expires_at, invitation.guest_until)';
