/** What a request may bring: JSON in UTF-8, small and shallow. Everything else is refused unread. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { DomainError } from '../../domain/domain-error.js';
import { assertBoundedJson, MAX_PAYLOAD_BYTES } from '../bounded-json.js';

/** Reads JSON bodies and bounds them; other kinds of bodies answer `unsupported-media-type`. */
export function acceptJsonOnly(app: NestExpressApplication): void {
  app.use((request: Request, _response: Response, next: NextFunction) => {
    // A form that another site's page submits can only be of another kind.
    if (hasBody(request) && !request.is('application/json')) {
      throw new DomainError('unsupported-media-type');
    }
    next();
  });
  // Compressed bodies are refused: a few kilobytes could unpack to any size.
  app.useBodyParser('json', { limit: MAX_PAYLOAD_BYTES, inflate: false });
  app.use((request: Request, _response: Response, next: NextFunction) => {
    assertBoundedJson(request.body);
    next();
  });
}

/** Browsers send `Content-Length: 0` with a request that changes something and says no more. */
function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
