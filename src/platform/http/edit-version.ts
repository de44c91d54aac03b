// What two people may edit at once carries a version: `ETag` tells it, `If-Match` of an edit names it.
import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { DomainError } from '../../domain/domain-error.js';

@Injectable()
class VersionTag implements NestInterceptor<{ version: number }> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<{ version: number }>,
  ): Observable<{ version: number }> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(tap(({ version }) => response.set('ETag', `"${version}"`)));
  }
}

/** For a route that answers with something versioned: its `ETag` is what an edit of it names. */
export const TellsVersion = () => UseInterceptors(VersionTag);

/** For a route that edits something versioned; it takes the version as a `@BasedOn()`. */
export const EditsVersion = () =>
  applyDecorators(TellsVersion(), ApiHeader({ name: 'If-Match', required: true, example: '"1"' }));

/** The version that `If-Match` names. A proxy that compresses answers may have made the tag weak. */
export const BasedOn = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { headers } = context.switchToHttp().getRequest<Request>();
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(headers['if-match'] ?? '') ?? [];
  if (version === undefined)
    throw new DomainError('version-required', 'If-Match names the version the edit is based on.');
  return Number(version);
});
