// The addresses that answers go to: one for each person and meeting, the same in every letter about it. A
// calendar answers whoever invited, so that address is also who the letter is from.
import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hashOf } from '../identity/secret.js';
import type { Config } from '../platform/config.js';
import { CONFIG } from '../platform/platform.module.js';
import type { CalendarKey } from './calendars.js';

/** With what stands before it, as much as the part before the @ may hold. */
const TOKEN_LETTERS = 40;

export interface ReplyAddress {
  readonly email: string;
  /** What is stored of it. */
  readonly hash: Buffer;
}

@Injectable()
export class ReplyAddresses {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'REPLY_ADDRESS' | 'REPLY_KEY'>,
  ) {}

  /** Null where no answers are received. */
  of({ partnershipId, meetingId, personId }: CalendarKey): ReplyAddress | null {
    const { REPLY_ADDRESS: address, REPLY_KEY: key } = this.config;
    if (address === undefined || key === undefined) return null;
    const token = createHmac('sha256', key)
      .update(`${partnershipId}/${meetingId}/${personId}`)
      .digest('hex')
      .slice(0, TOKEN_LETTERS);
    return { email: address.replace('@', `+${token}@`), hash: hashOf(token) };
  }

  /** What is stored of an address that a letter came to; null for one that is none of ours. */
  hashIn(email: string): Buffer | null {
    const [user = '', domain = ''] = (this.config.REPLY_ADDRESS ?? '').toLowerCase().split('@');
    const [local = '', host = '', ...more] = email.toLowerCase().split('@');
    const [name, token = '', ...others] = local.split('+');
    const isOurs = name === user && host === domain && more.length + others.length === 0;
    return isOurs && /^[0-9a-f]{40}$/.test(token) ? hashOf(token) : null;
  }
}
