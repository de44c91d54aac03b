// An outsider cannot tell that closed entries exist: the same evening is played twice, once as it was
// and once without everything that happened out of the outsider's hearing, and every answer they get
// and every event they hear is the same.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Audience } from '../../../src/contract/audience.js';
import type { AgendaItem } from '../../../src/contract/board.js';
import type { Command, CommandOf } from '../../../src/contract/commands.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import type { Actor } from '../../../src/domain/meeting/access.js';
import { agendaInOrder } from '../../../src/domain/meeting/agenda.js';
import { audienceOf, mayHear, standsBeside } from '../../../src/domain/meeting/audience.js';
import type { MeetingBoard } from '../../../src/domain/meeting/decision.js';
import { actionPropose, noteAdd, version } from '../../support/commands.js';
import { anyStep, commandOf, type Step } from './random-commands.js';
import {
  agency,
  byLink,
  coordinator,
  from,
  id,
  place,
  police,
  volunteer,
} from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

const meetingIds = [0, 1, 2].map((number) => id('meet', number));
const made = new RegExp(`${id('made', 0).slice(0, 24)}\\d{12}`, 'g');
const unknown = id('none', 0);

/** New ids are random and say nothing; here each is called by when the outsider came across it. */
class Names {
  private readonly names = new Map<string, string>();

  in(learnt: unknown): string {
    return JSON.stringify(learnt).replace(made, (one) => {
      const name = this.names.get(one) ?? `#${this.names.size}`;
      this.names.set(one, name);
      return name;
    });
  }

  /** The same command at another evening; what the outsider has not come across is unknown there. */
  translate(command: Command, there: Names): Command {
    const text = JSON.stringify(command).replace(made, (one) => {
      const name = this.names.get(one);
      return [...there.names].find(([, other]) => other === name)?.[0] ?? unknown;
    });
    return JSON.parse(text) as Command;
  }
}

/** An evening, and what the outsider learns of it. */
class Evening {
  readonly series = new SeriesAtTable(meetingIds);
  readonly names = new Names();

  constructor(private readonly outsider: Actor) {}

  /** The events that the outsider hears of a command and, when it is their own, what they are answered. */
  play(actor: Actor, command: Command, meeting: number): string {
    const isAsked = actor.agencyId === this.outsider.agencyId;
    try {
      const { entryId, events } = this.series.carryOut(actor, command, meeting);
      const heard = events.filter(({ stream }) => mayHear(this.outsider, audienceOf(stream)));
      return this.names.in(isAsked ? { heard, entryId } : { heard });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, detail, current } = error;
      return this.names.in(isAsked ? { heard: [], code, detail, current } : { heard: [] });
    }
  }
}

/** The audience an entry has before a command gives it another. */
function audienceBefore(board: MeetingBoard, command: Command): Audience | undefined {
  if (command.type === 'agenda.readdress') return board.agenda.get(command.itemId)?.audience;
  if (command.type === 'note.readdress') return board.notes.get(command.noteId)?.audience;
  if (command.type === 'action.readdress') return board.actions.get(command.actionId)?.audience;
  return undefined;
}

/** Whether a command opens something to the outsider: what its owner wants is no leak. */
function discloses(outsider: Actor, board: MeetingBoard, command: Command): boolean {
  const before = audienceBefore(board, command);
  return before !== undefined && !mayHear(outsider, before);
}

/** What someone who knows of closed entries would have done if there were none. */
function withoutClosed(outsider: Actor, board: MeetingBoard, command: Command): Command {
  if (command.type === 'note.readdress' && !mayHear(outsider, command.audience)) {
    const { noteId, basedOn } = command;
    return { type: 'note.remove', noteId, basedOn };
  }
  if (command.type === 'agenda.readdress' && !mayHear(outsider, command.audience))
    return { type: 'agenda.remove', itemId: command.itemId };
  if (command.type === 'agenda.add' || command.type === 'agenda.move') {
    const after = board.agenda.get(command.afterItemId ?? '');
    if (after && !mayHear(outsider, after.audience))
      return { ...command, afterItemId: knownBefore(after, board, command) };
  }
  if (command.type === 'action.propose' && command.noteId !== null) {
    const note = board.notes.get(command.noteId);
    if (note && !mayHear(outsider, note.audience)) return { ...command, noteId: null };
  }
  return command;
}

/** The item that one stands after, for those who do not know of `after`. */
function knownBefore(
  after: AgendaItem,
  board: MeetingBoard,
  command: CommandOf<'agenda.add'> | CommandOf<'agenda.move'>,
): string | null {
  const moving = command.type === 'agenda.move' ? board.agenda.get(command.itemId) : undefined;
  const audience = command.type === 'agenda.add' ? command.audience : moving?.audience;
  const ordered = agendaInOrder(board).filter((item) => item !== moving);
  const before = ordered.slice(0, ordered.indexOf(after));
  return before.findLast((item) => audience && standsBeside(audience, item))?.id ?? null;
}

