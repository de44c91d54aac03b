// Which closed compartments a command is about, as its author knows of them: what they may not hear is as
// if it were not there, or whether a refusal tells of a compartment would tell of what is in it.
import type { StreamKey } from '../../contract/audience.js';
import type { Command } from '../../contract/commands.js';
import type { Actor } from './access.js';
import { mayHear, reaches, streamOf, TABLE } from './audience.js';
import type { MeetingBoard } from './decision.js';

/** The entries that a command can name. */
interface Named {
  readonly type: string;
  readonly itemId?: string;
  readonly afterItemId?: string | null;
  readonly noteId?: string | null;
  readonly actionId?: string;
}

export function closedAbout(
  { agenda, notes, actions }: MeetingBoard,
  command: Command,
  actor: Actor,
): StreamKey[] {
  const named: Named = command;
  const entries = [
    agenda.get(named.itemId ?? ''),
    agenda.get(named.afterItemId ?? ''),
    notes.get(named.noteId ?? ''),
    actions.get(named.actionId ?? ''),
  ];
  const heard = entries.flatMap((entry) =>
    entry && mayHear(actor, entry.audience) ? [entry.audience] : [],
  );
  // However they have signed in: that it was too weak for this audience tells of it, too.
  if ('audience' in command && reaches(command.audience, actor)) heard.push(command.audience);
  return [...new Set(heard.map(streamOf))].filter((stream) => stream !== TABLE).sort();
}
