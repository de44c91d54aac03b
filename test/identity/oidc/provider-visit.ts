// A browser on its way to a provider and back, without the browser: its cookies and where it is sent.
import { CLIENT, type HostileProvider } from './hostile-provider.js';
import type { TestApp } from '../../support/app.js';

/** The settings by which the product knows the providers. */
export function settingsOf(providers: Record<string, Pick<HostileProvider, 'issuer'>>): string {
  return JSON.stringify(
    Object.entries(providers).map(([id, { issuer }]) => ({
      id,
      label: id,
      issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      agencyClaim: 'org',
    })),
  );
}

let visits = 0;

/** Every visit comes from an address of its own, for the attempts of one are bounded. */
function fromSomewhere(): Record<string, string> {
  visits += 1;
  return { 'x-forwarded-for': `10.0.${visits >> 8}.${visits & 255}` };
}

export interface Departure {
  readonly url: string;
  readonly cookie: string;
}

/** Presses the provider's button. */
export async function depart(
  { origin }: TestApp,
  providerId: string,
  { returnPath = '/', cookie = '' } = {},
): Promise<Departure> {
  const response = await fetch(`${origin}/api/v1/sign-in/providers/${providerId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, ...fromSomewhere() },
    body: JSON.stringify({ returnPath }),
  });
  const { url } = (await response.json()) as { url: string };
  return { url, cookie: cookiesOf(response).join('; ') };
}

export interface Return {
  readonly status: number;
  readonly location: string;
  /** The Cookie header of the session that was begun, if one was. */
  readonly session: string | undefined;
}

/** Arrives where the provider sent the browser. */
export async function arrive(back: URL, cookie: string): Promise<Return> {
  const response = await fetch(back, {
    headers: { cookie, ...fromSomewhere() },
    redirect: 'manual',
  });
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    session: cookiesOf(response).find((one) => one.startsWith('utsattning=')),
  };
}

function cookiesOf(response: Response): string[] {
  return response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
}
