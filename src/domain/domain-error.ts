import type { StreamKey } from '../contract/audience.js';
import type { ProblemCode } from '../contract/problems.js';

/** A rule of the domain said no: `code` says which, `detail` in words why, `current` what is stored instead. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  /** The closed compartments that a refused command was about: for the audit, never for the answer. */
  about: readonly StreamKey[] = [];

  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly current?: unknown,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }
}
