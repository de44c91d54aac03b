/** The cookie by which a browser that comes back from a provider is known to be the one that left. */
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/platform.module.js';
import { newSecret } from '../secret.js';
import { ATTEMPT_LASTS_MS } from './sign-in-attempts.js';

@Injectable()
export class AttemptCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor(@Inject(CONFIG) { PUBLIC_URL }: Config) {
    const secure = PUBLIC_URL?.startsWith('https:') ?? false;
    this.name = secure ? '__Host-utsattning-attempt' : 'utsattning-attempt';
    // Coming back is a navigation from the provider's site, with which only lax cookies are sent.
    this.options = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  }

  secretIn({ headers }: Request): string | undefined {
    return headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[this.name];
  }

  /** Several tabs of one browser may be under way, so a secret that is there is kept. */
  keep(request: Request, response: Response): string {
    const secret = this.secretIn(request) ?? newSecret();
    response.cookie(this.name, secret, { ...this.options, maxAge: ATTEMPT_LASTS_MS });
    return secret;
  }
}
