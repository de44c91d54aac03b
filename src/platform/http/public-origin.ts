import type { AddressInfo } from 'node:net';
import type { Config } from '../config.js';

/** The origin by which people reach the server: PUBLIC_URL, or where it listens on this machine. */
export function publicOrigin(
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
  { address, family, port }: AddressInfo,
): string {
  const host = family === 'IPv6' ? `[${address}]` : address;
  return PUBLIC_URL ?? `http://${host}:${port}`;
}
