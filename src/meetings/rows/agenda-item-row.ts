import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { AgendaItemState } from '../../contract/vocabulary.js';
import { MeetingRow } from './meeting-row.js';

@Entity({ name: 'agenda_item' })
@ForeignKey(() => MeetingRow, ['partnershipId', 'meetingId'], ['partnershipId', 'id'], {
  name: 'agenda_item_meeting_fkey',
})
@Check('agenda_item_state_check', "state IN ('pending', 'current', 'done', 'deferred')")
export class AgendaItemRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agenda_item_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ name: 'meeting_id', type: 'uuid', primaryKeyConstraintName: 'agenda_item_pkey' })
  meetingId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'agenda_item_pkey' })
  id!: string;

  @Column({ type: 'text', default: 'table' })
  stream!: string;

  @Column({ name: 'order_key', type: 'text', collation: 'C' })
  orderKey!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'integer' })
  minutes!: number;

  @Column({ type: 'text' })
  state!: AgendaItemState;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;

  @Column({ type: 'integer' })
  revision!: number;
}
