// Sending what one wrote in a form: the form waits a moment for the answer, so that a refusal shows
// where one wrote. When none comes (no network), it lets go; the text then waits visibly on the board.
import type { Command } from '../../../../src/contract/commands.js';
import type { Problem } from '../../../../src/contract/problems.js';
import type { BoardView } from '../board-view.svelte.js';

const patienceMilliseconds = 3_000;

export class Submission {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Gives the command. True when the form may close: carried out, or waiting for the network. */
  async send({ live, inForms }: BoardView, command: Command): Promise<boolean> {
    if (this.busy) return false;
    const { commandId, settled } = live.give(command);
    this.problem = null;
    if (live.link !== 'live') return true;
    this.busy = true;
    inForms.add(commandId);
    const answer = await Promise.race([settled, patience()]);
    inForms.delete(commandId);
    this.busy = false;
    if (answer === null || answer.ok) return true;
    live.dismiss(commandId);
    this.problem = answer.problem;
    return false;
  }
}

/** Whether a refusal names this field as one of those it could not take. */
export function isRefused({ problem }: Submission, field: string): boolean {
  return problem?.issues?.some(({ path }) => path.split('.').includes(field)) ?? false;
}

const patience = () =>
  new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMilliseconds));
