import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ActionTime } from '../../contract/board.js';
import type { ActionState, Effect, Theme } from '../../contract/vocabulary.js';
import { AgencyRow } from '../../directory/rows/agency-row.js';
import { MeetingRow } from './meeting-row.js';
import { PlaceRow } from '../../directory/rows/place-row.js';

@Entity({ name: 'coordinated_action' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'coordinated_action_meeting_fkey',
})
@ForeignKey(() => AgencyRow, ['partnershipId', 'leadingAgencyId'], ['partnershipId', 'id'], {
  name: 'coordinated_action_leading_agency_fkey',
})
@ForeignKey(() => PlaceRow, ['partnershipId', 'placeId'], ['partnershipId', 'id'], {
  name: 'coordinated_action_place_fkey',
})
@ForeignKey(() => MeetingRow, ['partnershipId', 'carriedFromMeetingId'], ['partnershipId', 'id'], {
  name: 'coordinated_action_carried_from_fkey',
})
@ForeignKey(() => MeetingRow, ['partnershipId', 'carriedToMeetingId'], ['partnershipId', 'id'], {
  name: 'coordinated_action_carried_to_fkey',
})
@Check('coordinated_action_time_kind_check', "time_kind IN ('tonight', 'due')")
@Check(
  'coordinated_action_state_check',
  "state IN ('proposed', 'agreed', 'under-way', 'done', 'cancelled')",
)
@Check('coordinated_action_outcome_check', "(state = 'done') = (outcome_effect IS NOT NULL)")
@Index('coordinated_action_carried_from_idx', ['partnershipId', 'carriedFromMeetingId'], {
  where: 'carried_from_meeting_id IS NOT NULL',
})
@Index('coordinated_action_carried_to_idx', ['partnershipId', 'carriedToMeetingId'], {
  where: 'carried_to_meeting_id IS NOT NULL',
})
export class CoordinatedActionRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'coordinated_action_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'coordinated_action_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'coordinated_action_pkey' })
  id!: string;

  @Column({ type: 'text' })
  stream!: string;

  @Column({ name: 'agency_id', type: 'uuid' })
  agencyId!: string;

  @Column({ type: 'text' })
  what!: string;

  @Column({ type: 'text' })
  theme!: Theme;

  @Column({ name: 'place_id', type: 'uuid' })
  placeId!: string;

  @Column({ name: 'time_kind', type: 'text' })
  timeKind!: ActionTime['kind'];

  @Column({ name: 'from_time', type: 'text', nullable: true })
  fromTime!: string | null;

  @Column({ name: 'to_time', type: 'text', nullable: true })
  toTime!: string | null;

  @Column({ name: 'due_on', type: 'date' })
  dueOn!: string;

  @Column({ name: 'leading_agency_id', type: 'uuid' })
  leadingAgencyId!: string;

  @Column({ name: 'supporting_agency_ids', type: 'uuid', array: true })
  supportingAgencyIds!: string[];

  @Column({ type: 'text' })
  state!: ActionState;

  @Column({ name: 'outcome_effect', type: 'text', nullable: true })
  outcomeEffect!: Effect | null;

  @Column({ name: 'outcome_text', type: 'text', nullable: true })
  outcomeText!: string | null;

  @Column({ name: 'cancel_reason', type: 'text', nullable: true })
  cancelReason!: string | null;

  @Column({ name: 'proposed_at', type: 'timestamptz', precision: 3 })
  proposedAt!: Date;

  @Column({ name: 'carried_count', type: 'integer' })
  carriedCount!: number;

  @Column({ name: 'carried_from_meeting_id', type: 'uuid', nullable: true })
  carriedFromMeetingId!: string | null;

  @Column({ name: 'carried_from_action_id', type: 'uuid', nullable: true })
  carriedFromActionId!: string | null;

  @Column({ name: 'carried_from_starts_at', type: 'timestamptz', precision: 3, nullable: true })
  carriedFromStartsAt!: Date | null;

  @Column({ name: 'carried_to_meeting_id', type: 'uuid', nullable: true })
  carriedToMeetingId!: string | null;

  @Column({ name: 'carried_to_action_id', type: 'uuid', nullable: true })
  carriedToActionId!: string | null;

  @Column({ type: 'integer' })
  revision!: number;
}
