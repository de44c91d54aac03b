import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type {
  Confidence,
  HandoverReceiver,
  Level,
  SourceKind,
  Theme,
  Trend,
} from '../../contract/vocabulary.js';
import { AgencyRow } from '../../directory/rows/agency-row.js';
import { MeetingRow } from './meeting-row.js';
import { PlaceRow } from '../../directory/rows/place-row.js';

@Entity({ name: 'situation_note' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'situation_note_meeting_fkey',
})
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'situation_note_agency_fkey',
})
@ForeignKey(() => PlaceRow, ['partnershipId', 'placeId'], ['partnershipId', 'id'], {
  name: 'situation_note_place_fkey',
})
@Check('situation_note_level_check', "level IN ('green', 'yellow', 'orange', 'red')")
@Check(
  'situation_note_handed_over_to_check',
  "handed_over_to IN ('sspf', 'report-of-concern', 'police')",
)
@Check(
  'situation_note_handover_check',
  'num_nulls(handed_over_to, handed_over_at, handover_has_feedback) IN (0, 3)',
)
export class SituationNoteRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'situation_note_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'situation_note_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'situation_note_pkey' })
  id!: string;

  @Column({ type: 'text' })
  stream!: string;

  @Column({ name: 'agency_id', type: 'uuid' })
  agencyId!: string;

  @Column({ name: 'recorded_by_agency_id', type: 'uuid' })
  recordedByAgencyId!: string;

  @Column({ type: 'text' })
  theme!: Theme;

  @Column({ name: 'place_id', type: 'uuid' })
  placeId!: string;

  @Column({ type: 'smallint', array: true })
  weekdays!: number[];

  @Column({ name: 'from_time', type: 'text', nullable: true })
  fromTime!: string | null;

  @Column({ name: 'to_time', type: 'text', nullable: true })
  toTime!: string | null;

  @Column({ type: 'text' })
  level!: Level;

  @Column({ type: 'text' })
  trend!: Trend;

  @Column({ name: 'source_kind', type: 'text' })
  sourceKind!: SourceKind;

  @Column({ type: 'text' })
  confidence!: Confidence;

  @Column({ type: 'text' })
  text!: string;

  @Column({ name: 'handed_over_to', type: 'text', nullable: true })
  handedOverTo!: HandoverReceiver | null;

  @Column({ name: 'handed_over_at', type: 'timestamptz', precision: 3, nullable: true })
  handedOverAt!: Date | null;

  @Column({ name: 'handover_has_feedback', type: 'boolean', nullable: true })
  handoverHasFeedback!: boolean | null;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt!: Date;

  @Column({ type: 'integer' })
  revision!: number;
}
