// A device that holds passkeys, in software, so that a test can have it say whatever it likes.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type {
  NewPasskey,
  PasskeyAsked,
  PasskeySignIn,
  PasskeyWanted,
} from '../../src/contract/passkeys.js';

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

/** What a test may have said that is not so. */
export interface Lies {
  readonly origin?: string;
  readonly site?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  /** That the device knows who holds it. */
  readonly verified?: boolean;
  readonly userHandle?: string;
  readonly counter?: number;
  readonly attestation?: { fmt: string; attStmt: Map<string, unknown> };
}

export class SoftPasskey {
  readonly id = randomBytes(32).toString('base64url');
  counter = 0;
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private userHandle = '';

  constructor(private readonly origin: string) {
    ({ privateKey: this.privateKey, publicKey: this.publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
    }));
  }

  make(wanted: PasskeyWanted, name = 'Telefonen', lies: Lies = {}): NewPasskey {
    this.userHandle = wanted.user.id;
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const key = Buffer.concat([Buffer.alloc(16), length, id, this.coseKey()]);
    const { fmt, attStmt } = lies.attestation ?? { fmt: 'none', attStmt: new Map() };
    const attestation = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', this.authenticatorData(wanted.rp.id, lies, key)],
    ]);
    return {
      name,
      id: this.id,
      clientDataJSON: this.clientData('webauthn.create', wanted.challenge, lies),
      attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
    };
  }

  sign(asked: PasskeyAsked, lies: Lies = {}): PasskeySignIn {
    const clientDataJSON = this.clientData('webauthn.get', asked.challenge, lies);
    const authenticatorData = this.authenticatorData(asked.rpId, lies);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = sign('sha256', Buffer.concat([authenticatorData, hash]), this.privateKey);
    return {
      id: this.id,
      clientDataJSON,
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: lies.userHandle ?? this.userHandle,
    };
  }

  private clientData(type: string, challenge: string, lies: Lies): string {
    const { origin = this.origin, crossOrigin = false } = lies;
    const said = { type: lies.type ?? type, challenge, origin, crossOrigin };
    return Buffer.from(JSON.stringify(said)).toString('base64url');
  }

  private authenticatorData(site: string, lies: Lies, key = Buffer.alloc(0)): Buffer {
    const flags =
      PRESENT | (lies.verified === false ? 0 : VERIFIED) | (key.length > 0 ? WITH_KEY : 0);
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags);
    rest.writeUInt32BE(lies.counter ?? this.counter, 1);
    const siteHash = createHash('sha256')
      .update(lies.site ?? site)
      .digest();
    return Buffer.concat([siteHash, rest, key]);
  }

  private coseKey(): Uint8Array {
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]);
    return isoCBOR.encode(key);
  }
}
