/** What a request may bring: JSON in UTF-8, small and shallow. Everything else is refused unread. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { DomainError } from '../../domain/domain-error.js';
import { assertBoundedJson, MAX_PAYLOAD_BYTES } from '../bounded-json.js';

/** Reads JSON bodies and bounds them; other kinds of bodies answer `unsupported-media-type`. */
export function acceptJsonOnly(app: NestExpressApplication): void {
  app.use((request: Request, _response: Response, next: NextFunction) => {
    // `false` means a body of another kind, null means no body at all. A form that another site's
    // page submits can only be of another kind.
    if (request.is('application/json') === false) throw new DomainError('unsupported-media-type');
    next();
  });
  // Compressed bodies are refused: a few kilobytes could unpack to any size.
  app.useBodyParser('json', { limit: MAX_PAYLOAD_BYTES, inflate: false });
  app.use((request: Request, _response: Response, next: NextFunction) => {
    assertBoundedJson(request.body);
    next();
  });
}
