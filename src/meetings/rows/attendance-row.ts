import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { AttendanceState } from '../../contract/vocabulary.js';
import { AgencyRow } from '../../directory/rows/agency-row.js';
import { MeetingRow } from './meeting-row.js';

@Entity({ name: 'attendance' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'attendance_meeting_fkey',
})
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'attendance_agency_fkey',
})
@Check('attendance_state_check', "state IN ('present', 'remote', 'reported', 'absent')")
export class AttendanceRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'attendance_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ name: 'meeting_id', type: 'uuid', primaryKeyConstraintName: 'attendance_pkey' })
  meetingId!: string;

  @PrimaryColumn({ name: 'agency_id', type: 'uuid', primaryKeyConstraintName: 'attendance_pkey' })
  agencyId!: string;

  @Column({ type: 'text' })
  state!: AttendanceState;

  @Column({ type: 'integer' })
  revision!: number;
}
