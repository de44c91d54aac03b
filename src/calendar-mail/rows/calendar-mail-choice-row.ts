import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Language } from '../../contract/primitives.js';
import { MembershipRow } from '../../directory/rows/membership-row.js';

/** Whether someone wants meetings by mail; whoever has not chosen does, in Swedish. */
@Entity({ name: 'calendar_mail_choice' })
@ForeignKey(() => MembershipRow, ['partnershipId', 'personId'], ['partnershipId', 'personId'], {
  name: 'calendar_mail_choice_membership_fkey',
  onDelete: 'CASCADE',
})
@Check('calendar_mail_choice_language_check', "language IN ('sv', 'en')")
export class CalendarMailChoiceRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'calendar_mail_choice_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'person_id',
    type: 'uuid',
    primaryKeyConstraintName: 'calendar_mail_choice_pkey',
  })
  personId!: string;

  @Column({ name: 'is_wanted', type: 'boolean' })
  isWanted!: boolean;

  @Column({ type: 'text' })
  language!: Language;
}
