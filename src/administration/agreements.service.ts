// What the agencies have signed, and for how long. Agreements follow one another; each stays.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AdministeredAgreement, AgreementEdit } from '../contract/administration.js';
import { AgreementSignatoryRow } from '../directory/rows/agreement-signatory-row.js';
import { PartnershipAgreementRow } from '../directory/rows/partnership-agreement-row.js';
import { assertBasedOn } from '../domain/based-on.js';
import { DomainError } from '../domain/domain-error.js';
import { refuseTexts } from '../domain/person-guard/refuse-person-data.js';
import { violatedConstraint } from '../platform/database/database-errors.js';
import { newId } from '../platform/ids.js';
import { DirectoryChanges, type Asker } from './directory-changes.js';
import { only, readAgreements, type Key } from './directory-reading.js';

/** A hundred years of agreements of two years each. */
const MOST_AGREEMENTS = 50;

@Injectable()
export class AgreementsService {
  constructor(private readonly changes: DirectoryChanges) {}

  add(asker: Asker, written: AgreementEdit): Promise<AdministeredAgreement> {
    const { partnershipId } = asker;
    const { signatories, ...agreement } = written;
    refusePersonIn(written, asker);
    return this.changes.make(asker, async (manager) => {
      const count = await manager.countBy(PartnershipAgreementRow, { partnershipId });
      if (count >= MOST_AGREEMENTS) throw new DomainError('limit-reached');
      const key = { partnershipId, id: newId() };
      await manager.insert(PartnershipAgreementRow, { ...key, ...agreement });
      await sign(manager, key, signatories);
      return only(await readAgreements(manager, key));
    });
  }

  edit(
    asker: Asker,
    agreementId: string,
    basedOn: number,
    written: AgreementEdit,
  ): Promise<AdministeredAgreement> {
    const { signatories, ...agreement } = written;
    refusePersonIn(written, asker);
    return this.changes.make(asker, async (manager) => {
      const key = { partnershipId: asker.partnershipId, id: agreementId };
      const before = only(await readAgreements(manager, key));
      assertBasedOn(before, basedOn);
      const version = before.version + 1;
      await manager.update(PartnershipAgreementRow, key, { ...agreement, version });
      await manager.delete(AgreementSignatoryRow, {
        partnershipId: key.partnershipId,
        agreementId,
      });
      await sign(manager, key, signatories);
      return only(await readAgreements(manager, key));
    });
  }
}

/** Who has signed is told by name and office; everyone who looks after the partnership reads it. */
function refusePersonIn({ title, signatories }: AgreementEdit, { agencyKind }: Asker): void {
  const texts = [
    { path: 'title', text: title },
    ...signatories.map(({ signedBy }, index) => ({
      path: `signatories.${index}.signedBy`,
      text: signedBy,
    })),
  ];
  refuseTexts(texts, { what: 'agreement', actor: { agencyKind } });
}

async function sign(
  manager: EntityManager,
  { partnershipId, id: agreementId }: Key,
  signatories: AgreementEdit['signatories'],
): Promise<void> {
  const rows = signatories.map((one) => ({ partnershipId, agreementId, ...one }));
  if (rows.length === 0) return;
  try {
    await manager.insert(AgreementSignatoryRow, rows);
  } catch (error) {
    if (violatedConstraint(error) === 'agreement_signatory_agency_fkey')
      throw new DomainError('unknown-reference', 'An agency is not in the partnership.');
    throw error;
  }
}
