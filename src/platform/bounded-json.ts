/**
 * Bounds the shape of what strangers send, before anything walks through it: a few kilobytes of
 * nested brackets are enough to exhaust the stack of whoever visits them recursively.
 */
import { DomainError } from '../domain/domain-error.js';
import { InvalidInput } from './invalid-input.js';

const MAX_DEPTH = 8;
const MAX_KEYS = 50;

/** The most bytes one request or one frame may hold. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

/**
 * No field of ours has such a name. Frameworks drop the first three without a word, where we refuse what
 * is unknown; by the others an object breaks whatever compares it or writes it down.
 */
const NAMES_OF_THE_LANGUAGE = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf'];

/**
 * Throws `too-deep` for a value nested deeper than eight levels or an object with over 50 keys, and
 * `invalid-input` for a field by which JavaScript itself would handle the object.
 */
export function assertBoundedJson(value: unknown): void {
  visit(value, []);
}

function visit(value: unknown, path: readonly string[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= MAX_DEPTH) {
    throw new DomainError('too-deep', `At most ${MAX_DEPTH} levels of nesting are taken.`);
  }
  const members = Object.entries(value);
  if (!Array.isArray(value) && members.length > MAX_KEYS) {
    throw new DomainError('too-deep', `At most ${MAX_KEYS} fields of one object are taken.`);
  }
  const unsafe = NAMES_OF_THE_LANGUAGE.filter((name) => Object.hasOwn(value, name));
  if (unsafe.length > 0)
    throw new InvalidInput(
      unsafe.map((name) => ({ path, message: `Unrecognized key: ${JSON.stringify(name)}` })),
    );
  for (const [key, member] of members)
    if (typeof member === 'object') visit(member, [...path, key]);
}