/** Plays an evening with and without what is closed to the outsider; gives how much that was. */
function playTwice(outsider: Actor, steps: readonly Step[]): number {
  const whole = new Evening(outsider);
  const open = new Evening(outsider);
  let closed = 0;
  for (const [minute, step] of steps.entries()) {
    whole.series.minute = open.series.minute = minute;
    const one = from(step.name, step.role);
    const isOutsider = one.agencyId === outsider.agencyId;
    const actor = { ...one, opensClosed: !isOutsider || outsider.opensClosed };
    const board = whole.series.board(step.meeting);
    const command = commandOf(step, board);
    if (!isOutsider && discloses(outsider, board, command)) continue;
    const kept = isOutsider ? command : withoutClosed(outsider, board, command);
    const translated = whole.names.translate(kept, open.names);

    const learnt = whole.play(actor, command, step.meeting);

    if (!isOutsider && learnt === '{"heard":[]}') closed += 1;
    else expect(open.play(actor, translated, step.meeting)).toBe(learnt);
  }
  return closed;
}

describe('what is closed to an agency', () => {
  it.each(['nattvandrarna', 'fritidsgården', 'kommunen'] as const)(
    'A3 A5 changes no answer to %s and no event they hear',
    (name) => {
      let closed = 0;
      fc.assert(
        fc.property(fc.array(anyStep, { minLength: 70, maxLength: 70, size: 'max' }), (steps) => {
          closed += playTwice(from(name), steps);
        }),
        { seed: 20260130, numRuns: 25 },
      );
      expect(closed).toBeGreaterThan(100);
    },
  );

  it.each(['polisen', 'kommunen', 'nattvandrarna'] as const)(
    'A3 A10 changes no answer to %s who have come by a link, nor what they hear',
    (name) => {
      let closed = 0;
      fc.assert(
        fc.property(fc.array(anyStep, { minLength: 70, maxLength: 70, size: 'max' }), (steps) => {
          closed += playTwice(byLink(from(name)), steps);
        }),
        { seed: 20261125, numRuns: 15 },
      );
      expect(closed).toBeGreaterThan(50);
    },
  );

  const authorities: Audience = { kind: 'authorities' };

  it('A10 can be neither written into nor found by those who have come by a link', () => {
    const series = new SeriesAtTable();
    const weak = byLink(police);
    const { agencyId, audience: _, ...fields } = noteAdd({ place }, agency.polisen);
    const closedId = series.give(police, { ...fields, agencyId, audience: authorities });
    const openId = series.give(weak, noteAdd({ place }, agency.polisen));

    const refusals = [
      { ...fields, agencyId, audience: authorities },
      actionPropose({ place }, agency.polisen, { audience: authorities }),
      { type: 'note.readdress', noteId: openId, basedOn: version(1), audience: authorities },
      { ...fields, type: 'note.edit', noteId: closedId, basedOn: version(1) },
      { type: 'note.remove', noteId: closedId, basedOn: version(1) },
      {
        type: 'note.readdress',
        noteId: closedId,
        basedOn: version(1),
        audience: { kind: 'table' },
      },
      actionPropose({ place }, agency.polisen, { noteId: closedId }),
    ].map((command) => series.refusal(weak, command as Command));

    expect(refusals).toEqual([
      ...Array<string>(3).fill('sign-in-too-weak'),
      ...Array<string>(4).fill('not-found'),
    ]);
    expect(
      series.refusal(byLink(volunteer), {
        ...fields,
        agencyId: agency.nattvandrarna,
        audience: authorities,
      }),
    ).toBe('audience-mismatch');
  });

  it('A3 does not count against the board when they write', () => {
    const series = new SeriesAtTable();
    for (let count = 0; count < 500; count += 1)
      series.give(police, noteAdd({ place }, agency.polisen, { audience: authorities }));
    for (let count = 0; count < 300; count += 1)
      series.give(police, actionPropose({ place }, agency.polisen, { audience: authorities }));

    expect(series.refusal(volunteer, noteAdd({ place }, agency.nattvandrarna))).toBeNull();
    expect(series.refusal(volunteer, actionPropose({ place }, agency.polisen))).toBeNull();
    expect(series.refusal(police, noteAdd({ place }, agency.polisen))).toBe('board-full');
    expect(series.refusal(police, actionPropose({ place }, agency.polisen))).toBe('board-full');
  });

  it('A3 does not hinder them from removing a note that a closed action came from', () => {
    const series = new SeriesAtTable();
    const noteId = series.give(volunteer, noteAdd({ place }, agency.nattvandrarna));
    series.give(
      police,
      actionPropose({ place }, agency.polisen, { audience: authorities, noteId }),
    );

    const { events } = series.carryOut(volunteer, {
      type: 'note.remove',
      noteId,
      basedOn: version(1),
    });

    expect(events.map(({ stream, type }) => `${stream} ${type}`)).toEqual([
      'authorities action.unlinked',
      'table note.removed',
    ]);
  });

  it('A5 makes a note that goes there look removed, with its threads', () => {
    const told = (last: (noteId: string) => Command) => {
      const series = new SeriesAtTable();
      const noteId = series.give(police, noteAdd({ place }, agency.polisen));
      series.give(coordinator, actionPropose({ place }, agency.polisen, { noteId }));
      const { events } = series.carryOut(police, last(noteId));
      return events.filter(({ stream }) => stream === 'table');
    };
    expect(
      told((noteId) => ({
        type: 'note.readdress',
        noteId,
        basedOn: version(1),
        audience: authorities,
      })),
    ).toEqual(told((noteId) => ({ type: 'note.remove', noteId, basedOn: version(1) })));
  });
});
