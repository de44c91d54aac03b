// What insiders do where outsiders do not hear it, and how it is found where it must not be.
import type { Audience } from '../../src/contract/audience.js';
import { actionPropose, agendaAdd, noteAdd, version } from '../support/commands.js';
import { eventually, type LiveClient } from '../support/live-client.js';
import type { World } from '../support/meeting-world.js';
import { newToken } from '../support/token.js';

export interface Secret {
  readonly tokens: string[];
  itemId: string;
  noteId: string;
  actionId: string;
}

/** Every way to write a text on the board, for one who leads; each text is one of the tokens. */
export async function actInSecret(
  insider: LiveClient,
  world: World,
  audience: Audience,
): Promise<Secret> {
  const token = () => {
    const text = `hemligt ${newToken()}`;
    secret.tokens.push(text);
    return text;
  };
  const secret: Secret = { tokens: [], itemId: '', noteId: '', actionId: '' };
  const item = await insider.persist({ ...agendaAdd(token()), audience });
  secret.itemId = item.entryId ?? '';
  const { itemId } = secret;
  await eventually(() => insider.replica.board.agenda.has(itemId), 'the item');
  await insider.persist({
    type: 'agenda.edit',
    itemId,
    basedOn: version(insider.replica.board.agenda.get(itemId)?.revision ?? 0, audience),
    title: token(),
    minutes: 5,
  });
  const agencyId = world.agency.polisen;
  const added = await insider.persist(noteAdd(world, agencyId, { audience, text: token() }));
  secret.noteId = added.entryId ?? '';
  const { agencyId: _, audience: __, ...fields } = noteAdd(world, agencyId);
  await eventually(() => insider.replica.board.notes.has(secret.noteId), 'the note');
  const basedOn = version(insider.replica.board.notes.get(secret.noteId)?.revision ?? 0, audience);
  await insider.persist({
    ...fields,
    type: 'note.edit',
    noteId: secret.noteId,
    basedOn,
    text: token(),
  });
  const proposed = await insider.persist(
    actionPropose(world, agencyId, { audience, noteId: secret.noteId, what: token() }),
  );
  secret.actionId = proposed.entryId ?? '';
  const { actionId } = secret;
  const { meetingId } = world;
  await insider.socket.emitWithAck('editing', { meetingId, entryId: actionId });
  await insider.persist({ type: 'action.agree', actionId });
  await insider.persist({
    type: 'action.finish',
    actionId,
    outcome: { effect: 'effect', text: token() },
  });
  const cancelled = await insider.persist(
    actionPropose(world, agencyId, { audience, what: token() }),
  );
  await insider.persist({
    type: 'action.cancel',
    actionId: cancelled.entryId ?? '',
    reason: token(),
  });
  await insider.socket.emitWithAck('editing', { meetingId, entryId: null });
  return secret;
}

/**
 * Marks that a note was handed over, and moves all that was written to where others hear it; the one who
 * leads is among both.
 */
export async function moveInSecret(
  insider: LiveClient,
  { itemId, noteId, actionId }: Secret,
  from: Audience,
  audience: Audience,
): Promise<void> {
  await insider.persist({ type: 'note.hand-over', noteId, to: 'police' });
  await insider.persist({ type: 'note.hear-back', noteId, hasFeedback: true });
  // The last of what these entries were told until now.
  const heardBack = () => insider.replica.board.notes.get(noteId)?.handover?.hasFeedback === true;
  await eventually(heardBack, 'what was heard back');
  const { board } = insider.replica;
  const of = ({ revision = 0 } = {}) => ({ basedOn: version(revision, from), audience });
  await insider.persist({ type: 'agenda.readdress', itemId, ...of(board.agenda.get(itemId)) });
  await insider.persist({ type: 'note.readdress', noteId, ...of(board.notes.get(noteId)) });
  const action = board.actions.get(actionId);
  await insider.persist({ type: 'action.readdress', actionId, ...of(action) });
}

/** Which of the tokens stand in what was captured; the proof's one means of seeing. */
export const leaksIn = (tokens: readonly string[], captured: Record<string, string>): string[] =>
  Object.entries(captured).flatMap(([channel, text]) =>
    tokens.filter((token) => text.includes(token)).map((token) => `${channel}: ${token}`),
  );
