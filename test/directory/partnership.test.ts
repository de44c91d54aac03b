import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Partnership } from '../../src/contract/directory.js';
import { DirectoryService, raiseRightsVersion } from '../../src/directory/directory.service.js';
import { PartnershipService } from '../../src/directory/partnership.service.js';
import { PartnershipSetUp } from '../../src/directory/partnership-set-up.js';
import { storePartnership, type StoredPartnership } from '../../src/directory/store-partnership.js';
import { entities } from '../../src/entities.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { Pipeline } from '../../src/platform/database/pipeline.js';
import { SystemClock } from '../../src/platform/clock.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { smallPartnership, storedPartnership } from './stored-partnership.js';

describe('the directory', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let stored: StoredPartnership;

  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storedPartnership(database, 'Nynäshamn');
    dataSource = await new DataSource(
      dataSourceOptions({ url: database.url, poolSize: 4, entities }),
    ).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('gives a partnership as it was set up, in the same order', async () => {
    const police = {
      agencyId: stored.agencyIds.get('Polisen') ?? '',
      agencyKind: 'authority' as const,
      opensClosed: true,
    };
    const read = (partnershipId: string) =>
      new PartnershipService(dataSource).read({ partnershipId, ...police });
    const partnership = await read(stored.partnershipId);
    expect(Partnership.parse(partnership)).toEqual(partnership);
    expect(partnership.agencies.map((agency) => agency.shortName)).toEqual([
      'Kommunen',
      'Polisen',
      'Väktarna',
    ]);
    expect(partnership.places.map((place) => place.name)).toEqual(['Torget', 'Stationen']);
    expect(partnership.agreement).toMatchObject({
      startsOn: '2026-01-01',
      endsOn: '2027-12-31',
      signatories: [
        { agencyId: stored.agencyIds.get('Nynäshamns kommun'), signedBy: 'Kommundirektören' },
        { agencyId: stored.agencyIds.get('Polisen'), signedBy: 'Lokalpolisområdeschefen' },
      ],
    });
    expect(partnership.initialAudience).toEqual({ kind: 'authorities' });
    await expect(read(crypto.randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps what decisions look up for as long as the rights have the same version', async () => {
    const directory = new DirectoryService(dataSource, new SystemClock());
    const current = () => directory.current(dataSource.manager, stored.partnershipId);
    const first = await current();
    expect(first.agencies.get(stored.agencyIds.get('Väktarna') ?? '')).toEqual({
      kind: 'company',
      isRetired: false,
    });
    expect([...first.places.keys()].sort()).toEqual([...stored.placeIds.values()].sort());
    expect(await current()).toBe(first);
    await inTransaction(dataSource, (manager) => raiseRightsVersion(manager, stored.partnershipId));
    const second = await current();
    expect(second).not.toBe(first);
    expect(second.rightsVersion).toBe(first.rightsVersion + 1);
  });

  it('holds the rights still until a transaction that depends on them has ended', async () => {
    const directory = new DirectoryService(dataSource, new SystemClock());
    const order: string[] = [];
    let raised: Promise<void> | undefined;
    await inTransaction(dataSource, async (manager) => {
      await directory.hold(await Pipeline.of(manager), stored.partnershipId);
      raised = inTransaction(dataSource, (other) =>
        raiseRightsVersion(other, stored.partnershipId),
      ).then(() => void order.push('rights changed'));
      await new Promise((resolve) => setTimeout(resolve, 150));
      order.push('written');
    });
    await raised;
    expect(order).toEqual(['written', 'rights changed']);
  });

  it('knows a person who serves two partnerships as one', async () => {
    const shared = smallPartnership('Haninge');
    const person = smallPartnership('Nynäshamn').people[1];
    if (!person) throw new Error('The set-up has two people.');
    await inTransaction(dataSource, (manager) =>
      storePartnership(manager, {
        ...shared,
        people: [...shared.people, { ...person, agency: 'Väktarna' }],
      }),
    );
    const rows = await database.query(
      'SELECT FROM membership JOIN person ON person.id = person_id WHERE email = $1',
      [person.email],
    );
    expect(rows).toHaveLength(2);
  });
});

describe('a partnership’s set-up', () => {
  const issuesOf = (change: object) => {
    const result = PartnershipSetUp.safeParse({ ...smallPartnership('Nynäshamn'), ...change });
    return result.error?.issues.map((issue) => issue.path.join('.')) ?? [];
  };
  const [person] = smallPartnership('Nynäshamn').people;

  it.each([
    ['a person of an unknown agency', { people: [{ ...person, agency: 'X' }] }, 'people.0.agency'],
    ['the same address twice', { people: [person, person] }, 'people.1'],
    ['nobody who may lead', { people: [{ ...person, role: 'attendee' }] }, 'people'],
    ['a zone that does not exist', { timeZone: 'Europe/Nynashamn' }, 'timeZone'],
    ['a field it does not know', { adress: 'Storgatan' }, ''],
  ])('is refused with %s', (_what, change, path) => {
    expect(issuesOf(change)).toEqual([path]);
  });
});
