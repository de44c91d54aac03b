/** The cookie that carries a session's secret: read by the server alone, and sent by our pages only. */
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Response } from 'express';
import type { Config } from '../platform/config.js';
import { CONFIG } from '../platform/platform.module.js';

@Injectable()
export class SessionCookie {
  /** The prefix makes browsers refuse the cookie from any other host, and over an open line. */
  readonly name: string;
  private readonly options: CookieOptions;

  constructor(@Inject(CONFIG) { PUBLIC_URL }: Config) {
    const secure = PUBLIC_URL?.startsWith('https:') ?? false;
    this.name = secure ? '__Host-utsattning' : 'utsattning';
    this.options = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  }

  /** The secret in a Cookie header, undefined when there is none. */
  secretIn(header: string | undefined): string | undefined {
    return header === undefined ? undefined : parseCookie(header)[this.name];
  }

  set(response: Response, secret: string, expires: Date): void {
    response.cookie(this.name, secret, { ...this.options, expires });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}
