// What each way of signing in is good for (ADR 11). A new way in does not compile before it is here.
import type { SignInMethod } from '../contract/vocabulary.js';

/**
 * Whether it opens what is closed, and not the table alone. A link may have been read by others on its
 * way; who it was cannot be said as surely as the law about secrets asks.
 */
export const opensClosed: Record<SignInMethod, boolean> = {
  link: false,
  invitation: false,
  oidc: true,
  demo: true,
  passkey: true,
};

/**
 * Whether one may let others in with it, as whoever looks after a directory does. Someone who reads the
 * mail of a coordinator could otherwise invite themselves to what the link does not open.
 */
export const letsOthersIn: Record<SignInMethod, boolean> = {
  link: false,
  invitation: true,
  oidc: true,
  demo: true,
  passkey: true,
};

/**
 * How many passkeys one may add with it. Someone here vouched for the one an invitation went to; of a
 * link by mail, anyone who can read the mail may ask as often as they like.
 */
export const addsPasskeys: Record<SignInMethod, 'any' | 'one' | 'none'> = {
  link: 'none',
  invitation: 'one',
  oidc: 'any',
  demo: 'any',
  passkey: 'any',
};
