// Sending what one wrote in a form: the form waits a moment for the answer, so that a refusal shows
// where one wrote. When none comes (no network), it lets go; the text then waits visibly on the board.
import type { Command } from '../../../src/contract/commands.js';
import type { Problem } from '../../../src/contract/problems.js';
import type { LiveMeeting } from '../live/live-meeting.svelte.js';

const patienceMilliseconds = 3_000;

export class Submission {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Gives the command. True when the form may close: carried out, or waiting for the network. */
  async send(live: LiveMeeting, command: Command): Promise<boolean> {
    if (this.busy) return false;
    const { commandId, settled } = live.give(command);
    this.problem = null;
    if (live.link !== 'live') return true;
    this.busy = true;
    const answer = await Promise.race([settled, patience()]);
    this.busy = false;
    if (answer === null || answer.ok) return true;
    live.dismiss(commandId);
    this.problem = answer.problem;
    return false;
  }
}

const patience = () =>
  new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMilliseconds));
