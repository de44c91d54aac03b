// The bench's side of the load process.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answers, RequestName, Requests } from '../load/messages.js';

const program = fileURLToPath(new URL('../load/process.js', import.meta.url));

export class Load {
  private readonly child: ChildProcess = fork(program);

  /** One request at a time; rejects with what went wrong over there. */
  async ask<Name extends RequestName>(name: Name, request: Requests[Name]): Promise<Answers[Name]> {
    const answered = once(this.child, 'message', { signal: AbortSignal.timeout(180_000) });
    this.child.send({ name, request });
    const [answer] = (await answered) as [{ value: Answers[Name] } | { error: string }];
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  }

  async end(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }
}
