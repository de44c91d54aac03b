/**
 * Bounds how often one address of the net may try to get in, at all servers together. Enough for a
 * town hall of fifty behind one address, where some need more than one try. It counts by who calls and never by who is to be signed in, so
 * nobody can lock another out by trying in their name.
 */
import { isIPv6 } from 'node:net';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';
import { AttemptCount } from './attempt-count.js';

export const ATTEMPTS_A_MINUTE = 150;
/** How many letters one caller may ask for in ten minutes. */
export const LETTERS_ASKED_FOR = 60;

class CallerLimitGuard implements CanActivate {
  constructor(private readonly attempts: AttemptCount) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const { ip = 'unknown' } = http.getRequest<Request>();
    const wait = await this.attempts.add(callerOf(ip));
    if (wait === null) return true;
    http.getResponse<Response>().set('Retry-After', String(wait));
    throw new DomainError('too-many-requests');
  }
}

/** For what signs someone in at once. */
@Injectable()
export class AttemptLimitGuard extends CallerLimitGuard {
  constructor(dataSource: DataSource) {
    super(new AttemptCount(dataSource, { of: 'sign-in', most: ATTEMPTS_A_MINUTE, seconds: 60 }));
  }
}

/** For who comes back from a provider: counted apart, or each would count twice and half a town hall get in. */
@Injectable()
export class ReturnLimitGuard extends CallerLimitGuard {
  constructor(dataSource: DataSource) {
    super(
      new AttemptCount(dataSource, { of: 'sign-in-return', most: ATTEMPTS_A_MINUTE, seconds: 60 }),
    );
  }
}

/** For what makes us write to an address that anybody may name. */
@Injectable()
export class LetterLimitGuard extends CallerLimitGuard {
  constructor(dataSource: DataSource) {
    super(new AttemptCount(dataSource, { of: 'letter', most: LETTERS_ASKED_FOR, seconds: 600 }));
  }
}

/** One household has as many addresses of version 6 as it likes, but of one net of 64 bits. */
export function callerOf(ip: string): string {
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [before = '', after] = ip.split('::');
  const start = before === '' ? [] : before.split(':');
  const end = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0');
  return `${[...start, ...zeros, ...end].slice(0, 4).join(':')}::/64`;
}
