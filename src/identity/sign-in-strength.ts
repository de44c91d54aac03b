import type { SignInMethod } from '../contract/vocabulary.js';

/**
 * Whether a way of signing in opens what is closed, and not the table alone. A link may have been read
 * by others on its way; who it was cannot be said as surely as the law about secrets asks (ADR 11).
 */
export const opensClosed: Record<SignInMethod, boolean> = {
  link: false,
  invitation: false,
  oidc: true,
  demo: true,
};
