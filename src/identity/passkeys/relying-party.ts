// The site that passkeys are made for and work at. A browser ties them to a name, so there are none
// where people come by a bare address of the net.
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DomainError } from '../../domain/domain-error.js';
import type { Config } from '../../platform/config.js';
import { ownOrigin } from '../../platform/http/own-origin.js';
import { CONFIG } from '../../platform/platform.module.js';

export interface Site {
  readonly origin: string;
  /** The name that passkeys are tied to. */
  readonly id: string;
}

@Injectable()
export class RelyingParty {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The site as it was asked for; null when passkeys cannot be tied to it. */
  siteAt(host: string | undefined): Site | null {
    const origin = ownOrigin(this.config, host);
    if (origin === undefined) return null;
    const { hostname } = new URL(origin);
    return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { origin, id: hostname } : null;
  }

  /** As `siteAt`, of a request; throws `passkey-refused` where there is none. */
  siteOf({ headers }: Request): Site {
    const site = this.siteAt(headers.host);
    if (!site) throw new DomainError('passkey-refused', 'There are no passkeys at this address.');
    return site;
  }
}
