import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Change, EventType } from '../../contract/events.js';
import { MeetingRow } from './meeting-row.js';

@Entity({ name: 'meeting_event' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'meeting_event_meeting_fkey',
})
@Check('meeting_event_revision_check', 'revision > 0')
export class MeetingEventRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'meeting_event_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'meeting_event_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'meeting_event_pkey' })
  stream!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'meeting_event_pkey' })
  revision!: number;

  @Column({ type: 'text' })
  type!: EventType;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column({ name: 'by_agency_id', type: 'uuid', nullable: true })
  byAgencyId!: string | null;

  @Column({ name: 'by_person_id', type: 'uuid', nullable: true })
  byPersonId!: string | null;

  @Column({ name: 'rights_version', type: 'integer' })
  rightsVersion!: number;

  @Column({ type: 'jsonb' })
  changes!: Change[];
}
