// Sign-ins that came to nothing. Anyone can make those, from as many addresses as they like, so only
// so many a minute are recorded: a flood must not fill the audit.
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SignInFault, SignInMethod } from '../contract/vocabulary.js';
import { AuditLog } from './audit-log.js';

/** Of all callers together, in each process. */
export const FAILURES_A_MINUTE = 60;

@Injectable()
export class FailedSignIns {
  private readonly limiter = new RateLimiterMemory({ points: FAILURES_A_MINUTE, duration: 60 });

  constructor(private readonly audit: AuditLog) {}

  async record(
    method: SignInMethod,
    fault: SignInFault | 'link-spent' | 'already-a-member' | 'passkey-refused',
  ): Promise<void> {
    try {
      await this.limiter.consume('all');
    } catch (reason) {
      if (reason instanceof RateLimiterRes) return;
      throw reason;
    }
    await this.audit.recordAlone({
      partnershipIds: [],
      kind: 'sign-in.failed',
      personId: null,
      detail: { method, fault },
    });
  }
}
