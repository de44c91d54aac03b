import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ActionState, Theme } from '../../contract/vocabulary.js';

const inOrder = ['stream', 'state', 'dueOn', 'actionId'];

/** One way to find an action that lives here; kept by triggers on the actions (migration 44). */
@Entity({ name: 'follow_up_entry' })
@Index('follow_up_entry_due_idx', ['partnershipId', 'involvedId', ...inOrder])
@Index('follow_up_entry_place_idx', ['partnershipId', 'involvedId', 'placeId', ...inOrder])
@Index('follow_up_entry_theme_idx', ['partnershipId', 'involvedId', 'theme', ...inOrder])
@Index('follow_up_entry_place_theme_idx', [
  'partnershipId',
  'involvedId',
  'placeId',
  'theme',
  ...inOrder,
])
export class FollowUpEntryRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'follow_up_entry_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({
    name: 'meeting_id',
    type: 'uuid',
    primaryKeyConstraintName: 'follow_up_entry_pkey',
  })
  meetingId!: string;

  @PrimaryColumn({
    name: 'action_id',
    type: 'uuid',
    primaryKeyConstraintName: 'follow_up_entry_pkey',
  })
  actionId!: string;

  /** An agency that leads or supports; the partnership itself stands for everybody. */
  @PrimaryColumn({
    name: 'involved_id',
    type: 'uuid',
    primaryKeyConstraintName: 'follow_up_entry_pkey',
  })
  involvedId!: string;

  @Column({ type: 'text' })
  stream!: string;

  @Column({ type: 'text' })
  state!: ActionState;

  @Column({ name: 'place_id', type: 'uuid' })
  placeId!: string;

  @Column({ type: 'text' })
  theme!: Theme;

  @Column({ name: 'due_on', type: 'date' })
  dueOn!: string;
}
