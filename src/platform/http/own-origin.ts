/** Which pages may change something here: our own, and no other site's. */
import type { Config } from '../config.js';
import { isLoopback } from '../loopback.js';

/** The headers by which a browser says where a request comes from. */
export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/**
 * False when a browser says that another site's page caused the request. Programs send neither
 * header and pass: no browser's cookie is at stake with them.
 */
export function isFromOwnOrigin(
  config: Pick<Config, 'PUBLIC_URL'>,
  headers: OriginHeaders,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  return headers.origin === undefined || headers.origin === ownOrigin(config, headers.host);
}

/**
 * On this machine the host the browser asked for is the origin; a name that merely points here, as
 * in DNS rebinding, is not. Anywhere else only PUBLIC_URL says what our origin is.
 */
export function ownOrigin(
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
  host = '',
): string | undefined {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL;
  const origin = `http://${host}`;
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname) ? origin : undefined;
}
