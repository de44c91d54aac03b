import { randomBytes } from 'node:crypto';

/** A word that occurs nowhere else. Letters alone: digits may look like someone's number. */
export function newToken(): string {
  return [...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}
