import type { SignInFault } from '../../contract/vocabulary.js';

/** Signing in with a provider came to nothing; the page says why in its own words. */
export class SignInFailure extends Error {
  override readonly name = 'SignInFailure';

  constructor(
    readonly fault: SignInFault,
    options?: ErrorOptions,
  ) {
    super(fault, options);
  }
}
