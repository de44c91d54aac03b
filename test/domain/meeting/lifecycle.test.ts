import { describe, expect, it } from '@jest/globals';
import {
  actionStates,
  agendaItemStates,
  meetingStatuses,
  openActionStates,
} from '../../../src/contract/vocabulary.js';
import {
  actionLifecycle,
  agendaItemLifecycle,
  meetingLifecycle,
} from '../../../src/domain/meeting/lifecycle.js';

type Lifecycle = Record<string, readonly string[]>;

function reachable(lifecycle: Lifecycle, start: string): string[] {
  const seen = new Set([start]);
  for (const state of seen) for (const next of lifecycle[state] ?? []) seen.add(next);
  return [...seen].sort();
}

const ends = (lifecycle: Lifecycle) =>
  Object.keys(lifecycle).filter((state) => lifecycle[state]?.length === 0);

describe.each([
  ['a meeting', meetingLifecycle, meetingStatuses, ['cancelled']],
  ['an agenda item', agendaItemLifecycle, agendaItemStates, []],
  ['an action', actionLifecycle, actionStates, ['done', 'cancelled']],
] as [string, Lifecycle, readonly string[], string[]][])(
  'the life of %s',
  (_whose, lifecycle, states, last) => {
    it('can come to every state from the first', () => {
      expect(reachable(lifecycle, states[0]!)).toEqual([...states].sort());
    });

    it('ends where it is meant to', () => {
      expect(ends(lifecycle)).toEqual(last);
    });
  },
);

it('an action waits for someone in every state that does not end it', () => {
  expect(actionStates.filter((state) => actionLifecycle[state].length > 0)).toEqual([
    ...openActionStates,
  ]);
});
