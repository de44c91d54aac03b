import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { CoordinatedActionRow } from './coordinated-action-row.js';

@Entity({ name: 'action_link' })
@Unique('action_link_ends_key', ['partnershipId', 'meetingId', 'noteId', 'actionId'])
@ForeignKey(
  () => CoordinatedActionRow,
  ['partnershipId', 'meetingId', 'actionId'],
  ['partnershipId', 'meetingId', 'id'],
  { name: 'action_link_action_fkey' },
)
export class ActionLinkRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'action_link_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ name: 'meeting_id', type: 'uuid', primaryKeyConstraintName: 'action_link_pkey' })
  meetingId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'action_link_pkey' })
  id!: string;

  @Column({ type: 'text' })
  stream!: string;

  @Column({ name: 'note_meeting_id', type: 'uuid' })
  noteMeetingId!: string;

  @Column({ name: 'note_id', type: 'uuid' })
  noteId!: string;

  @Column({ name: 'action_id', type: 'uuid' })
  actionId!: string;

  @Column({ type: 'integer' })
  revision!: number;
}
