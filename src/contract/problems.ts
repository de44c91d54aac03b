/**
 * The closed list of what can go wrong, the same over HTTP (RFC 9457, application/problem+json)
 * and in the answers of the live connection. A new code gets its line in both tables below;
 * the compiler then asks every place that must know it.
 */
import { z } from 'zod';

const problemCodes = [
  'invalid-input',
  'invalid-time-zone',
  'invalid-rule',
  'frequency-too-fine',
  'start-not-in-rule',
  'rule-yields-nothing',
  'too-many-occurrences',
  'not-allowed',
  'sign-in-too-weak',
  'stale',
  'wrong-state',
  'would-lose',
  'in-another-part',
  'carried-over',
  'command-id-reused',
  'unknown-reference',
  'audience-mismatch',
  'board-full',
  'taken',
  'last-administrator',
  'limit-reached',
  'person-data',
  'protocol-outdated',
  'version-required',
  'link-spent',
  'no-mail-server',
  'already-invited',
  'already-a-member',
  'passkey-refused',
  'malformed-json',
  'payload-too-large',
  'unsupported-media-type',
  'too-deep',
  'not-found',
  'not-signed-in',
  'forbidden-origin',
  'too-many-requests',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** The HTTP status each code answers with. */
export const problemStatus: Record<ProblemCode, number> = {
  'invalid-input': 400,
  'invalid-time-zone': 422,
  'invalid-rule': 422,
  'frequency-too-fine': 422,
  'start-not-in-rule': 422,
  'rule-yields-nothing': 422,
  'too-many-occurrences': 422,
  'not-allowed': 403,
  'sign-in-too-weak': 403,
  stale: 409,
  'wrong-state': 409,
  'would-lose': 409,
  'in-another-part': 409,
  'carried-over': 409,
  'command-id-reused': 409,
  'unknown-reference': 422,
  'audience-mismatch': 422,
  'board-full': 422,
  taken: 409,
  'last-administrator': 409,
  'limit-reached': 422,
  'person-data': 422,
  'protocol-outdated': 409,
  'version-required': 428,
  'link-spent': 410,
  'no-mail-server': 409,
  'already-invited': 409,
  'already-a-member': 409,
  'passkey-refused': 403,
  'malformed-json': 400,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'too-deep': 400,
  'not-found': 404,
  'not-signed-in': 401,
  'forbidden-origin': 403,
  'too-many-requests': 429,
  unavailable: 503,
  internal: 500,
};

export const Problem = z
  .strictObject({
    type: z.string().describe('A URN made of the code; it names the kind of problem for good.'),
    title: z.string().describe('A short English phrase, the same for every problem of its kind.'),
    status: z.int().min(400).max(599),
    code: z.enum(problemCodes),
    detail: z.string().optional().describe('What was wrong this time, in words.'),
    issues: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .describe('Every part of the input that was refused, each with where it stands.'),
    current: z.unknown().optional().describe('What is stored now, when the request was outdated.'),
  })
  .meta({
    id: 'Problem',
    description: 'Why a request was refused (RFC 9457).',
    example: {
      type: 'urn:utsattning:problem:invalid-rule',
      title: 'Invalid rule',
      status: 422,
      code: 'invalid-rule',
      detail: 'INTERVAL must be a whole number from 1 to 999.',
    },
  });
export type Problem = z.infer<typeof Problem>;
