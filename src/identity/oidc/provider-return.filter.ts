import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { wayBack } from './way-back.js';

/** Whoever comes back from a provider stands before a page, also when they come too often. */
@Catch()
export class ProviderReturnFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { providerId = '' } = http.getRequest<Request<{ providerId?: string }>>().params;
    http.getResponse<Response>().redirect(303, wayBack(providerId, error));
  }
}
