/** Headers that hold the browser to what our pages need, and the refusal of cross-site requests. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { DomainError } from '../../domain/domain-error.js';
import type { Config } from '../config.js';
import { isFromOwnOrigin } from './own-origin.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Puts the guards first in line: what they refuse is not even read. */
export function guardAgainstOtherSites(app: NestExpressApplication, config: Config): void {
  app.disable('x-powered-by');
  app.use(securityHeaders(config));
  app.use((request: Request, _response: Response, next: NextFunction) => {
    if (!READING.has(request.method) && !isFromOwnOrigin(config, request.headers)) {
      throw new DomainError('forbidden-origin', 'The request came from the page of another site.');
    }
    next();
  });
}

function securityHeaders({ PUBLIC_URL }: Config) {
  const encrypted = PUBLIC_URL?.startsWith('https:') ?? false;
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Positions of menus and the like are style attributes, which cannot run anything.
        styleSrcAttr: ["'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(encrypted ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // 'no-referrer' would make browsers say `Origin: null` for a form's own submission.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: encrypted,
    xFrameOptions: { action: 'deny' },
  });
  return (request: Request, response: Response, next: NextFunction) => {
    response.set('Permissions-Policy', 'camera=(), microphone=(), payment=(), usb=()');
    // What is answered is for the one who asked; what may be kept for others says so itself.
    response.set('Cache-Control', 'private, no-cache');
    headers(request, response, next);
  };
}
