import { DataSource } from 'typeorm';
import { PartnershipSetUp } from '../../src/directory/partnership-set-up.js';
import { storePartnership, type StoredPartnership } from '../../src/directory/store-partnership.js';
import { entities } from '../../src/entities.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { TestDatabase } from '../support/test-database.js';

/** Three agencies of different kinds, two places, one person each; `kommun` is any word. */
export function smallPartnership(kommun: string): PartnershipSetUp {
  const at = kommun.toLowerCase().replaceAll('ä', 'a');
  return PartnershipSetUp.parse({
    name: `Samverkan ${kommun}`,
    municipality: kommun,
    timeZone: 'Europe/Stockholm',
    agencies: [
      { name: `${kommun}s kommun`, shortName: 'Kommunen', abbreviation: 'KO', kind: 'authority' },
      { name: 'Polisen', shortName: 'Polisen', abbreviation: 'PO', kind: 'authority' },
      { name: 'Väktarna', shortName: 'Väktarna', abbreviation: 'VÄ', kind: 'company' },
    ],
    places: [
      { name: 'Torget', kind: 'area' },
      { name: 'Stationen', kind: 'station' },
    ],
    agreement: {
      title: 'Samverkansöverenskommelse',
      startsOn: '2026-01-01',
      endsOn: '2027-12-31',
      signatories: [
        { agency: 'Polisen', signedBy: 'Lokalpolisområdeschefen' },
        { agency: `${kommun}s kommun`, signedBy: 'Kommundirektören' },
      ],
    },
    people: [
      {
        name: 'Samordnare',
        email: `samordnare@${at}.example`,
        agency: `${kommun}s kommun`,
        role: 'coordinator',
      },
      { name: 'Väktare', email: `vakt@${at}.example`, agency: 'Väktarna', role: 'attendee' },
    ],
  });
}

/** Runs work on a data source of its own, as a program beside the server would. */
export async function withDataSource<Result>(
  database: TestDatabase,
  work: (dataSource: DataSource) => Promise<Result>,
): Promise<Result> {
  const dataSource = await new DataSource(
    dataSourceOptions({ url: database.url, poolSize: 2, entities }),
  ).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

export function storedPartnership(
  database: TestDatabase,
  kommun: string,
): Promise<StoredPartnership> {
  return withDataSource(database, (dataSource) =>
    inTransaction(dataSource, (manager) => storePartnership(manager, smallPartnership(kommun))),
  );
}
