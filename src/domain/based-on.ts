import { DomainError } from './domain-error.js';

/** Refuses an edit of something that has changed since, with what it is now. */
export function assertBasedOn(current: { version: number }, basedOn: number): void {
  if (current.version !== basedOn) throw new DomainError('stale', undefined, current);
}
