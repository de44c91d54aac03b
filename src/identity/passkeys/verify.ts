// The one place that asks the library. Whatever is wrong with what a browser brings, the answer is null:
// which check it was helps nobody but those who try.
import type { AttestationObject } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import type { NewPasskey, PasskeySignIn } from '../../contract/passkeys.js';
import type { Site } from './relying-party.js';

/** The signatures that devices are asked for: EdDSA, ECDSA with SHA-256 and, for old ones, RSA. */
export const ALGORITHMS = [-8, -7, -257];

/** Comes with readers for a dozen makers' certificates: loaded when the first passkey is, not at the start. */
const library = () => import('@simplewebauthn/server');
const helpers = () => import('@simplewebauthn/server/helpers');

const ClientData = z.object({
  challenge: z.string(),
  // A page within another's frame; ours is never in one.
  crossOrigin: z.literal(false).optional(),
});

/** The challenge a browser says it has signed; null when it says none, or not as a page of its own. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    const text = Buffer.from(clientDataJSON, 'base64url').toString('utf8');
    return ClientData.parse(JSON.parse(text)).challenge;
  } catch {
    return null;
  }
}

export interface VerifiedKey {
  readonly publicKey: Buffer;
  readonly counter: number;
}

/** The key that was made for a challenge of ours, at our site, by someone whom the device knows. */
export async function verifyNewPasskey(
  { id, clientDataJSON, attestationObject }: NewPasskey,
  challenge: string,
  site: Site,
): Promise<VerifiedKey | null> {
  const { verifyRegistrationResponse } = await library();
  const { decodeAttestationObject, isoBase64URL } = await helpers();
  try {
    const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
    if (!vouchesForItself(decoded)) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject },
      },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified || registrationInfo.credential.id !== id) return null;
    const { publicKey, counter } = registrationInfo.credential;
    return { publicKey: Buffer.from(publicKey), counter };
  } catch {
    return null;
  }
}

/**
 * We ask for no maker's word about the device. Who sends one all the same would have us read their
 * certificates, and call the addresses that stand in them.
 */
function vouchesForItself(decoded: AttestationObject): boolean {
  const format = decoded.get('fmt');
  return format === 'none' || (format === 'packed' && !decoded.get('attStmt').get('x5c'));
}

/** How often the device has used the key by now; null when it did not sign what it was to sign. */
export async function verifySignature(
  { id, ...response }: PasskeySignIn,
  challenge: string,
  site: Site,
  key: VerifiedKey,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await library();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      // A count that does not rise says that there are two of the key; the library refuses it.
      credential: { id, publicKey: new Uint8Array(key.publicKey), counter: key.counter },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
