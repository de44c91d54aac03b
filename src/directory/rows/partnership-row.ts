import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { InitialAudiences } from '../../contract/audience.js';

/** A partnership: the tenant. `rightsVersion` rises with every change of who may see what. */
@Entity({ name: 'partnership' })
@Check(
  'partnership_initial_audiences_check',
  `(initial_audiences ->> 'authority' IN ('table', 'authorities', 'agencies')
    AND initial_audiences ->> 'municipal-service' IN ('table', 'agencies')
    AND initial_audiences ->> 'company' IN ('table', 'agencies')
    AND initial_audiences ->> 'association' IN ('table', 'agencies')) IS TRUE`,
)
export class PartnershipRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'partnership_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  municipality!: string;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ name: 'rights_version', type: 'integer', default: 1 })
  rightsVersion!: number;

  /** By the kind of agency. The server always says which; what was founded without it begins at the table. */
  @Column({
    name: 'initial_audiences',
    type: 'jsonb',
    default: {
      authority: 'table',
      'municipal-service': 'table',
      company: 'table',
      association: 'table',
    },
  })
  initialAudiences!: InitialAudiences;

  /** Rises with each edit of its own facts. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
