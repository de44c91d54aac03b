import type { ProblemCode } from '../contract/problems.js';

/** A rule of the domain said no: `code` says which, `detail` says in words why. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }
}
