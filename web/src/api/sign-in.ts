import type { Answer } from '../../../src/contract/live.js';
import type { Outbox } from '../../../src/contract/outbox.js';
import type { Language } from '../../../src/contract/primitives.js';
import type {
  DemoRole,
  NextAddress,
  OwnSessions,
  Session,
  SignInDoors,
} from '../../../src/contract/session.js';
import { request } from './request.js';

export const getSession = (): Promise<Answer<Session>> => request('/session');

export const endSession = (): Promise<Answer<void>> => request('/session', { method: 'DELETE' });

export const getSignInDoors = (): Promise<Answer<SignInDoors>> => request('/sign-in');

export const getDemoRoles = (): Promise<Answer<{ roles: DemoRole[] }>> => request('/demo/roles');

export const signInAsDemoRole = (personId: string): Promise<Answer<Session>> =>
  request('/demo/sign-in', { method: 'POST', body: { personId } });

export const signInByLink = (secret: string): Promise<Answer<Session>> =>
  request('/sign-in/link', { method: 'POST', body: { secret } });

/** Answers the same whether anybody has the address or not. */
export const askForSignInLetter = (email: string, language: Language): Promise<Answer<void>> =>
  request('/sign-in/mail', { method: 'POST', body: { email, language } });

export const getOutbox = (): Promise<Answer<Outbox>> => request('/demo/outbox');

/** Answers where to go: to the provider, or back here with what is wrong. */
export const startProviderSignIn = (
  providerId: string,
  returnPath: string,
): Promise<Answer<NextAddress>> =>
  request(`/sign-in/providers/${encodeURIComponent(providerId)}`, {
    method: 'POST',
    body: { returnPath },
  });

export const getOwnSessions = (): Promise<Answer<OwnSessions>> => request('/sessions');

export const endOwnSession = (sessionId: string): Promise<Answer<void>> =>
  request(`/sessions/${sessionId}`, { method: 'DELETE' });

export const endOtherSessions = (): Promise<Answer<void>> =>
  request('/sessions', { method: 'DELETE' });
