// Sending what one wrote in a form: the form waits a moment for the answer, so that a refusal shows
// where one wrote. When none comes (no network), it lets go; the text then waits visibly on the board.
import type { Command } from '../../../../src/contract/commands.js';
import type { Problem } from '../../../../src/contract/problems.js';
import type { BoardView } from '../board-view.svelte.js';

const patienceMilliseconds = 3_000;

/** Gives the command. Null when the form may close (carried out, or waiting for the network), else why not. */
export async function submit(
  { live, inForms }: BoardView,
  command: Command,
): Promise<Problem | null> {
  const { commandId, settled } = live.give(command);
  if (live.link !== 'live') return null;
  inForms.add(commandId);
  const answer = await Promise.race([settled, patience()]);
  inForms.delete(commandId);
  if (answer === null || answer.ok) return null;
  live.dismiss(commandId);
  return answer.problem;
}

/** What a form that stays on the board shows of its sending. */
export class Submission {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** True when the form may close. */
  async send(view: BoardView, command: Command): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    this.problem = await submit(view, command);
    this.busy = false;
    return this.problem === null;
  }
}

/** Whether a refusal names this field as one of those it could not take. */
export function isRefused({ problem }: Submission, field: string): boolean {
  return problem?.issues?.some(({ path }) => path.split('.').includes(field)) ?? false;
}

const patience = () =>
  new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMilliseconds));
