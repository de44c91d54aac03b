// Secrets that open a door by themselves: in a cookie or in a link. Only their hash is stored, so a
// copy of the database opens nothing. They are random enough that a plain hash cannot be searched.
import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A new secret, as 43 letters of base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is stored in place of the secret. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
