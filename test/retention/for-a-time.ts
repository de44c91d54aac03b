// What lets somebody in for a time or is counted for a time, made by the doors at which people make it.
import { depart } from '../identity/oidc/provider-visit.js';
import { hashOf } from '../../src/identity/secret.js';
import { secretIn } from '../support/mail-server.js';
import { newToken } from '../support/token.js';
import type { RetentionHouse } from './retention-house.js';

export interface ForATime {
  readonly table: string;
  /** As it stands in the database, and nowhere else there. */
  readonly stored: readonly string[];
  /** What only those know who have it: it never stands there. */
  readonly secret: readonly string[];
}

/** A session, and what its browser sends. */
export interface SignedIn extends ForATime {
  readonly cookie: string;
}

const inHex = (secret: string) => hashOf(secret).toString('hex');
const valueOf = (cookie = '') => cookie.slice(cookie.indexOf('=') + 1).split(';')[0] ?? '';

/** Asked for at an address with a name, which passkeys are tied to. */
export async function challenge({ server }: RetentionHouse): Promise<ForATime> {
  const site = server.origin.replace('127.0.0.1', 'localhost');
  const answer = await fetch(`${site}/api/v1/sign-in/passkey/challenge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const asked = (await answer.json()) as { challenge: string };
  const browser = valueOf(answer.headers.getSetCookie()[0]);
  return {
    table: 'passkey_challenge',
    stored: [inHex(asked.challenge), inHex(`sign-in ${browser}`)],
    secret: [asked.challenge, browser],
  };
}

export async function begunSignIn({ server }: RetentionHouse): Promise<ForATime> {
  const page = newToken();
  const { url, cookie } = await depart(server, 'provider', { returnPath: `/${page}` });
  const { searchParams } = new URL(url);
  const state = searchParams.get('state') ?? '';
  return {
    table: 'sign_in_attempt',
    stored: [inHex(state), searchParams.get('nonce') ?? '', page, inHex(valueOf(cookie))],
    secret: [state, valueOf(cookie)],
  };
}

export async function linkByMail(house: RetentionHouse, email: string): Promise<ForATime> {
  const secret = await linkSecret(house, email);
  return { table: 'sign_in_link', stored: [inHex(secret)], secret: [secret] };
}

export async function sessionByLink(house: RetentionHouse, email: string): Promise<SignedIn> {
  const body = { secret: await linkSecret(house, email) };
  return signedIn(await house.ask('sign-in/link', { body }));
}

/** Somebody from outside, who comes to one meeting and is let in until an hour; without one, the usual. */
export async function guest(
  house: RetentionHouse,
  email: string,
  endsAt: Date | null = null,
): Promise<SignedIn> {
  const { agency, meetingId } = house.world;
  await invite(house, email, { agencyId: agency.brandförsvaret, meetingId, endsAt });
  const body = { secret: secretIn(await house.mail.letterTo(email)) };
  return signedIn(await house.ask('invitations/join', { body }));
}

export async function invite(
  house: RetentionHouse,
  email: string,
  { agencyId, meetingId, endsAt }: { agencyId: string; meetingId?: string; endsAt?: Date | null },
): Promise<void> {
  const guestOf = meetingId ? { meetingId, endsAt: endsAt?.toISOString() ?? null } : null;
  const body = { name: 'Gäst', email, agencyId, role: 'attendee', guestOf };
  await house.askAs('samordnaren', 'invitations', { body });
  await house.untilLetters();
}

/** One who guesses at links, from an address of the net. */
export async function guess(house: RetentionHouse, from: string): Promise<ForATime> {
  const body = { secret: 'a'.repeat(43) };
  await house.ask('sign-in/link', { from, body }).catch(() => undefined);
  return { table: 'attempt_count', stored: [`sign-in:${from}`], secret: [] };
}

/** One who asks for letters to somebody that nobody knows. */
export async function asking(house: RetentionHouse, from: string): Promise<ForATime> {
  const email = `${newToken()}@exempel.example`;
  await house.ask('sign-in/mail', { from, body: { email, language: 'sv' } });
  await house.untilLetters();
  const counted = hashOf(email).toString('base64url');
  return {
    table: 'attempt_count',
    stored: [`letter:${from}`, `letter-to:${counted}`],
    secret: [email],
  };
}

async function linkSecret(house: RetentionHouse, email: string): Promise<string> {
  const before = house.mail.lettersTo(email).length;
  await house.ask('sign-in/mail', { body: { email, language: 'sv' } });
  const secret = secretIn(await house.mail.letterTo(email, before + 1));
  await house.untilLetters();
  return secret;
}

function signedIn(answer: Response): SignedIn {
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const secret = valueOf(cookie);
  return { table: 'session', stored: [inHex(secret)], secret: [secret], cookie };
}
