import type { ProblemCode } from '../contract/problems.js';

/** A rule of the domain said no: `code` says which, `detail` in words why, `current` what is stored instead. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly current?: unknown,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }
}
