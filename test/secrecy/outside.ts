// What those outside do who look for what is not theirs, and how many they see.
import type { Command } from '../../src/contract/commands.js';
import { noteAdd, version } from '../support/commands.js';
import type { LiveClient } from '../support/live-client.js';
import type { World } from '../support/meeting-world.js';

/** What the one who must not know of it, or of this state of it, sends all the same. */
export function meddlingWith(noteId: string, actionId: string, world: World): Command[] {
  const { agencyId: _agency, audience: _audience, ...fields } = noteAdd(world, '');
  const basedOn = version(99);
  return [
    { ...fields, type: 'note.edit', noteId, basedOn },
    { type: 'note.remove', noteId, basedOn },
    { type: 'action.agree', actionId },
    { type: 'action.link', actionId, noteId },
  ];
}

export function headcount({ presence }: LiveClient): number {
  return presence.reduce((sum, { people }) => sum + people, 0);
}
