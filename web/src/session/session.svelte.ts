// Who is signed in on this device, as far as the page knows.
import { tick } from 'svelte';
import type { Problem } from '../../../src/contract/problems.js';
import type { Session } from '../../../src/contract/session.js';
import { onSignedOut } from '../api/request.js';
import { endSession, getSession } from '../api/sign-in.js';
import { forgetWaiting } from '../live/waiting-commands.js';
import { forgetVisit, rememberVisit } from './visit.js';

type SessionState =
  | { kind: 'asking' }
  | { kind: 'signed-out' }
  | { kind: 'signed-in'; session: Session }
  | { kind: 'failed'; problem: Problem };

class SessionStore {
  state = $state.raw<SessionState>({ kind: 'asking' });

  constructor() {
    onSignedOut(() => (this.state = { kind: 'signed-out' }));
  }

  async ask(): Promise<void> {
    this.state = { kind: 'asking' };
    const answer = await getSession();
    if (answer.ok) this.begin(answer.value);
    else if (answer.problem.code === 'not-signed-in') this.state = { kind: 'signed-out' };
    else this.state = { kind: 'failed', problem: answer.problem };
  }

  begin(session: Session): void {
    rememberVisit(session.memberships);
    this.state = { kind: 'signed-in', session };
  }

  /** Signs out on the server first, so that a page that says so is never wrong. */
  async end(): Promise<Problem | null> {
    const before = this.state;
    const answer = await endSession();
    if (!answer.ok && answer.problem.code !== 'not-signed-in') return answer.problem;
    forgetVisit();
    this.state = { kind: 'signed-out' };
    // Not before the board has gone, which would keep what it holds once more.
    await tick();
    if (before.kind === 'signed-in') forgetWaiting(sessionStorage, before.session.person.id);
    return null;
  }
}

export const session = new SessionStore();
