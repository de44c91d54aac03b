/** Bounds how often one address may try to sign in. Enough for a whole town hall behind one address. */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../domain/domain-error.js';

export const ATTEMPTS_A_MINUTE = 100;

@Injectable()
export class AttemptLimitGuard implements CanActivate {
  private readonly attempts = new RateLimiterMemory({ points: ATTEMPTS_A_MINUTE, duration: 60 });

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const { ip = 'unknown' } = http.getRequest<Request>();
    try {
      await this.attempts.consume(ip);
      return true;
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      const seconds = Math.ceil(reason.msBeforeNext / 1000);
      http.getResponse<Response>().set('Retry-After', String(seconds));
      throw new DomainError('too-many-requests');
    }
  }
}
