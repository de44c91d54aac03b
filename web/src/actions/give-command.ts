// Gives commands over HTTP, outside the live board. A command that got no answer keeps its id when
// it is given again, so that it is carried out once however often one presses.
import type { Command } from '../../../src/contract/commands.js';
import type { Problem } from '../../../src/contract/problems.js';
import { sendCommand } from '../api/meetings.js';

export class CommandGiver {
  #unanswered: { words: string; commandId: string } | null = null;

  constructor(
    private readonly partnershipId: string,
    private readonly meetingId: string,
  ) {}

  /** Null when it was carried out, else why not. */
  async give(command: Command): Promise<Problem | null> {
    const words = JSON.stringify(command);
    if (this.#unanswered?.words !== words) {
      this.#unanswered = { words, commandId: crypto.randomUUID() };
    }
    const { commandId } = this.#unanswered;
    const answer = await sendCommand(this.partnershipId, this.meetingId, commandId, command);
    if (answer.ok) {
      this.#unanswered = null;
      return null;
    }
    if (answer.problem.code !== 'unavailable') this.#unanswered = null;
    return answer.problem;
  }
}
