// The two doors a command comes by, for what no client of ours would send. Whatever that is, it is answered
// as the protocol says and never with a fault of the server's own.
import type { Problem } from '../../src/contract/problems.js';
import type { LiveClient } from '../support/live-client.js';
import { plainRequest } from '../support/plain-request.js';

/** What one door made of a message: the code of the problem, or that it was done. */
export type Verdict = Problem['code'] | 'ok';

interface Place {
  readonly partnershipId: string;
  readonly meetingId: string;
}

export async function byHttp(
  origin: string,
  cookie: string,
  { partnershipId, meetingId }: Place,
  body: string,
): Promise<Verdict> {
  const answer = await plainRequest(
    `${origin}/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/commands`,
    'POST',
    { 'content-type': 'application/json', cookie },
    Buffer.from(body),
  );
  if (answer.status >= 200 && answer.status < 300) return 'ok';
  const isProblem = answer.headers['content-type']?.startsWith('application/problem+json');
  const { code, status } = (isProblem ? JSON.parse(answer.body) : {}) as Partial<Problem>;
  if (code === undefined || status !== answer.status || status >= 500)
    throw new Error(`Answered with ${answer.status}: ${answer.body}`);
  return code;
}

/** Sends any event with any content; what is sent is not of the contract, so neither are the types. */
export async function bySocket(
  client: LiveClient,
  event: string,
  message: unknown,
): Promise<Verdict> {
  const socket = client.socket as unknown as {
    timeout(ms: number): {
      emitWithAck(event: string, message: unknown): Promise<{ ok: boolean; problem?: Problem }>;
    };
  };
  const { ok, problem } = await socket.timeout(30_000).emitWithAck(event, message);
  if (ok) return 'ok';
  if (problem === undefined || problem.status >= 500)
    throw new Error(`Answered with ${JSON.stringify(problem)}`);
  return problem.code;
}
