// A browser as the server sees it: the cookies it holds, and what it asks about passkeys.
import {
  OwnPasskeys,
  type PasskeyAsked,
  type PasskeyWanted,
} from '../../../src/contract/passkeys.js';
import type { Session } from '../../../src/contract/session.js';
import { SoftPasskey, type Lies } from '../../support/soft-authenticator.js';

export class PasskeyVisit {
  private readonly cookies = new Map<string, string>();

  /** `cookie` is the header of a session, if the browser holds one. */
  constructor(
    private readonly origin: string,
    cookie = '',
  ) {
    this.keep(cookie);
  }

  async call(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.origin}/api/v1/${path}`, {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie.split(';')[0] ?? '');
    return response;
  }

  /** The status and, when refused, the code of the problem. */
  async outcome(method: string, path: string, body?: unknown): Promise<string> {
    const response = await this.call(method, path, body);
    const { code } = (await response.json().catch(() => ({}))) as { code?: string };
    return [response.status, code].filter(Boolean).join(' ');
  }

  async read<Value>(path: string): Promise<Value> {
    return (await (await this.call('GET', path)).json()) as Value;
  }

  async wanted(): Promise<PasskeyWanted> {
    return (await (await this.call('POST', 'passkeys/challenge', {})).json()) as PasskeyWanted;
  }

  async asked(): Promise<PasskeyAsked> {
    return (await (
      await this.call('POST', 'sign-in/passkey/challenge', {})
    ).json()) as PasskeyAsked;
  }

  /** Makes a passkey and adds it; gives the key and how that was answered. */
  async add(lies: Lies = {}): Promise<{ key: SoftPasskey; outcome: string }> {
    const key = new SoftPasskey(this.origin);
    const made = key.make(await this.wanted(), 'Telefonen', lies);
    return { key, outcome: await this.outcome('POST', 'passkeys', made) };
  }

  async signIn(key: SoftPasskey, lies: Lies = {}): Promise<string> {
    return this.outcome('POST', 'sign-in/passkey', key.sign(await this.asked(), lies));
  }

  async own(): Promise<OwnPasskeys> {
    return OwnPasskeys.parse(await this.read('passkeys'));
  }

  session(): Promise<Session> {
    return this.read('session');
  }

  private keep(cookie: string): void {
    const [name = '', value = ''] = cookie.split('=');
    if (name !== '') this.cookies.set(name, value);
  }
}
