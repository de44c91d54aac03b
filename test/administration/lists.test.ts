import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportPreview, ListExport } from '../../src/contract/lists.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { chanceOf } from '../support/seeded.js';
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

it('reads cells copied out of a spreadsheet, the empty ones too', async () => {
  const lines = ['Namn\tE-post\tRoll\tAktör', `Ny\t${newAddress()}\t\tpolisen`];
  const shown = await preview('people', ...lines);
  expect(shown).toMatchObject({ rows: [{ line: 2, name: 'Ny', outcome: 'new' }], refused: [] });
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
  const lines = [
    'Namn;E-post;Aktör;Ersättare',
    `Ny;${newAddress()};polisen;nej`,
    `Spoilt;${newAddress()};kommunen;ja`,
  ];
  const shown = await preview('people', ...lines);
  await database.query(
    'ALTER TABLE membership ADD CONSTRAINT spoilt CHECK (NOT is_deputy) NOT VALID',
  );
  const answer = await confirm('people', shown.basis, ...lines);
  await database.query('ALTER TABLE membership DROP CONSTRAINT spoilt');
  expect(answer.status).toBe(500);
  expect((await at.directory()).people).toHaveLength(8);
});

describe('a list', () => {
  /** Carries out what is shown; the same list shown once more has nothing left to do. */
  async function expectHeld(kind: Kind, lines: readonly string[]): Promise<ImportPreview> {
    const shown = await preview(kind, ...lines);
    expect(await done(confirm(kind, shown.basis, ...lines))).toEqual(shown);
    const again = await preview(kind, ...lines);
    expect(again.refused).toEqual(shown.refused);
    expect(again.rows).toEqual(
      shown.rows.map((row) => ({ ...row, outcome: 'unchanged', changes: [] })),
    );
    return shown;
  }

  it('leaves out what one does not decide about oneself, and does the rest', async () => {
    const { email } = await at.member('samordnaren');
    const people = await expectHeld('people', [
      'Namn;E-post;Aktör;Roll;Ersättare',
      `samordnaren;${email};kommunen;deltagare;`,
      `Ny;${newAddress()};polisen;;`,
    ]);
    expect(people.refused).toEqual([{ line: 2, reason: 'oneself' }]);
    const own = ['Namn;E-post;Aktör;Roll;Ersättare', `Samordnaren;${email};kommunen;samordnare;ja`];
    expect((await expectHeld('people', own)).refused).toEqual([]);
    const agencies = await expectHeld('agencies', [
      'Namn;Kortnamn;Slag',
      'kommunen;Kommunen;företag',
      'polisen;;företag',
    ]);
    expect(agencies.refused).toEqual([{ line: 2, reason: 'own-kind' }]);
  });

  it('leaves out agencies whose name points out a person, and what would not fit', async () => {
    const { partnershipId } = at.world;
    await database.query(
      `INSERT INTO agency (partnership_id, id, name, short_name, abbreviation, kind, position)
       SELECT $1, gen_random_uuid(), 'A' || number, 'A', 'Aa', 'company', number
       FROM generate_series(7, 99) AS number`,
      [partnershipId],
    );
    const { rows, refused } = await expectHeld('agencies', [
      'Namn;Kortnamn;Slag',
      'Ring 070-123 45 67;;förening',
      'polisen;070-123 45 67;myndighet',
      'Åre;;förening',
      'A\u030are;;förening',
      'En till;;förening',
    ]);
    expect(rows.map(({ line }) => line)).toEqual([4]);
    expect(refused).toEqual([
      { line: 2, reason: 'person-data' },
      { line: 3, reason: 'person-data' },
      { line: 5, reason: 'twice' },
      { line: 6, reason: 'full' },
    ]);
  });

  it('whatever it holds, does what was shown of it', async () => {
    const chance = chanceOf(20_261_126);
    const cell = (...cells: string[]) => chance.pick(cells);
    const { email } = await at.member('samordnaren');
    const addresses = [email, (await at.member('polisen')).email, newAddress(), 'ingen'];
    const kindCell = () => cell('myndighet', 'Företag', 'förening', 'klubb');
    const names = [
      'kommunen',
      'Polisen',
      'polisen',
      'Nya',
      'nya',
      '',
      'anna@exempel.se',
      'Öar',
      'O\u0308ar',
    ];
    for (let list = 0; list < 12; list++) {
      const agencies = Array.from({ length: 6 }, () =>
        [cell(...names), cell(...names), cell('', 'Xx', 'x'), kindCell()].join(';'),
      );
      await expectHeld('agencies', ['Namn;Kortnamn;Förkortning;Slag', ...agencies]);
      const people = Array.from({ length: 6 }, () =>
        [
          ...[cell('Anna', 'Bo', ''), cell(...addresses), cell('kommunen', 'polisen', 'Okänd')],
          ...[cell('', 'Samordnare', 'åhörare', 'chef'), cell('', 'ja', 'kanske')],
        ].join(';'),
      );
      await expectHeld('people', ['Namn;E-post;Aktör;Roll;Ersättare', ...people]);
    }
  });
});

it('names the line of a table that cannot be read, and what lacks its columns', async () => {
  expect((await preview('agencies', 'Namn;Slag', '"Öppen;företag')).refused).toMatchObject([
    { reason: 'unreadable' },
  ]);
  expect((await preview('people', 'Namn;Roll', 'Anna;deltagare')).refused).toEqual([
    { line: 2, reason: 'columns-missing' },
  ]);
  // Nor is a list passed over in silence that begins without a heading.
  expect((await preview('agencies', 'Väktarna AB;Företag', 'Handlarna;Förening')).refused).toEqual([
    { line: 1, reason: 'columns-missing' },
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
