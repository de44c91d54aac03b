// What a listener sees is the fold of what they hear: proved for every kind of listener after every
// command of random evenings over three meetings.
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CommandType } from '../../../src/contract/commands.js';
import type { StreamEvent } from '../../../src/contract/events.js';
import type { Actor } from '../../../src/domain/meeting/access.js';
import { audienceOf, mayHear } from '../../../src/domain/meeting/audience.js';
import {
  applyChanges,
  emptyBoard,
  mergeBoards,
  toEntries,
  type Board,
} from '../../../src/domain/meeting/board.js';
import { tried, tries, within } from '../../support/proof.js';
import { anyStep, commandOf, commandTypes, type Step } from './random-commands.js';
import { agencyNames, from, id } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

const meetingIds = [0, 1, 2].map((number) => id('meet', number));

/** A listener who keeps one board for each stream of each meeting, as the page does. */
class Follower {
  private readonly streams = new Map<string, { revision: number; board: Board }>();

  constructor(readonly actor: Actor) {}

  hear({ meetingId, stream, revision, changes }: StreamEvent & { meetingId: string }): void {
    if (!mayHear(this.actor, audienceOf(stream))) return;
    const key = `${meetingId} ${stream}`;
    const held = this.streams.get(key) ?? { revision: 0, board: emptyBoard };
    expect(revision).toBe(held.revision + 1);
    this.streams.set(key, { revision, board: applyChanges(held.board, changes) });
  }

  sees(meetingId: string): Board {
    const own = [...this.streams].filter(([key]) => key.startsWith(meetingId));
    return mergeBoards(own.map(([, { board }]) => board));
  }
}

/** The part of a board that a listener may see. */
function project(actor: Actor, board: Board): Board {
  const heard = <Entry extends { audience: Parameters<typeof mayHear>[1] }>(
    list: ReadonlyMap<string, Entry>,
  ) => new Map([...list].filter(([, { audience }]) => mayHear(actor, audience)));
  return {
    ...board,
    agenda: heard(board.agenda),
    notes: heard(board.notes),
    actions: heard(board.actions),
    links: heard(board.links),
  };
}

/** What follower and board show of one meeting, to be compared. */
function views(follower: Follower, board: Board, meetingId: string): [string, string] {
  const seen = follower.sees(meetingId);
  const there = project(follower.actor, board);
  // The header is there before anything has happened to it.
  const meeting = seen.meeting ?? there.meeting;
  return [JSON.stringify(toEntries({ ...seen, meeting })), JSON.stringify(toEntries(there))];
}

/** Plays the steps and looks at every listener's boards after each; gives what was carried out. */
function play(steps: readonly Step[]): CommandType[] {
  const series = new SeriesAtTable(meetingIds);
  const followers = agencyNames.map((name) => new Follower(from(name)));
  return steps.flatMap((step) => {
    const before = series.log.length;
    const command = commandOf(step, series.board(step.meeting));
    const refusal = series.refusal(from(step.name, step.role), command, step.meeting);
    const events = series.log.slice(before);
    if (refusal !== null) expect(events).toEqual([]);
    for (const follower of followers) {
      for (const event of events) follower.hear(event);
      for (const meetingId of new Set(events.map((event) => event.meetingId))) {
        const board = series.board(meetingIds.indexOf(meetingId));
        const [seen, there] = views(follower, board, meetingId);
        expect(seen).toBe(there);
      }
    }
    return refusal === null ? [step.type] : [];
  });
}

const SEQUENCES = tries(40, { R5: 2_000 });
/** The first is known to come by every command. */
const SEEDS = [23, ...(process.env.PROVE_SEED ? [Number(process.env.PROVE_SEED)] : [])];
/** A step each; some of them are refused. */
const STEPS = tries(80, { R5: 130 });

it(
  'F1 F3 every listener sees the gapless fold of their streams, whatever command it was',
  () => {
    const carriedOut = new Set<CommandType>();
    for (const seed of SEEDS)
      fc.assert(
        fc.property(
          fc.array(anyStep, { minLength: STEPS, maxLength: STEPS, size: 'max' }),
          (steps) => {
            for (const type of play(steps)) carriedOut.add(type);
          },
        ),
        { seed, numRuns: SEQUENCES },
      );
    expect([...carriedOut].sort()).toEqual([...commandTypes].sort());
    tried('R5', SEEDS.length * SEQUENCES);
  },
  within(30_000),
);
