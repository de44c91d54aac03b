import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ReportAnswer } from '../../contract/vocabulary.js';
import { AgencyRow } from '../../directory/rows/agency-row.js';
import { MeetingRow } from '../../meetings/rows/meeting-row.js';

/** What an agency says of its report before a meeting; without a row it has said nothing yet. */
@Entity({ name: 'agency_report' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'agency_report_meeting_fkey',
})
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'agency_report_agency_fkey',
})
@Check('agency_report_answer_check', "answer IN ('filed', 'nothing')")
export class AgencyReportRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agency_report_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agency_report_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({
    name: 'agency_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agency_report_pkey',
  })
  agencyId!: string;

  @Column({ type: 'text' })
  answer!: ReportAnswer;

  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3 })
  answeredAt!: Date;
}
