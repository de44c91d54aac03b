import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { Language } from '../../contract/primitives.js';
import type { LetterTrouble } from '../../contract/vocabulary.js';
import { PersonRow } from '../../directory/rows/person-row.js';
import { MeetingRow } from '../../meetings/rows/meeting-row.js';
import type { StartsTold, Told } from '../told.js';

/**
 * What became of the letter that was last written: it is on its way (`leaving`); it surely has not left yet,
 * and is tried again (`waiting`); it has, or may have; it was given up.
 */
export type LetterState = 'unwritten' | 'leaving' | 'sent' | LetterTrouble;

/** What one person's calendar has been told of one meeting by mail. */
@Entity({ name: 'calendar_letter' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'calendar_letter_meeting_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => PersonRow, ['personId'], ['id'], { name: 'calendar_letter_person_fkey' })
@Unique('calendar_letter_reply_hash_key', ['replyHash'])
@Check('calendar_letter_language_check', "language IN ('sv', 'en')")
@Check('calendar_letter_told_check', '(told IS NULL) = (told_sequence IS NULL)')
@Check(
  'calendar_letter_written_check',
  `(written IS NULL) = (written_sequence IS NULL) AND (written IS NULL) = (written_at IS NULL)
   AND (written IS NULL) = (state = 'unwritten')`,
)
@Check(
  'calendar_letter_state_check',
  "state IN ('unwritten', 'leaving', 'waiting', 'sent', 'failed')",
)
export class CalendarLetterRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'calendar_letter_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'calendar_letter_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({
    name: 'person_id',
    type: 'uuid',
    primaryKeyConstraintName: 'calendar_letter_pkey',
  })
  personId!: string;

  /** Of the last letter; whoever leaves is told in it too. */
  @Column({ type: 'text' })
  language!: Language;

  /** What a letter was last asked for to tell. */
  @Column({ type: 'jsonb', nullable: true })
  asked!: Told | null;

  /** What a letter has told that has left, or may have. */
  @Column({ type: 'jsonb', nullable: true })
  told!: Told | null;

  @Column({ name: 'told_sequence', type: 'integer', nullable: true })
  toldSequence!: number | null;

  /** Whether the mail server has said that it took that letter; then it surely has left. */
  @Column({ name: 'is_told_surely', type: 'boolean', default: true })
  isToldSurely!: boolean;

  /** What the letter tells that was last written. */
  @Column({ type: 'jsonb', nullable: true })
  written!: Told | null;

  @Column({ name: 'written_sequence', type: 'integer', nullable: true })
  writtenSequence!: number | null;

  @Column({ name: 'written_at', type: 'timestamptz', precision: 3, nullable: true })
  writtenAt!: Date | null;

  /** When the meeting started by each letter, in milliseconds, by its number: what answers to it are about. */
  @Column({ name: 'starts_told', type: 'jsonb', default: {} })
  startsTold!: StartsTold;

  @Column({ type: 'text' })
  state!: LetterState;

  /** Of the address that an answer goes to; null where none are received. */
  @Column({ name: 'reply_hash', type: 'bytea', nullable: true })
  replyHash!: Buffer | null;
}
