import type { Audience } from '../../../src/contract/audience.js';

/** Whose a new entry is, and whom it reaches until one says otherwise. */
export interface Own {
  readonly agencyId: string;
  readonly audience: Audience;
}
