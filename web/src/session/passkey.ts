// What the browser does with passkeys. The library comes with the pages that offer them, not when a button
// is pressed: a browser lets a page ask only for a moment after that, which a slow line would use up, and
// what could not be fetched then could not be fetched again either. So nothing of the first load uses this.
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { Answer } from '../../../src/contract/live.js';
import type { Session } from '../../../src/contract/session.js';
import { askForPasskey, beginPasskey, sendNewPasskey, sendSigned } from '../api/passkeys.js';

/** Signs in with the passkey that the person chooses; null when they chose none. */
export async function signInWithPasskey(): Promise<Answer<Session> | null> {
  const asked = await askForPasskey();
  if (!asked.ok) return asked;
  const signed = await startAuthentication({ optionsJSON: asked.value }).catch(() => null);
  if (!signed) return null;
  const { clientDataJSON, authenticatorData, signature, userHandle = '' } = signed.response;
  return sendSigned({ id: signed.id, clientDataJSON, authenticatorData, signature, userHandle });
}

/** Makes a passkey on this device; null when the person or the device would not. */
export async function addPasskey(name: string): Promise<Answer<void> | null> {
  const wanted = await beginPasskey();
  if (!wanted.ok) return wanted;
  const made = await startRegistration({ optionsJSON: wanted.value }).catch(() => null);
  if (!made) return null;
  const { clientDataJSON, attestationObject } = made.response;
  return sendNewPasskey({ name, id: made.id, clientDataJSON, attestationObject });
}
