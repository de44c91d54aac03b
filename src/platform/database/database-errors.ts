/**
 * Recognises what the database said no with, by SQLSTATE and constraint name, never by the words:
 * those are translated and change between versions.
 */

/** Codes after which the same request may well succeed: lost, restarting or overloaded server. */
const TEMPORARY = new Set([
  '25006', // a standby that is not the primary yet, or no longer
  '25P03', // idle in transaction for too long
  '53100', // no room on the disk
  '53200', // no memory
  '53300', // too many connections
  '55000', // database closed for maintenance
  '55P03', // lock not available in time
  '57014', // cancelled, by the statement timeout above all
  '57P01', // server shutting down
  '57P02', // server crashed
  '57P03', // server starting
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The driver and its pool report a lost connection without any code. */
const LOST_CONNECTION =
  /connection terminated|connection ended|timeout exceeded when trying to connect|query read timeout|not queryable|query runner already released|closed the connection|pool after calling end|driver not connected/i;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/** The SQLSTATE, or the network's code, that an error carries. */
export function databaseErrorCode(error: unknown): string | undefined {
  const code = property(error, 'code') ?? property(property(error, 'driverError'), 'code');
  return typeof code === 'string' ? code : undefined;
}

/** The name of the constraint that a write would have broken, undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!databaseErrorCode(error)?.startsWith('23')) return undefined;
  const name =
    property(error, 'constraint') ?? property(property(error, 'driverError'), 'constraint');
  return typeof name === 'string' ? name : undefined;
}

/** True when two transactions met and one of them was told to start over. */
export function isTransactionConflict(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/** True when the database could not be asked at all, or not in time. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = databaseErrorCode(error);
  if (code !== undefined) return TEMPORARY.has(code) || code.startsWith('08');
  return error instanceof Error && LOST_CONNECTION.test(error.message);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
