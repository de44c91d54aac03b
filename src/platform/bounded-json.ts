/**
 * Bounds the shape of what strangers send, before anything walks through it: a few kilobytes of
 * nested brackets are enough to exhaust the stack of whoever visits them recursively.
 */
import { DomainError } from '../domain/domain-error.js';

const MAX_DEPTH = 8;
const MAX_KEYS = 50;

/** The most bytes one request or one frame may hold. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

/** Throws `too-deep` for a value nested deeper than eight levels or an object with over 50 keys. */
export function assertBoundedJson(value: unknown): void {
  visit(value, 1);
}

function visit(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) {
    throw new DomainError('too-deep', `At most ${MAX_DEPTH} levels of nesting are taken.`);
  }
  const members = Object.values(value);
  if (!Array.isArray(value) && members.length > MAX_KEYS) {
    throw new DomainError('too-deep', `At most ${MAX_KEYS} fields of one object are taken.`);
  }
  for (const member of members) visit(member, depth + 1);
}
