import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { Language } from '../../contract/primitives.js';
import type { FeedScope } from '../../contract/vocabulary.js';
import { AgencyRow } from '../../directory/rows/agency-row.js';
import { MembershipRow } from '../../directory/rows/membership-row.js';
import { MeetingSeriesRow } from '../../series/rows/meeting-series-row.js';

/** An address at which a calendar fetches meetings. It goes with the membership of who made it. */
@Entity({ name: 'calendar_feed' })
@Unique('calendar_feed_secret_hash_key', ['secretHash'])
@ForeignKey(() => MembershipRow, ['partnershipId', 'personId'], ['partnershipId', 'personId'], {
  name: 'calendar_feed_membership_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => AgencyRow, ['partnershipId', 'agencyId'], ['partnershipId', 'id'], {
  name: 'calendar_feed_agency_fkey',
})
@ForeignKey(() => MeetingSeriesRow, ['partnershipId', 'seriesId'], ['partnershipId', 'id'], {
  name: 'calendar_feed_series_fkey',
})
@Check('calendar_feed_language_check', "language IN ('sv', 'en')")
@Check(
  'calendar_feed_scope_check',
  "scope IN ('person', 'agency', 'series') AND (scope = 'series') = (series_id IS NOT NULL)",
)
export class CalendarFeedRow {
  @PrimaryColumn({
    name: 'partnership_id',
    type: 'uuid',
    primaryKeyConstraintName: 'calendar_feed_pkey',
  })
  partnershipId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'calendar_feed_pkey' })
  id!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  /** The agency its maker was in; in another it is nobody's. */
  @Column({ name: 'agency_id', type: 'uuid' })
  agencyId!: string;

  @Column({ type: 'text' })
  scope!: FeedScope;

  @Column({ name: 'series_id', type: 'uuid', nullable: true })
  seriesId!: string | null;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash!: Buffer;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3 })
  madeAt!: Date;

  @Column({ name: 'fetched_at', type: 'timestamptz', precision: 3, nullable: true })
  fetchedAt!: Date | null;
}
