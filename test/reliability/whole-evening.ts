// An evening in which every kind of command is given, led by the coordinator.
import type { Audience } from '../../src/contract/audience.js';
import type { Command, Version } from '../../src/contract/commands.js';
import { actionPropose, agendaAdd, noteAdd, version } from '../support/commands.js';
import { eventually, type LiveClient } from '../support/live-client.js';
import type { World } from '../support/meeting-world.js';

/** Has a command carried out at the client's meeting, and gives the entry it made or changed. */
export type Give = (client: LiveClient, command: Command) => Promise<string | null>;

/** `evening` is held, `calledOff` is not. */
export async function playWholeEvening(
  world: World,
  { evening, calledOff }: Record<'evening' | 'calledOff', LiveClient>,
  give: Give,
): Promise<void> {
  const heard = () =>
    [...evening.replica.streams.values()].reduce((sum, { revision }) => sum + revision, 0);
  /** As somebody who sees what they have done before they go on. */
  const say = async (command: Command) => {
    const before = heard();
    const entryId = await give(evening, command);
    await eventually(
      () => heard() > before,
      () => `what ${command.type} did; ${evening.describeLink()}`,
    );
    return entryId ?? '';
  };
  const own = world.agency.kommunen;
  const authorities: Audience = { kind: 'authorities' };
  /** Where an entry stands now. */
  const standing = async (id: string, audience?: Audience): Promise<Version> => {
    const found = () => {
      const { agenda, notes, actions } = evening.replica.board;
      return agenda.get(id) ?? notes.get(id) ?? actions.get(id);
    };
    await eventually(
      () => found() !== undefined,
      () => `an entry; ${evening.describeLink()}`,
    );
    return version(found()?.revision ?? 0, audience);
  };

  await give(calledOff, { type: 'meeting.cancel', reason: 'Ingen kan komma.' });

  await say({ type: 'meeting.open' });
  await say({ type: 'attendance.set', agencyId: own, state: 'present' });
  const itemId = await say(agendaAdd('Nytt'));
  const title = { title: 'Annat', minutes: 10 };
  await say({ type: 'agenda.edit', itemId, basedOn: await standing(itemId), ...title });
  await say({ type: 'agenda.move', itemId, afterItemId: null });
  for (const type of ['start', 'finish', 'resume', 'defer'] as const)
    await say({ type: `agenda.${type}`, itemId });
  const among = { audience: authorities };
  await say({ type: 'agenda.readdress', itemId, basedOn: await standing(itemId), ...among });
  await say({ type: 'agenda.remove', itemId });

  const noteId = await say(noteAdd(world, own));
  const { agencyId: _agency, audience: _audience, type: _type, ...fields } = noteAdd(world, own);
  const text = 'Lugnare nu';
  await say({ type: 'note.edit', noteId, basedOn: await standing(noteId), ...fields, text });
  const noteAt = await standing(noteId);
  await say({ type: 'note.readdress', noteId, basedOn: noteAt, audience: authorities });

  const linked = await say(noteAdd(world, own));
  await say({ type: 'note.hand-over', noteId: linked, to: 'sspf' });
  await say({ type: 'note.hear-back', noteId: linked, hasFeedback: true });
  const { audience: _to, noteId: _from, type: _kind, ...action } = actionPropose(world, own);
  const actionId = await say(actionPropose(world, own));
  const what = 'Två till vid stationen';
  const actionAt = await standing(actionId);
  await say({ type: 'action.edit', actionId, basedOn: actionAt, ...action, what });
  await say({ type: 'action.link', actionId, noteId: linked });
  await say({ type: 'action.unlink', actionId, noteId: linked });
  await say({ type: 'action.agree', actionId });
  await say({ type: 'action.start', actionId });
  const outcome = { effect: 'effect', text: 'Lugnt.' } as const;
  await say({ type: 'action.finish', actionId, outcome });

  const other = await say(actionPropose(world, own));
  const basedOn = await standing(other);
  await say({ type: 'action.readdress', actionId: other, basedOn, audience: authorities });
  await say({ type: 'action.cancel', actionId: other, reason: 'Behövs inte.' });
  const linkedAt = await standing(linked);
  await say({ type: 'note.remove', noteId: linked, basedOn: linkedAt });

  await say({ type: 'meeting.close' });
  await say({ type: 'meeting.reopen', reason: 'En sak till.' });
}
