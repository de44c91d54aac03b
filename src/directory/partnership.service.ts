// The partnership as its members see it: agencies, places and the agreement behind it. Whoever asks
// has been found to be a member before.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Agency, Partnership, PartnershipAgreement, Place } from '../contract/directory.js';
import { DomainError } from '../domain/domain-error.js';
import type { Listener } from '../domain/meeting/audience.js';
import { initialAudience } from '../domain/meeting/initial-audience.js';
import { inSnapshot } from '../platform/database/transaction.js';
import { AgencyRow } from './rows/agency-row.js';
import { PartnershipRow } from './rows/partnership-row.js';
import { PlaceRow } from './rows/place-row.js';

/** A member, as far as what is told depends on who asks. */
type AskingMember = Listener & { partnershipId: string };

@Injectable()
export class PartnershipService {
  constructor(private readonly dataSource: DataSource) {}

  /** The partnership with its agencies, places and newest agreement. Throws `not-found`. */
  read({ partnershipId, ...asker }: AskingMember): Promise<Partnership> {
    return inSnapshot(this.dataSource, async (manager) => {
      const partnership = await manager.findOneBy(PartnershipRow, { id: partnershipId });
      if (!partnership) throw new DomainError('not-found');
      const { id, name, municipality, timeZone, initialAudiences } = partnership;
      return {
        id,
        name,
        municipality,
        timeZone,
        agencies: await readAgencies(manager, id),
        places: await readPlaces(manager, id),
        agreement: await readAgreement(manager, id),
        initialAudience: initialAudience(asker, initialAudiences),
      };
    });
  }
}

async function readAgencies(manager: EntityManager, partnershipId: string): Promise<Agency[]> {
  const rows = await manager.find(AgencyRow, {
    where: { partnershipId },
    order: { position: 'ASC' },
  });
  return rows.map(({ id, name, shortName, abbreviation, kind, retiredAt }) => ({
    id,
    name,
    shortName,
    abbreviation,
    kind,
    isRetired: retiredAt !== null,
  }));
}

async function readPlaces(manager: EntityManager, partnershipId: string): Promise<Place[]> {
  const rows = await manager.find(PlaceRow, {
    where: { partnershipId },
    order: { position: 'ASC' },
  });
  return rows.map(({ id, name, kind, retiredAt }) => ({
    id,
    name,
    kind,
    isRetired: retiredAt !== null,
  }));
}

/** The agreement that began last, signatories in the order of the agencies at the table. */
async function readAgreement(
  manager: EntityManager,
  partnershipId: string,
): Promise<PartnershipAgreement | null> {
  const [agreement] = await manager.query<PartnershipAgreement[]>(
    `SELECT id, title, starts_on::text AS "startsOn", ends_on::text AS "endsOn",
       (SELECT coalesce(json_agg(json_build_object('agencyId', agency.id, 'signedBy', signed_by)
                 ORDER BY position), '[]')
          FROM agreement_signatory
          JOIN agency USING (partnership_id)
         WHERE partnership_id = $1 AND agreement_id = agreement.id AND agency.id = agency_id
       ) AS signatories
       FROM partnership_agreement AS agreement
      WHERE partnership_id = $1
      ORDER BY starts_on DESC, id
      LIMIT 1`,
    [partnershipId],
  );
  return agreement ?? null;
}
