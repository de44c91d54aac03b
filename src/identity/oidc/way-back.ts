import { Logger } from '@nestjs/common';
import type { ProblemCode } from '../../contract/problems.js';
import type { SignInFault } from '../../contract/vocabulary.js';
import { describeError } from '../../platform/logging.js';
import { problemOf } from '../../platform/problem-of.js';
import { SignInFailure } from './sign-in-failure.js';

const logger = new Logger('SignIn');

/** The sign-in page, told what is wrong: someone stands in front of it who can read no JSON. */
export function wayBack(providerId: string, error: unknown): string {
  const told: { fault: SignInFault | ProblemCode; provider: string } = {
    fault: faultOf(error),
    provider: providerId,
  };
  return `/sign-in?${new URLSearchParams(told).toString()}`;
}

function faultOf(error: unknown): SignInFault | ProblemCode {
  if (error instanceof SignInFailure) return error.fault;
  const { code } = problemOf(error);
  if (code !== 'internal') return code;
  logger.error(describeError(error));
  return 'failed';
}
