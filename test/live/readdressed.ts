// A note that is kept from people who have read it, while its agency writes in it.
import { randomUUID } from 'node:crypto';
import type { Audience, StreamKey } from '../../src/contract/audience.js';
import type { Command, Version } from '../../src/contract/commands.js';
import type { Snapshot } from '../../src/contract/live.js';
import { streamOf } from '../../src/domain/meeting/audience.js';
import type { AdministeredWorld } from '../administration/administered-world.js';
import { noteAdd } from '../support/commands.js';
import { newToken } from '../support/token.js';

/** A note that someone is to lose sight of, while they stay where they are. */
export interface LostNote {
  readonly noteId: string;
  /** What is written in it afterwards. */
  readonly secret: string;
  /** Who has heard the table up to here has heard all that they might have been told of it. */
  readonly toldAt: () => number;
}

interface Readdressed {
  readonly loses: LostNote;
  readonly revoke: () => Promise<void>;
  readonly afterwards: () => Promise<void>;
}

const TRIES = 3;

/** The police add it for some, and then readdress it to fewer. */
export async function readdressed(
  at: AdministeredWorld,
  from: Audience,
  to: Audience,
): Promise<Readdressed> {
  const { world } = at;
  const meeting = `meetings/${world.meetingId}`;
  const give = (command: Command) =>
    at.send('POST', `${meeting}/commands`, {
      by: 'polisen',
      body: { commandId: randomUUID(), command },
    });
  const compartments = async () => {
    const answer = await at.send('GET', `${meeting}/board`, { by: 'polisen' });
    return ((await answer.json()) as Snapshot).compartments;
  };
  const { agencyId: _, audience: __, ...fields } = noteAdd(world, '');
  const added = await give(noteAdd(world, world.agency.polisen, { audience: from }));
  const { entryId: noteId } = (await added.json()) as { entryId: string };
  const current = async (stream: StreamKey): Promise<Version> => {
    const entries = (await compartments()).find((one) => one.stream === stream)?.entries;
    const note = entries?.notes.find(({ id }) => id === noteId);
    return { stream, revision: note?.revision ?? 0 };
  };
  const edit = (basedOn: Version, text: string) =>
    give({ ...fields, type: 'note.edit', noteId, basedOn, text });

  const secret = newToken();
  let toldAt = Infinity;
  return {
    loses: { noteId, secret, toldAt: () => toldAt },
    revoke: async () => {
      for (let left = TRIES; left > 0; left -= 1) {
        const basedOn = await current(streamOf(from));
        const readdress = give({ type: 'note.readdress', noteId, basedOn, audience: to });
        // Either may come first, and the other one is outdated; the last time nobody writes.
        if (left > 1) await edit(basedOn, 'Samlingar efter sista tåget');
        if ((await readdress).ok) return;
      }
      throw new Error('The note was never readdressed.');
    },
    afterwards: async () => {
      const here = streamOf(to);
      const edited = await edit(await current(here), secret);
      const basedOn = await current(here);
      const removed = await give({ type: 'note.remove', noteId, basedOn });
      if (!edited.ok || !removed.ok) throw new Error('Nothing was written afterwards.');
      const table = (await compartments()).find(({ stream }) => stream === 'table');
      toldAt = (table?.revision ?? 0) + 1;
    },
  };
}
