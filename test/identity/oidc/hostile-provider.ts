// An identity provider that a test makes say anything: a plain HTTP server that signs with keys of its
// own. Honest unless told otherwise.
import {
  createHash,
  createHmac,
  generateKeyPairSync,
  randomUUID,
  sign,
  type KeyObject,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Json = Record<string, unknown>;

/** What the provider does differently from an honest one; all of it lasts until `behave` is called. */
export interface Behaviour {
  /** Changes to the claims of the ID token; undefined leaves one out. */
  claims?: Json;
  header?: Json;
  /** Signs with this instead of its own key. */
  key?: KeyObject;
  /** `none` leaves the signature out; `secret` makes a MAC of the client's secret. */
  signature?: 'none' | 'secret';
  userinfo?: Json;
  /** Changes to the address that it sends the browser back to. */
  back?: (back: URL) => void | Promise<void>;
  /** Changes to what it says of itself. */
  metadata?: Json;
  /** Answers the token endpoint in any way at all. */
  token?: (response: ServerResponse) => void;
  keys?: (response: ServerResponse) => void;
}

export const CLIENT = { id: 'utsattning', secret: 'hemlighet-som-bara-testet-har' };

const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
export const strangersKey = newKeys().privateKey;

export class HostileProvider {
  private readonly keys = newKeys();
  private readonly server = createServer(
    (request, response) => void this.answer(request, response),
  );
  private behaviour: Behaviour = {};
  private person: Json = {};
  /** The challenge and nonce each code was given out for. */
  private readonly codes = new Map<string, { challenge: string; nonce: string }>();
  /** Every form the token endpoint was sent. */
  readonly asked: URLSearchParams[] = [];
  issuer = '';

  static async start(): Promise<HostileProvider> {
    const provider = new HostileProvider();
    provider.server.listen(0, '127.0.0.1');
    await once(provider.server, 'listening');
    provider.issuer = `http://127.0.0.1:${(provider.server.address() as AddressInfo).port}`;
    return provider;
  }

  /** From now on it sees this person, and behaves like this. */
  behave(person: Json, behaviour: Behaviour = {}): void {
    this.person = person;
    this.behaviour = behaviour;
  }

  /** What the browser would be sent back with, had the person signed in at `authorizationUrl`. */
  comeBack(authorizationUrl: string): URL {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomUUID();
    this.codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      nonce: asked.get('nonce') ?? '',
    });
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({
      code,
      state: asked.get('state') ?? '',
      iss: this.issuer,
    }).toString();
    return back;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(await text(request));
    const { metadata, keys, token, userinfo, back } = this.behaviour;
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (request.url === '/.well-known/openid-configuration') {
      json({ ...this.metadata(), ...metadata });
    } else if (request.url === '/keys') {
      const key = this.keys.publicKey.export({ format: 'jwk' });
      if (keys) keys(response);
      else json({ keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] });
    } else if (request.url === '/token') {
      this.asked.push(body);
      const nonce = this.redeem(body);
      if (nonce === undefined) json({ error: 'invalid_grant' }, 400);
      else if (token) token(response);
      else json({ access_token: 'a', token_type: 'Bearer', id_token: this.idToken(nonce) });
    } else if (request.url?.startsWith('/authorize?')) {
      // Whoever comes is signed in here already.
      const location = this.comeBack(this.issuer + request.url);
      await back?.(location);
      response.writeHead(303, { location: location.href }).end();
    } else if (request.url === '/userinfo') {
      json({ sub: this.person.sub, ...userinfo });
    } else {
      json({}, 404);
    }
  }

  /** The nonce a code was given out for, once, to the one who knows what its challenge was made of. */
  private redeem(asked: URLSearchParams): string | undefined {
    const code = asked.get('code') ?? '';
    const given = this.codes.get(code);
    this.codes.delete(code);
    const hash = createHash('sha256').update(asked.get('code_verifier') ?? '');
    return given?.challenge === hash.digest('base64url') ? given.nonce : undefined;
  }

  private metadata(): Json {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private idToken(nonce: string): string {
    const now = Math.floor(Date.now() / 1000);
    const { header, claims, key = this.keys.privateKey, signature } = this.behaviour;
    const signed = [
      { alg: 'RS256', kid: 'one', ...header },
      {
        iss: this.issuer,
        aud: CLIENT.id,
        iat: now,
        exp: now + 300,
        nonce,
        ...this.person,
        ...claims,
      },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    if (signature === 'none') return `${signed}.`;
    const mark =
      signature === 'secret'
        ? createHmac('sha256', CLIENT.secret).update(signed).digest()
        : sign('sha256', Buffer.from(signed), key);
    return `${signed}.${mark.toString('base64url')}`;
  }
}
