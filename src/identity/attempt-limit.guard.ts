/**
 * Bounds how often one address may try to sign in, at all servers together. Enough for a whole town
 * hall behind one address. It counts by who calls and never by who is to be signed in, so nobody can
 * lock another out by trying in their name.
 */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';

export const ATTEMPTS_A_MINUTE = 100;

@Injectable()
export class AttemptLimitGuard implements CanActivate {
  private readonly attempts: RateLimiterPostgres;

  constructor(dataSource: DataSource) {
    this.attempts = new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'attempt_count',
      tableCreated: true,
      keyPrefix: 'sign-in',
      points: ATTEMPTS_A_MINUTE,
      duration: 60,
    });
  }

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
