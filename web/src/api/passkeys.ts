import type { Answer } from '../../../src/contract/live.js';
import type {
  NewPasskey,
  OwnPasskeys,
  PasskeyAsked,
  PasskeySignIn,
  PasskeyWanted,
} from '../../../src/contract/passkeys.js';
import type { Session } from '../../../src/contract/session.js';
import { request } from './request.js';

export const askForPasskey = (): Promise<Answer<PasskeyAsked>> =>
  request('/sign-in/passkey/challenge', { method: 'POST', body: {} });

export const sendSigned = (signed: PasskeySignIn): Promise<Answer<Session>> =>
  request('/sign-in/passkey', { method: 'POST', body: signed });

export const getOwnPasskeys = (): Promise<Answer<OwnPasskeys>> => request('/passkeys');

export const beginPasskey = (): Promise<Answer<PasskeyWanted>> =>
  request('/passkeys/challenge', { method: 'POST', body: {} });

export const sendNewPasskey = (made: NewPasskey): Promise<Answer<void>> =>
  request('/passkeys', { method: 'POST', body: made });

export const renamePasskey = (id: string, name: string): Promise<Answer<void>> =>
  request(`/passkeys/${id}`, { method: 'PUT', body: { name } });

export const removePasskey = (id: string): Promise<Answer<void>> =>
  request(`/passkeys/${id}`, { method: 'DELETE' });
