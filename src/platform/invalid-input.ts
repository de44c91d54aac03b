import type { Problem } from '../contract/problems.js';

/** One thing a schema refused, in the form that zod and every other Standard Schema reports it. */
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * A request did not fit the contract. Thrown only for a field of what came in, by the doors or by a rule
 * that asks for more than a schema can; a schema that refuses anything else has found a fault of ours.
 */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly issues: NonNullable<Problem['issues']>;

  constructor(issues: readonly SchemaIssue[]) {
    super('The input does not fit the contract.');
    this.issues = issues.map(({ path = [], message }) => ({
      path: path.map(keyOf).join('.'),
      message,
    }));
  }
}

function keyOf(segment: PropertyKey | { readonly key: PropertyKey }): string {
  return String(typeof segment === 'object' ? segment.key : segment);
}
