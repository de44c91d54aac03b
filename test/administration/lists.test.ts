import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ImportPreview, ListExport } from '../../src/contract/lists.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { AdministeredWorld, done, expectProblem, newAddress } from './administered-world.js';

let database: TestDatabase;
let server: TestApp;
let at: AdministeredWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestApp({ databaseUrl: database.url });
});
afterAll(async () => {
  await server.close();
  await database.drop();
});
beforeEach(async () => {
  at = await AdministeredWorld.on(server);
});

type Kind = 'agencies' | 'people';
const preview = (kind: Kind, ...lines: string[]) =>
  done<ImportPreview>(
    at.send('POST', 'imports/preview', { body: { kind, csv: lines.join('\r\n') } }),
  );
const confirm = (kind: Kind, basis: string, ...lines: string[]) =>
  at.send('POST', 'imports', { body: { kind, csv: lines.join('\r\n'), basis } });
const exported = async (kind: Kind) =>
  (await done<ListExport>(at.send('GET', `exports/${kind}`))).csv;

it('shows what a list of agencies would do, and does that and nothing before', async () => {
  const lines = [
    '\ufeffNamn;Kortnamn;Förkortning;Slag',
    'Väktarna AB;Väktarna;Vä;företag',
    'polisen;Polisen;Po;Myndighet',
    'kommunen;kommunen;Ko;myndighet',
    'Skolan;;;något annat',
    'Väktarna AB;;;företag',
    ';;;förening',
    'Handlarna;Handlarna;Hand;förening',
  ];
  const shown = await preview('agencies', ...lines);
  expect(shown).toMatchObject({
    rows: [
      { line: 2, name: 'Väktarna AB', outcome: 'new' },
      {
        line: 3,
        name: 'polisen',
        outcome: 'changed',
        changes: [{ field: 'shortName', before: 'polisen', after: 'Polisen' }],
      },
      { line: 4, name: 'kommunen', outcome: 'unchanged' },
    ],
    refused: [
      { line: 5, reason: 'kind' },
      { line: 6, reason: 'twice' },
      { line: 7, reason: 'name' },
      { line: 8, reason: 'abbreviation' },
    ],
  });
  expect((await at.directory()).agencies).toHaveLength(6);
  await done(confirm('agencies', shown.basis, ...lines));
  const { agencies } = await at.directory();
  expect(agencies).toHaveLength(7);
  expect(agencies[1]).toMatchObject({ name: 'polisen', shortName: 'Polisen', version: 2 });
});

it('reads people with commas between, and refuses each row for its own reason', async () => {
  const [anna, bo] = [newAddress(), newAddress()];
  const { email: police } = await at.member('polisen');
  const { agency } = at.world;
  const lines = [
    'name,email,agency,role,deputy',
    `"Anna, Ek",${anna.toUpperCase()},polisen,Deltagare,yes`,
    `polisen,${police},kommunen,Samordnare,`,
    `Bo,${bo},Okända,,`,
    'Cia,ingen adress,polisen,,',
    `Di,${bo},polisen,chef,`,
  ];
  const shown = await preview('people', ...lines);
  expect(shown).toMatchObject({
    rows: [
      { line: 2, name: 'Anna, Ek', outcome: 'new', changes: [] },
      {
        line: 3,
        outcome: 'changed',
        changes: [
          { field: 'agencyId', before: agency.polisen, after: agency.kommunen },
          { field: 'role', before: 'attendee', after: 'coordinator' },
        ],
      },
    ],
    refused: [
      { line: 4, reason: 'agency' },
      { line: 5, reason: 'email' },
      { line: 6, reason: 'twice' },
    ],
  });
  await done(confirm('people', shown.basis, ...lines));
  expect((await at.directory()).people).toContainEqual(
    expect.objectContaining({ name: 'Anna, Ek', email: anna, isDeputy: true }),
  );
  expect((await at.member('polisen')).agencyId).toBe(at.world.agency.kommunen);
});

it('is asked again when the directory has changed meanwhile, and then does nothing', async () => {
  const lines = ['Namn;Slag', 'polisen;företag', 'Nya;förening'];
  const shown = await preview('agencies', ...lines);
  const { agencies } = await at.directory();
  const police = agencies.find(({ name }) => name === 'polisen');
  const { id: _, version: _version, ...edit } = police!;
  const body = { ...edit, shortName: 'Polisen' };
  await done(at.send('PUT', `agencies/${police?.id}`, { ifMatch: 1, body }));
  const { current } = await expectProblem(confirm('agencies', shown.basis, ...lines), 'stale');
  expect((await at.directory()).agencies).toHaveLength(6);
  await done(confirm('agencies', (current as ImportPreview).basis, ...lines));
  expect((await at.directory()).agencies).toHaveLength(7);
});

it('is done wholly or not at all', async () => {
  const { email } = await at.member('samordnaren');
  const lines = [
    'Namn;E-post;Aktör;Roll',
    `Ny;${newAddress()};polisen;deltagare`,
    `samordnaren;${email};kommunen;deltagare`,
  ];
  const shown = await preview('people', ...lines);
  await expectProblem(confirm('people', shown.basis, ...lines), 'not-allowed');
  expect((await at.directory()).people).toHaveLength(8);
});

it('names the line of a table that cannot be read, and what lacks its columns', async () => {
  expect((await preview('agencies', 'Namn;Slag', '"Öppen;företag')).refused).toMatchObject([
    { reason: 'unreadable' },
  ]);
  expect((await preview('people', 'Namn;Roll', 'Anna;deltagare')).refused).toEqual([
    { line: 2, reason: 'columns-missing' },
  ]);
});

it('gives out what it takes in, with nothing in it that a spreadsheet would run', async () => {
  for (const name of ['=1+1', '+46', '@handlarna', '-x', "'=2", 'a;"b"'])
    await done(
      at.send('POST', 'agencies', {
        body: { name, shortName: name, abbreviation: 'Xx', kind: 'company', signIn: [] },
      }),
    );
  for (const kind of ['agencies', 'people'] as const) {
    const csv = await exported(kind);
    expect(csv.startsWith('\ufeff')).toBe(true);
    for (const cell of csv.slice(1).split(/[;\r\n]+/)) expect(cell).not.toMatch(/^"?\s*[=+\-@]/);
    const { rows, refused } = await preview(kind, csv);
    expect(refused).toEqual([]);
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  }
});

it('is nothing for those who do not look after the directory', async () => {
  const body = { kind: 'agencies', csv: 'Namn;Slag' };
  const by = 'polisen' as const;
  await expectProblem(at.send('GET', 'exports/people', { by }), 'not-found');
  await expectProblem(at.send('POST', 'imports/preview', { by, body }), 'not-found');
  await expectProblem(
    at.send('POST', 'imports', { by, body: { ...body, basis: '' } }),
    'not-found',
  );
  await expectProblem(at.send('GET', 'exports/passwords'), 'invalid-input');
});
