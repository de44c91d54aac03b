// The partnership itself: read whole by those who look after it, changed, and founded from nothing.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type {
  Directory,
  NewPartnership,
  PartnershipEdit,
  PartnershipFacts,
} from '../contract/administration.js';
import type { InitialAudiences } from '../contract/audience.js';
import type { AgencyKind, Role } from '../contract/vocabulary.js';
import { AgencyRow } from '../directory/rows/agency-row.js';
import { MembershipRow } from '../directory/rows/membership-row.js';
import { PartnershipRow } from '../directory/rows/partnership-row.js';
import { assertBasedOn } from '../domain/based-on.js';
import { DomainError } from '../domain/domain-error.js';
import { usualInitialAudiences } from '../domain/meeting/initial-audience.js';
import { mayAdminister } from '../domain/meeting/roles.js';
import { refuseTexts } from '../domain/person-guard/refuse-person-data.js';
import type { FreeText } from '../domain/person-guard/screen.js';
import type { SignedIn } from '../identity/session.service.js';
import { letsOthersIn } from '../identity/sign-in-strength.js';
import type { Config } from '../platform/config.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/platform.module.js';
import { DirectoryChanges, type Asker } from './directory-changes.js';
import { namesOf } from './directory-rules.js';
import {
  only,
  readAgencies,
  readAgreements,
  readFacts,
  readPeople,
  readPlaces,
} from './directory-reading.js';

/** Nobody looks after more; it keeps one account from filling the installation. */
const MOST_OF_ONE_PERSON = 50;

interface Membership {
  partnershipId: string;
  agencyId: string;
  role: Role;
}

@Injectable()
export class PartnershipsService {
  constructor(
    private readonly changes: DirectoryChanges,
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  read(asker: Asker): Promise<Directory> {
    const { partnershipId } = asker;
    return this.changes.read(asker, async (manager) => ({
      partnership: only(await readFacts(manager, { id: partnershipId })),
      agreements: await readAgreements(manager, { partnershipId }),
      agencies: await readAgencies(manager, { partnershipId }),
      people: await readPeople(manager, { partnershipId }),
      places: await readPlaces(manager, { partnershipId }),
      providers: this.config.OIDC_PROVIDERS.map(({ issuer, label, agencyClaim: claim }) => ({
        issuer,
        label,
        claim,
      })),
    }));
  }

  edit(asker: Asker, basedOn: number, edit: PartnershipEdit): Promise<PartnershipFacts> {
    refusePersonIn(edit, asker.agencyKind);
    return this.change(asker, basedOn, edit);
  }

  /** Whom new entries reach at first; it takes effect where one begins to write from then on. */
  setInitialAudiences(
    asker: Asker,
    basedOn: number,
    initialAudiences: InitialAudiences,
  ): Promise<PartnershipFacts> {
    return this.change(asker, basedOn, { initialAudiences });
  }

  private change(
    asker: Asker,
    basedOn: number,
    changed: Partial<PartnershipRow>,
  ): Promise<PartnershipFacts> {
    const key = { id: asker.partnershipId };
    return this.changes.make(asker, async (manager) => {
      const before = only(await readFacts(manager, key));
      assertBasedOn(before, basedOn);
      await manager.update(PartnershipRow, key, { ...changed, version: before.version + 1 });
      return only(await readFacts(manager, key));
    });
  }

  /**
   * Founds a partnership: for someone who looks after one already, and with nobody in it but them.
   * How a provider knows their agency goes along, or a session of that provider's would not reach it.
   */
  found(signedIn: SignedIn, { agency, ...partnership }: NewPartnership): Promise<PartnershipFacts> {
    const { personId } = signedIn;
    refusePersonIn(partnership, agency.kind, namesOf(agency, 'agency.'));
    return inTransaction(this.dataSource, async (manager) => {
      const own = await readMemberships(manager, signedIn);
      const administered = own.filter(({ role }) => mayAdminister(role));
      if (administered.length === 0) throw new DomainError('not-found');
      if (!letsOthersIn[signedIn.method]) throw new DomainError('sign-in-too-weak');
      if (own.length >= MOST_OF_ONE_PERSON) throw new DomainError('limit-reached');

      const id = newId();
      const agencyId = newId();
      const initialAudiences = usualInitialAudiences;
      await manager.insert(PartnershipRow, { id, ...partnership, initialAudiences });
      await manager.insert(AgencyRow, { partnershipId: id, id: agencyId, ...agency, position: 0 });
      await manager.insert(MembershipRow, {
        partnershipId: id,
        personId,
        agencyId,
        role: 'coordinator',
      });
      if (signedIn.partnershipIds !== null)
        await letIn(manager, signedIn, { partnershipId: id, agencyId }, administered);
      await this.audit.record(manager, {
        partnershipIds: [id],
        kind: 'partnership.set-up',
        personId,
        detail: { agencyId },
      });
      return only(await readFacts(manager, { id }));
    });
  }
}

/** The memberships that this sign-in opens. */
function readMemberships(
  manager: EntityManager,
  { personId, partnershipIds }: SignedIn,
): Promise<Membership[]> {
  return manager.query(
    `SELECT partnership_id AS "partnershipId", agency_id AS "agencyId", role FROM membership
     WHERE person_id = $1 AND ($2::uuid[] IS NULL OR partnership_id = ANY ($2))`,
    [personId, partnershipIds],
  );
}

/** What has vouched for the founder elsewhere does so here: for this very session, and for those to come. */
async function letIn(
  manager: EntityManager,
  { id: sessionId, personId }: SignedIn,
  { partnershipId, agencyId }: Omit<Membership, 'role'>,
  administered: readonly Membership[],
): Promise<void> {
  await manager.query(
    `INSERT INTO agency_binding (partnership_id, issuer, claim_value, agency_id)
     SELECT DISTINCT $1::uuid, issuer, claim_value, $2::uuid FROM agency_binding
     JOIN unnest($3::uuid[], $4::uuid[]) AS own (partnership_id, agency_id)
       USING (partnership_id, agency_id)`,
    [
      partnershipId,
      agencyId,
      administered.map((one) => one.partnershipId),
      administered.map((one) => one.agencyId),
    ],
  );
  await manager.query(
    `UPDATE passkey SET partnership_ids = partnership_ids || $2::uuid
     WHERE person_id = $1 AND partnership_ids && $3::uuid[]`,
    [personId, partnershipId, administered.map((one) => one.partnershipId)],
  );
  await manager.query(
    'UPDATE session SET partnership_ids = partnership_ids || $2::uuid WHERE id = $1',
    [sessionId, partnershipId],
  );
}

/** What a partnership is called stands on every board, and in letters. */
function refusePersonIn(
  { name, municipality }: PartnershipEdit,
  agencyKind: AgencyKind,
  others: readonly FreeText[] = [],
): void {
  const texts = [
    { path: 'name', text: name },
    { path: 'municipality', text: municipality },
    ...others,
  ];
  refuseTexts(texts, { what: 'partnership', actor: { agencyKind } });
}
