/**
 * What an operator does beside the running server: sets up a partnership from a file, and makes the
 * links by which people sign in. Ends with 0 when it is done, 1 when it could not be, 2 when the
 * command itself was not understood.
 */
import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { recordAt } from './audit/append-records.js';
import { headOf, noteHeads, verifyAudit } from './audit/verify-audit.js';
import { faultsOf, wholeAudit } from './audit-messages.js';
import { PartnershipSetUp } from './directory/partnership-set-up.js';
import { PartnershipRow } from './directory/rows/partnership-row.js';
import { storePartnership } from './directory/store-partnership.js';
import { entities } from './entities.js';
import { removeAllPasskeysOf } from './identity/passkeys/remove-passkeys.js';
import { unlinkAccount } from './identity/oidc/unlink-account.js';
import { issueSignInLink, LINK_LASTS_MS } from './identity/sign-in-link.service.js';
import { findChangedLogs } from './meetings/log-digest.js';
import { ConfigError, readConfig, type Config } from './platform/config.js';
import { dataSourceOptions } from './platform/database/data-source.js';
import { renewEpoch } from './platform/database/epoch.js';
import { migrate, prepareForRestore } from './platform/database/migrate.js';
import { inSnapshot, inTransaction } from './platform/database/transaction.js';
import { describeError } from './platform/logging.js';
import { whyNotStarted } from './start-messages.js';

const USAGE = [
  'Användning:',
  '  npm run admin -- set-up FIL.json           lägger upp en samverkan; se docs/partnership.example.json',
  '  npm run admin -- sign-in-link E-POST       gör en länk som loggar in en gång',
  '  npm run admin -- no-passkeys E-POST        tar bort alla passnycklar som någon har',
  '  npm run admin -- unlink-account E-POST ID  kopplar loss någons konto hos inloggningen med det ID:t i OIDC_PROVIDERS',
  '  npm run admin -- verify-audit [SPÅR]       prövar granskningsloggen, mot ett spår du har sparat',
  '  npm run admin -- make-roles                gör rollerna som en säkerhetskopia behöver, innan den läggs tillbaka',
  '  npm run admin -- renew-epoch               säger åt alla sidor att börja om, när den har lagts tillbaka',
].join('\n');

/** Something the operator can put right, said in a sentence. */
class Refusal extends Error {}

interface Surroundings {
  readonly config: Config;
  readonly dataSource: DataSource;
}

interface Command {
  /** Takes its words, empty ones where none were given, and returns what to print. */
  readonly run: (config: Config, word: string, another: string) => Promise<string>;
  /** How many words it takes: at least and at most. */
  readonly words: readonly [least: number, most: number];
}

const commands: Record<string, Command> = {
  'set-up': { run: onDatabase(setUp), words: [1, 1] },
  'sign-in-link': { run: onDatabase(signInLink), words: [1, 1] },
  'no-passkeys': { run: onDatabase(noPasskeys), words: [1, 1] },
  'unlink-account': { run: onDatabase(unlink), words: [2, 2] },
  'verify-audit': { run: onDatabase(verifyAuditLog), words: [0, 1] },
  'make-roles': { run: makeRoles, words: [0, 0] },
  'renew-epoch': { run: onDatabase(beginNewLife), words: [0, 0] },
};

process.exitCode = await main(process.argv.slice(2));

async function main([name = '', ...given]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const words = given.filter((word) => word !== '');
  const [least, most] = command?.words ?? [0, 0];
  if (!command || words.length < least || words.length > most) {
    console.error(USAGE);
    return 2;
  }
  const config = tryReadConfig();
  if (config instanceof ConfigError) {
    console.error(config.message);
    return 1;
  }
  try {
    const [word = '', another = ''] = words;
    console.log(await command.run(config, word, another));
    return 0;
  } catch (error) {
    const refused = error instanceof Refusal ? error.message : whyNotStarted(error, config);
    console.error(refused ?? describeError(error));
    return 1;
  }
}

