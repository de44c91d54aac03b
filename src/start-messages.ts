/** What the one who started the program reads, in plain Swedish. */
import type { AddressInfo } from 'node:net';
import { isDemonstration, type Config } from './platform/config.js';
import { databaseErrorCode, isDatabaseUnavailable } from './platform/database/database-errors.js';
import { OtherClusterVersionError } from './platform/database/embedded-cluster.js';
import { EmbeddedServerInUseError } from './platform/database/embedded-server.js';
import { OldDatabaseError } from './platform/database/migrate.js';
import { LISTENER_ROLE, SERVER_ROLE } from './platform/database/roles.js';
import { publicOrigin } from './platform/http/public-origin.js';

const WRONG_PASSWORD = '28P01';
const NO_SUCH_DATABASE = '3D000';
const NOT_ALLOWED = '42501';

/** Where to go now, and how to get in. */
export function greeting(config: Config, address: AddressInfo): string {
  return [
    '',
    `Utsättning är igång på ${publicOrigin(config, address)}`,
    isDemonstration(config)
      ? 'Öppna adressen i webbläsaren och välj vem du vill vara. Allt innehåll är påhittat.'
      : 'Öppna adressen i webbläsaren och logga in med den länk du har fått.',
    'Avsluta med Ctrl-C.',
    '',
  ].join('\n');
}

/** Why it did not start and the way out, for what may happen to anyone; undefined for a fault of ours. */
export function whyNotStarted(error: unknown, config: Config): string | undefined {
  const code = databaseErrorCode(error);
  if (code === 'EADDRINUSE' && (error as { port?: number }).port === config.METRICS_PORT) {
    return `Port ${config.METRICS_PORT} i METRICS_PORT används redan av ett annat program.`;
  }
  if (code === 'EADDRINUSE') {
    return `Port ${config.PORT} används redan av ett annat program. Välj en annan: PORT=${config.PORT + 1} npm start`;
  }
  if (code === 'EACCES') {
    return `Port ${config.PORT} får inte användas av den här användaren. Välj en över 1023: PORT=3000 npm start`;
  }
  if (error instanceof EmbeddedServerInUseError) {
    return [
      'Utsättning är redan igång och använder databasen här.',
      `Avsluta den först, eller starta en till vid sidan om: DATA_DIR='${config.DATA_DIR}-2' PORT=${config.PORT + 1} npm start`,
    ].join('\n');
  }
  if (error instanceof OtherClusterVersionError) {
    return [
      `Databasen i ${config.DATA_DIR} är gjord av PostgreSQL ${error.made}, men med den här versionen av Utsättning följer ${error.programs}.`,
      `Kör den version du hade, eller börja om i en ny mapp: DATA_DIR='${config.DATA_DIR}-${error.programs}' npm start`,
    ].join('\n');
  }
  if (config.DATABASE_URL === undefined) return undefined;
  if (error instanceof OldDatabaseError) {
    return `Databasen i DATABASE_URL är PostgreSQL ${error.version}. Utsättning behöver ${error.wanted} eller nyare: uppgradera servern, eller ange en annan.`;
  }
  if (isDatabaseUnavailable(error)) {
    return 'Databasen i DATABASE_URL svarar inte. Är den igång, och stämmer värd och port?';
  }
  if (code === WRONG_PASSWORD)
    return 'Databasen i DATABASE_URL godtar inte användaren eller lösenordet.';
  if (code === NO_SUCH_DATABASE)
    return 'Databasen i DATABASE_URL finns inte på servern. Skapa den först.';
  if (code === NOT_ALLOWED) {
    return [
      'Användaren i DATABASE_URL får inte göra det som behövs i databasen. Be den som sköter den köra:',
      `  CREATE ROLE ${SERVER_ROLE} NOLOGIN;`,
      `  CREATE ROLE ${LISTENER_ROLE} NOLOGIN;`,
      `  GRANT ${SERVER_ROLE}, ${LISTENER_ROLE} TO ${new URL(config.DATABASE_URL).username};`,
      'Finns rollerna redan räcker den sista raden.',
    ].join('\n');
  }
  return undefined;
}
