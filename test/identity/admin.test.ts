import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const inProject = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const admin = inProject('dist/server/admin.js');
const example = inProject('docs/partnership.example.json');

describe('the operator’s commands', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startTestApp({
      databaseUrl: database.url,
      environment: { DATABASE_URL: database.url },
    });
  });

  afterAll(async () => {
    await server.close();
    await database.drop();
  });

  const run = (words: string[], environment: Record<string, string> = {}) =>
    new Promise<{ exitCode: number; said: string; complained: string }>((resolve) => {
      const env = { PATH: process.env.PATH, DATABASE_URL: database.url, ...environment };
      const child = execFile(process.execPath, [admin, ...words], { env }, (_, said, complained) =>
        resolve({ exitCode: child.exitCode ?? -1, said, complained }),
      );
    });

  const fileWith = (text: string) => {
    const file = path.join(temporaryFolder('set-up'), 'partnership.json');
    writeFileSync(file, text);
    return file;
  };

  it('set up the example once, and let its people in', async () => {
    const done = await run(['set-up', example]);
    expect(done).toMatchObject({ exitCode: 0, complained: '' });
    expect(done.said).toContain('Aktörer: 6. Platser: 5. Personer: 6.');
    const bound = await database.query<{ name: string; value: string }>(
      `SELECT name, claim_value AS value FROM agency_binding
         JOIN agency ON agency.partnership_id = agency_binding.partnership_id AND id = agency_id
        ORDER BY position`,
    );
    expect(bound).toEqual([
      { name: 'Exempelköpings kommun', value: 'exempelkoping' },
      { name: 'Fritidsgården i Exempelköping', value: 'fritidsgarden' },
    ]);
    const again = await run(['set-up', example]);
    expect(again.exitCode).toBe(1);
    expect(again.complained).toBe('Samverkan Exempelköping finns redan. Ingenting har ändrats.\n');

    const link = await run(['sign-in-link', 'Sakerhet@exempelkoping.example'], {
      PUBLIC_URL: 'https://utsattning.example',
    });
    expect(link).toMatchObject({ exitCode: 0, complained: '' });
    const [, secret] =
      /^https:\/\/utsattning\.example\/sign-in#([\w-]{43})\n/.exec(link.said) ?? [];
    const response = await fetch(`${server.origin}/api/v1/sign-in/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret }),
    });
    expect(await response.json()).toMatchObject({
      person: { name: 'Säkerhetssamordnaren' },
      memberships: [{ partnershipName: 'Samverkan Exempelköping', role: 'coordinator' }],
    });
  });

  it('unlink an account, once, and say what became of it', async () => {
    const email = 'sakerhet@exempelkoping.example';
    const issuer = 'https://login.exempelkoping.example';
    await database.query(
      `INSERT INTO person_identity (issuer, subject, person_id, linked_at)
       SELECT $1, 'old', id, now() FROM person WHERE email = $2`,
      [issuer, email],
    );
    const provider = { id: 'kommunkonto', label: 'Kommunkonto', issuer, agencyClaim: 'org' };
    const secrets = { clientId: 'utsattning', clientSecret: 'hemligt' };
    const OIDC_PROVIDERS = JSON.stringify([{ ...provider, ...secrets }]);
    const unlink = () => run(['unlink-account', email, 'kommunkonto'], { OIDC_PROVIDERS });
    const done = await unlink();
    expect(done).toMatchObject({ exitCode: 0, complained: '' });
    expect(done.said).toContain('inte längre kopplad till sitt konto hos kommunkonto');
    expect(done.said).toContain('Avslutade inloggningar: 0.');
    const again = await unlink();
    expect(again.exitCode).toBe(1);
    expect(again.complained).toMatch(/^Ingen med adressen .* är kopplad till ett konto/);
  });

  it('set up a partnership of one agency, whose places are yet to come', async () => {
    const agency = 'Ånge kommun';
    const setUp = {
      name: 'Samverkan Ånge',
      municipality: agency,
      timeZone: 'Europe/Stockholm',
      agencies: [{ name: agency, shortName: 'Kommunen', abbreviation: 'KO', kind: 'authority' }],
      people: [{ name: 'Åsa', email: 'asa@ange.example', agency, role: 'coordinator' }],
    };
    const done = await run(['set-up', fileWith(JSON.stringify(setUp))]);
    expect(done).toMatchObject({ exitCode: 0, complained: '' });
    expect(done.said).toContain('Aktörer: 1. Platser: 0. Personer: 1.');
  });

  it('name every mistake in the file and store nothing', async () => {
    const { people, ...rest } = JSON.parse(readFileSync(example, 'utf8')) as {
      people: { agency: string; role: string }[];
    };
    const [first, second] = people;
    const wrong = {
      ...rest,
      name: 'Samverkan Felköping',
      timeZone: '+01:00',
      people: [
        { ...first, role: 'chef' },
        { ...second, agency: 'Tullen' },
      ],
    };
    const refused = await run(['set-up', fileWith(JSON.stringify(wrong))]);
    expect(refused.exitCode).toBe(1);
    expect(refused.complained).toMatch(/^ {2}timeZone: /m);
    expect(refused.complained).toMatch(/^ {2}people\.0\.role: /m);
    const [row] = await database.query<{ count: string }>(
      `SELECT count(*) FROM partnership WHERE name = 'Samverkan Felköping'`,
    );
    expect(row?.count).toBe('0');
  });

  it('let no two agencies be known by the same claim of a provider', async () => {
    const { agencies, ...rest } = JSON.parse(readFileSync(example, 'utf8')) as {
      agencies: object[];
    };
    const signIn = [{ issuer: 'https://login.exempelkoping.example', value: 'exempelkoping' }];
    const wrong = {
      ...rest,
      agencies: [agencies[0], { ...agencies[1], signIn }, ...agencies.slice(2)],
    };
    const refused = await run(['set-up', fileWith(JSON.stringify(wrong))]);
    expect(refused.exitCode).toBe(1);
    expect(refused.complained).toContain('agencies.1.signIn.0: står redan tidigare i filen');
  });

  it.each([
    ['a file that is not there', ['set-up', 'missing.json'], 1, /går inte att läsa/],
    ['an address nobody has', ['sign-in-link', 'ingen@example.com'], 1, /Ingen har adressen/],
    ['someone who is not here', ['no-passkeys', 'ingen@example.com'], 1, /Ingen har adressen/],
    [
      'a provider that is not set up',
      ['unlink-account', 'a@example.com', 'okänd'],
      1,
      /Ingen inloggning heter okänd/,
    ],
    ['a head that is none', ['verify-audit', '12-ab'], 1, /inget spår/],
    ['an unknown command', ['toString', 'x'], 2, /Användning/],
    ['a command without its word', ['set-up'], 2, /Användning/],
    ['a command with too many', ['no-passkeys', 'a@example.com', 'x'], 2, /Användning/],
  ])('say what is wrong with %s', async (_what, words, exitCode, sentence) => {
    const refused = await run(words);
    expect(refused).toMatchObject({ exitCode, said: '' });
    expect(refused.complained).toMatch(sentence);
    expect(refused.complained).not.toMatch(/^\s+at /m);
  });

  it('say what is wrong with a file that is no JSON', async () => {
    expect((await run(['set-up', fileWith('{')])).complained).toMatch(/inte giltig JSON/);
  });

  it('need to know the database, and say so when it does not answer', async () => {
    const words = ['sign-in-link', 'a@example.com'];
    const missing = await run(words, { DATABASE_URL: '' });
    expect(missing.exitCode).toBe(1);
    expect(missing.complained).toMatch(/DATABASE_URL saknas/);
    const silent = await run(words, { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' });
    expect(silent.exitCode).toBe(1);
    expect(silent.complained).toMatch(/svarar inte/);
  });
});