function tryReadConfig(): Config | ConfigError {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** A command that works on a database whose migrations are done. */
function onDatabase(
  work: (surroundings: Surroundings, word: string, another: string) => Promise<string>,
): Command['run'] {
  return async (config, ...words) => {
    const url = databaseUrl(config);
    await migrate(url);
    const dataSource = await new DataSource(
      dataSourceOptions({ url, poolSize: 2, entities }),
    ).initialize();
    try {
      return await work({ config, dataSource }, ...words);
    } finally {
      await dataSource.destroy();
    }
  };
}

function databaseUrl({ DATABASE_URL: url }: Config): string {
  if (url !== undefined) return url;
  throw new Refusal(
    'DATABASE_URL saknas. Sätt den till serverns databas; den inbyggda databasen är bara till för att prova med.',
  );
}

async function setUp({ dataSource }: Surroundings, file: string): Promise<string> {
  const set = await readSetUp(file);
  await inTransaction(dataSource, async (manager) => {
    if (await manager.existsBy(PartnershipRow, { name: set.name }))
      throw new Refusal(`${set.name} finns redan. Ingenting har ändrats.`);
    const { partnershipId } = await storePartnership(manager, set);
    await recordAt(new Date(), manager, {
      partnershipIds: [partnershipId],
      kind: 'partnership.set-up',
      personId: null,
      detail: {},
    });
  });
  return [
    `${set.name} är upplagd. Aktörer: ${set.agencies.length}. Platser: ${set.places.length}. Personer: ${set.people.length}.`,
    'Gör en inloggningslänk åt var och en: npm run admin -- sign-in-link E-POST',
  ].join('\n');
}

async function readSetUp(file: string): Promise<PartnershipSetUp> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refusal(`Filen ${file} går inte att läsa.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal(`Filen ${file} är inte giltig JSON.`);
  }
  const result = PartnershipSetUp.safeParse(json, { error: z.locales.sv().localeError });
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'filen'}: ${message}`,
  );
  throw new Refusal([`Filen ${file} går inte att använda:`, ...mistakes].join('\n  '));
}

async function signInLink({ config, dataSource }: Surroundings, email: string): Promise<string> {
  const link = await issueSignInLink(dataSource, new Date(), email, 'invitation');
  if (!link) throw new Refusal(`Ingen har adressen ${email}.`);
  const origin = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const minutes = LINK_LASTS_MS / 60_000;
  return [
    `${origin}/sign-in#${link.secret}`,
    `Länken gäller en gång, i ${minutes} minuter. Den som har länken är inloggad som ${email}`,
    'och kan skapa en passnyckel, som också öppnar det som är slutet.',
  ].join('\n');
}

async function noPasskeys({ dataSource }: Surroundings, email: string): Promise<string> {
  const removed = await removeAllPasskeysOf(dataSource, new Date(), email);
  if (removed === null) throw new Refusal(`Ingen har adressen ${email}.`);
  return [
    `${removed} passnycklar är borttagna, och där de användes är ${email} utloggad.`,
    'Ge en ny väg in: npm run admin -- sign-in-link E-POST',
  ].join('\n');
}

async function unlink(
  { config, dataSource }: Surroundings,
  email: string,
  providerId: string,
): Promise<string> {
  const providers = config.OIDC_PROVIDERS;
  const provider = providers.find(({ id }) => id === providerId);
  if (!provider)
    throw new Refusal(
      `Ingen inloggning heter ${providerId}. I OIDC_PROVIDERS finns: ${providers.map(({ id }) => id).join(', ') || 'ingen'}.`,
    );
  const ended = await unlinkAccount(dataSource, new Date(), email, provider.issuer);
  if (ended === null)
    throw new Refusal(`Ingen med adressen ${email} är kopplad till ett konto hos ${provider.id}.`);
  return [
    `${email} är inte längre kopplad till sitt konto hos ${provider.id}. Avslutade inloggningar: ${ended}.`,
    'Det konto där med samma adress som loggar in nästa gång kopplas i stället. Passnycklar finns kvar.',
  ].join('\n');
}

async function verifyAuditLog({ dataSource }: Surroundings, word: string): Promise<string> {
  const noted = word === '' ? null : headOf(word);
  if (word !== '' && !noted)
    throw new Refusal(`${word} är inget spår. Ett spår ser ut som 12-9f86d0… med 64 tecken.`);
  const { verdict, logs } = await inSnapshot(dataSource, async (manager) => ({
    verdict: await verifyAudit(manager, noted),
    logs: await findChangedLogs(manager),
  }));
  const wrong = faultsOf(verdict, logs);
  if (wrong.length > 0)
    throw new Refusal(['Granskningsloggen stämmer inte:', ...wrong].join('\n  '));
  const head = await inTransaction(dataSource, (manager) =>
    noteHeads(manager, new Date(), verdict),
  );
  return wholeAudit(verdict, head);
}

async function makeRoles(config: Config): Promise<string> {
  await prepareForRestore(databaseUrl(config));
  return 'Rollerna finns. Nu kan säkerhetskopian läggas tillbaka.';
}

async function beginNewLife({ dataSource }: Surroundings): Promise<string> {
  await inTransaction(dataSource, async (manager) => {
    await renewEpoch(manager);
    await recordAt(new Date(), manager, {
      partnershipIds: [],
      kind: 'backup.restored',
      personId: null,
      detail: {},
    });
  });
  return 'Databasen har börjat om: varje öppen sida hämtar allt på nytt, och det står i granskningsloggen.';
}
