/** Turns whatever went wrong into one of the contract's problems, for HTTP and the socket alike. */
import { problemStatus, type Problem, type ProblemCode } from '../contract/problems.js';
import type { PersonDataKind } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import { PersonDataFound } from '../domain/person-guard/refuse-person-data.js';
import { isDatabaseUnavailable } from './database/database-errors.js';
import { InvalidInput } from './invalid-input.js';

/** What went wrong, in the words of the contract. Anything unknown is `internal` and says no more. */
export function problemOf(error: unknown): Problem {
  if (error instanceof PersonDataFound) return personDataProblem(error);
  if (error instanceof DomainError) return problem(error.code, error.detail, error.current);
  if (error instanceof InvalidInput) return { ...problem('invalid-input'), issues: error.issues };
  if (isDatabaseUnavailable(error)) {
    return problem('unavailable', 'The database did not answer. Please try again in a moment.');
  }
  return problem('internal');
}

function personDataProblem({ code, detail, found }: PersonDataFound): Problem {
  const issues = found.map(({ path, kind }) => ({
    path,
    message: `holds ${personDataWords[kind]}`,
  }));
  return { ...problem(code, detail), issues };
}

const personDataWords: Record<PersonDataKind, string> = {
  'personal-number': 'a personal identity number',
  phone: 'a telephone number',
  'licence-plate': 'a licence plate',
  email: 'an e-mail address',
};

/** A problem of the given kind. */
export function problem(code: ProblemCode, detail?: string, current?: unknown): Problem {
  const words = code.replaceAll('-', ' ').replace('json', 'JSON');
  return {
    type: `urn:utsattning:problem:${code}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status: problemStatus[code],
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(current === undefined ? {} : { current }),
  };
}
