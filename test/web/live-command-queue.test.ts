import { describe, expect, it } from '@jest/globals';
import type { Command, CommandOutcome } from '../../src/contract/commands.js';
import type { Answer } from '../../src/contract/live.js';
import type { ProblemCode } from '../../src/contract/problems.js';
import { CommandQueue, type PendingCommand } from '../../web/src/live/command-queue.js';

const cancel = (reason: string): Command => ({ type: 'meeting.cancel', reason });

const done = (commandId: string): Answer<CommandOutcome> => ({
  ok: true,
  value: { commandId, entryId: null },
});
const refused = (code: ProblemCode): Answer<CommandOutcome> => ({
  ok: false,
  problem: { type: `urn:utsattning:problem:${code}`, title: code, status: 409, code },
});

/** A server that answers when told to, and a store that outlives the queue. */
function world() {
  const sent: {
    pending: PendingCommand;
    answer: (given: Answer<CommandOutcome> | null) => void;
  }[] = [];
  const stored = new Map<string, string>();
  const pauses: number[] = [];
  let ids = 0;
  const queue = () =>
    new CommandQueue({
      send: (pending) =>
        new Promise((resolve, reject) => {
          const answer = (given: Answer<CommandOutcome> | null) =>
            given ? resolve(given) : reject(new Error('no answer'));
          sent.push({ pending, answer });
        }),
      newId: () => `c${++ids}`,
      store: {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, text) => void stored.set(key, text),
        removeItem: (key) => void stored.delete(key),
      },
      storeKey: 'pending',
      wait: async (milliseconds) => void pauses.push(milliseconds),
    });
  const answerLast = async (given: Answer<CommandOutcome> | null) => {
    sent.at(-1)!.answer(given);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const sentIds = () => sent.map((one) => one.pending.commandId);
  return { queue: queue(), again: queue, sent, stored, pauses, answerLast, sentIds };
}

describe('the queue of commands', () => {
  it('waits until the way is open', () => {
    const { queue, sent } = world();
    queue.give(cancel('one'));
    expect(sent).toHaveLength(0);
    queue.resume();
    expect(sent).toHaveLength(1);
  });

  it('K11 sends in order, one at a time, and settles on the answer', async () => {
    const { queue, answerLast, sentIds } = world();
    queue.resume();
    const first = queue.give(cancel('one'));
    queue.give(cancel('two'));
    expect(sentIds()).toEqual(['c1']);
    await answerLast(done('c1'));
    await expect(first.settled).resolves.toEqual(done('c1'));
    expect(sentIds()).toEqual(['c1', 'c2']);
    await answerLast(done('c2'));
    expect(queue.pending).toEqual([]);
  });

  it('K7 sends again under the same id after the connection came back', async () => {
    const { queue, answerLast, sentIds, sent } = world();
    queue.resume();
    queue.give(cancel('one'));
    queue.give(cancel('two'));
    queue.suspend();
    await answerLast(null);
    expect(sentIds()).toEqual(['c1']);
    queue.resume();
    expect(sentIds()).toEqual(['c1', 'c1']);
    // The answer to the first sending may still come; it settles the command once.
    sent[0]!.answer(done('c1'));
    await answerLast(done('c1'));
    expect(sentIds()).toEqual(['c1', 'c1', 'c2']);
  });

  it('does not wait for an answer that a closed connection owes', () => {
    const { queue, sentIds } = world();
    queue.resume();
    queue.give(cancel('one'));
    queue.suspend();
    queue.resume();
    expect(sentIds()).toEqual(['c1', 'c1']);
  });

  it('K7 tries again with growing pauses when no answer came or the server could not just now', async () => {
    const { queue, answerLast, pauses, sentIds } = world();
    queue.resume();
    queue.give(cancel('one'));
    await answerLast(refused('unavailable'));
    await answerLast(refused('too-many-requests'));
    await answerLast(null);
    expect(pauses).toEqual([500, 1000, 2000]);
    expect(sentIds()).toEqual(['c1', 'c1', 'c1', 'c1']);
    await answerLast(done('c1'));
    expect(queue.pending).toEqual([]);
  });

  it('K11 hands back what was refused with its text, and goes on with the next', async () => {
    const { queue, answerLast, sentIds } = world();
    queue.resume();
    const first = queue.give(cancel('one'));
    queue.give(cancel('two'));
    await answerLast(refused('stale'));
    await expect(first.settled).resolves.toEqual(refused('stale'));
    expect(queue.failed).toMatchObject([
      { commandId: 'c1', command: cancel('one'), problem: { code: 'stale' } },
    ]);
    expect(sentIds()).toEqual(['c1', 'c2']);
    queue.dismiss('c1');
    expect(queue.failed).toEqual([]);
  });

  it('keeps a command for after the next sign-in', async () => {
    const { queue, answerLast, sentIds } = world();
    queue.resume();
    queue.give(cancel('one'));
    await answerLast(refused('not-signed-in'));
    expect(queue.pending).toHaveLength(1);
    expect(sentIds()).toEqual(['c1']);
    queue.resume();
    expect(sentIds()).toEqual(['c1', 'c1']);
  });

  it('K11 outlives a reload: what waits and what was refused', async () => {
    const { queue, again, answerLast, stored, sentIds } = world();
    queue.resume();
    queue.give(cancel('one'));
    queue.give(cancel('two'));
    await answerLast(refused('wrong-state'));
    queue.suspend();

    const reloaded = again();
    expect(reloaded.failed.map((failed) => failed.command)).toEqual([cancel('one')]);
    expect(reloaded.pending).toEqual([{ commandId: 'c2', command: cancel('two') }]);
    reloaded.resume();
    expect(sentIds()).toEqual(['c1', 'c2', 'c2']);
    await answerLast(done('c2'));
    reloaded.dismiss('c1');
    expect(stored.size).toBe(0);
  });

  it.each(['nonsense', '{}', '[]', 'null'])('starts empty from a store that holds %s', (text) => {
    const { again, stored } = world();
    stored.set('pending', text);
    expect(again().pending).toEqual([]);
  });
});
