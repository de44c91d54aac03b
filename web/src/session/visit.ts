// A guest's visit, as the tab remembers it. When it is over the server knows nobody here any more, and
// nothing but this tells a guest whose hour has come from someone who has merely been signed out.
import type { Membership } from '../../../src/contract/directory.js';

const key = 'visit';
/** The clock of a device may be a little slow. */
const slackMilliseconds = 60_000;

/** Whoever is more than a guest of one meeting has no visit that ends. */
export function rememberVisit([only, ...others]: readonly Membership[]): void {
  if (only?.guestOf && others.length === 0) sessionStorage.setItem(key, only.guestOf.endsAt);
  else if (only) forgetVisit();
}

export const forgetVisit = (): void => sessionStorage.removeItem(key);

export const visitIsOver = (): boolean =>
  Date.parse(sessionStorage.getItem(key) ?? '') <= Date.now() + slackMilliseconds;
