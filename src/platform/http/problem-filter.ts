import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Problem, ProblemCode } from '../../contract/problems.js';
import { describeError } from '../logging.js';
import { problem, problemOf } from '../problem-of.js';

const RETRY_AFTER_SECONDS = '2';

/** What the framework itself refuses, by the status it refuses it with. */
const codeOfStatus: Partial<Record<number, ProblemCode>> = {
  400: 'invalid-input',
  401: 'not-signed-in',
  404: 'not-found',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Sees every refusal before it is answered, and gives what to answer with; never rejects. */
export type RefusalWitness = (request: Request, error: unknown) => Promise<unknown>;

/** Answers every failed request with the contract's problem, as application/problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly witness: RefusalWitness) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const error = await this.witness(http.getRequest<Request>(), thrown);
    const answer = httpProblemOf(error);
    if (answer.code === 'internal') this.logger.error(describeError(error));
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (answer.code === 'unavailable') response.set('Retry-After', RETRY_AFTER_SECONDS);
    response
      .status(answer.status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(answer));
  }
}

function httpProblemOf(error: unknown): Problem {
  if (!(error instanceof HttpException)) return problemOf(error);
  // Its words are left out: those of the body parser quote the body, those of the router the path.
  if (isMalformedJson(error.cause)) return problem('malformed-json');
  const code = codeOfStatus[error.getStatus()];
  return code ? problem(code) : problemOf(error);
}

function isMalformedJson(cause: unknown): boolean {
  return cause instanceof SyntaxError && 'type' in cause && cause.type === 'entity.parse.failed';
}
