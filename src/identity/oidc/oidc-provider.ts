// One identity provider, asked for what it is when it is first needed. Everything it says is taken for
// the word of a stranger: signed, addressed to us, fresh, and the answer to what this browser asked.
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { OidcProviderSettings } from '../../platform/oidc-providers.js';
import { boundedFetch, ProviderSilent } from './bounded-fetch.js';
import { SignInFailure } from './sign-in-failure.js';

const ANSWERS_WITHIN_SECONDS = 5;
/** What the provider says of itself is asked for anew after this long. */
const KNOWN_FOR_MS = 60 * 60 * 1000;
const MOST_AGENCY_VALUES = 50;

/** What keeps one attempt apart from every other. */
export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Whom the provider says it has seen. */
export interface Attested {
  readonly issuer: string;
  readonly subject: string;
  /** The values of the claim that names agencies. */
  readonly agencyValues: readonly string[];
  /** An address the provider vouches for; null when it gives none or does not vouch. */
  readonly email: string | null;
}

const text = z.string().min(1).max(500);
const Claims = z.object({
  sub: text.max(255),
  email: z.email().max(254).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(false),
});
const AgencyValues = z
  .union([text.transform((value) => [value]), z.array(text).max(MOST_AGENCY_VALUES)])
  .catch([]);

export class OidcProvider {
  private known: { readonly until: number; readonly configuration: Promise<oidc.Configuration> } = {
    until: 0,
    configuration: Promise.reject(new Error('unknown')),
  };

  constructor(private readonly settings: OidcProviderSettings) {
    this.known.configuration.catch(() => undefined);
  }

  get id(): string {
    return this.settings.id;
  }

  get label(): string {
    return this.settings.label;
  }

  /** Where to send the browser. Throws `provider-unavailable`. */
  async authorizationUrl(redirectUri: string, checks: Checks): Promise<string> {
    const configuration = await this.configuration();
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: this.settings.scope,
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /** What the provider says of the one who came back to `url`. Throws SignInFailure. */
  async exchange(url: URL, { state, nonce, codeVerifier }: Checks): Promise<Attested> {
    const configuration = await this.configuration();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const idToken = tokens.claims();
      if (!idToken) throw new SignInFailure('untrusted');
      return this.attested({
        ...(await this.moreClaims(configuration, tokens.access_token, idToken)),
        ...idToken,
      });
    } catch (cause) {
      throw failureOf(cause);
    }
  }

  /** Some providers put into the ID token only who someone is, and the rest where one must ask. */
  private async moreClaims(
    configuration: oidc.Configuration,
    accessToken: string,
    idToken: oidc.IDToken,
  ): Promise<Record<string, unknown>> {
    const isWhole = idToken.email !== undefined && idToken[this.settings.agencyClaim] !== undefined;
    if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return oidc.fetchUserInfo(configuration, accessToken, idToken.sub);
  }

  private attested(claims: Record<string, unknown>): Attested {
    const { sub, email, email_verified: verified } = Claims.parse(claims);
    const isVerified = verified ?? this.settings.addressesAreVerified;
    return {
      issuer: this.settings.issuer,
      subject: sub,
      agencyValues: AgencyValues.parse(claims[this.settings.agencyClaim]),
      email: isVerified && email !== undefined ? email.toLowerCase() : null,
    };
  }

  /** Many who ask at once wait for one answer; a failure is not kept. */
  private async configuration(): Promise<oidc.Configuration> {
    const now = Date.now();
    if (now >= this.known.until) {
      const known = { until: now + KNOWN_FOR_MS, configuration: this.discover() };
      this.known = known;
      known.configuration.catch(() => {
        if (this.known === known) this.known = { ...known, until: 0 };
      });
    }
    try {
      return await this.known.configuration;
    } catch (cause) {
      throw new SignInFailure('provider-unavailable', { cause });
    }
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const server = new URL(issuer);
    const configuration = await oidc.discovery(
      server,
      clientId,
      undefined,
      clientSecret === undefined ? oidc.None() : secretAsTheProviderTakesIt(clientSecret),
      {
        timeout: ANSWERS_WITHIN_SECONDS,
        [oidc.customFetch]: boundedFetch,
        execute: [
          // Without it a token that came straight from the provider is believed unsigned.
          oidc.enableNonRepudiationChecks,
          ...(server.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
    // The library lets through what some large providers do; agencies are bound by the very letters.
    if (configuration.serverMetadata().issuer !== issuer)
      throw new Error('The provider calls itself something other than the issuer in the settings.');
    return configuration;
  }
}

function secretAsTheProviderTakesIt(clientSecret: string): oidc.ClientAuth {
  const [post, basic] = [oidc.ClientSecretPost(clientSecret), oidc.ClientSecretBasic(clientSecret)];
  return (server, ...rest) => {
    const inBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
    (inBody ? post : basic)(server, ...rest);
  };
}

/** A provider that says no has answered; one that cannot be reached has not; all else is not believed. */
function failureOf(cause: unknown): SignInFailure {
  if (cause instanceof SignInFailure) return cause;
  if (cause instanceof oidc.AuthorizationResponseError)
    return new SignInFailure('cancelled', { cause });
  if (isSilence(cause)) return new SignInFailure('provider-unavailable', { cause });
  return new SignInFailure('untrusted', { cause });
}

/** openid-client wraps what it was thrown. */
function isSilence(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof ProviderSilent) return true;
  return false;
}
