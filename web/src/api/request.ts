// The one door to the server over HTTP. Whatever happens, the answer is a value or a problem of the
// closed list; nothing is thrown but an abort.
import type { Answer } from '../../../src/contract/live.js';
import type { Problem, ProblemCode } from '../../../src/contract/problems.js';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** The version an edit was based on. */
  ifMatch?: number;
  signal?: AbortSignal;
}

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Calls back when an answer says that nobody is signed in any more. */
export function onSignedOut(listener: Listener): void {
  signedOutListeners.add(listener);
}

/** Sends one request. `path` begins after `/api/v1`. Rejects only when `signal` was aborted. */
export async function request<Value>(
  path: string,
  { method = 'GET', body, ifMatch, signal }: RequestOptions = {},
): Promise<Answer<Value>> {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    return { ok: false, problem: problemOf('unavailable', 503) };
  }
  const content: unknown = await response.json().catch(() => undefined);
  if (response.ok) return { ok: true, value: content as Value };
  const problem = isProblem(content) ? content : problemForStatus(response.status);
  if (problem.code === 'not-signed-in') signedOutListeners.forEach((listener) => listener());
  return { ok: false, problem };
}

function isProblem(content: unknown): content is Problem {
  return typeof content === 'object' && content !== null && 'code' in content;
}

/** A proxy in between answers without a problem of ours. */
function problemForStatus(status: number): Problem {
  if (status === 404) return problemOf('not-found', status);
  if (status === 413) return problemOf('payload-too-large', status);
  if (status === 429) return problemOf('too-many-requests', status);
  return problemOf(status >= 502 ? 'unavailable' : 'internal', status);
}

function problemOf(code: ProblemCode, status: number): Problem {
  return { type: `urn:utsattning:problem:${code}`, title: code, status, code };
}
