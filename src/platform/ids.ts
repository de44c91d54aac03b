import { randomUUID } from 'node:crypto';

/** A new identity for anything that is stored: random, so it says nothing of order or amount. */
export function newId(): string {
  return randomUUID();
}
