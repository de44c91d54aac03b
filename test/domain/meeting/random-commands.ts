// Commands by chance, made of what is on the board, so that most of them mean something.
import fc from 'fast-check';
import type { Audience } from '../../../src/contract/audience.js';
import type { Command, CommandType } from '../../../src/contract/commands.js';
import {
  attendanceStates,
  handoverReceivers,
  levels,
  roles,
  type Role,
} from '../../../src/contract/vocabulary.js';
import { attendsMeetings } from '../../../src/domain/meeting/roles.js';
import { mayHear } from '../../../src/domain/meeting/audience.js';
import type { MeetingBoard } from '../../../src/domain/meeting/decision.js';
import { versionOf } from '../../../src/domain/meeting/version.js';
import { actionPropose, agendaAdd, noteAdd, version } from '../../support/commands.js';
import { agency, agencyNames, from, id, place, type AgencyName } from './around-the-table.js';

export const anyAudience: fc.Arbitrary<Audience> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Audience>({ kind: 'table' }) },
  { weight: 2, arbitrary: fc.constant<Audience>({ kind: 'authorities' }) },
  {
    weight: 2,
    arbitrary: fc
      .subarray(Object.values(agency).sort(), { minLength: 1 })
      .map((agencyIds): Audience => ({ kind: 'agencies', agencyIds })),
  },
);

/** What a step is made of; the board it is taken on gives the numbers their meaning. */
export interface Step {
  type: CommandType;
  meeting: number;
  name: AgencyName;
  role: Role;
  audience: Audience;
  /** Chooses among the entries there are. */
  one: number;
  other: number;
  /** Names an entry as a stranger would who saw its id somewhere. */
  guesses: boolean;
  outdated: boolean;
}

/** How often each command is tried; what moves a meeting on stays rare, or nothing else would happen. */
const weights: Record<CommandType, number> = {
  'meeting.open': 6,
  'meeting.close': 3,
  'meeting.reopen': 3,
  'meeting.cancel': 1,
  'agenda.add': 6,
  'agenda.edit': 1,
  'agenda.readdress': 3,
  'agenda.move': 2,
  'agenda.start': 4,
  'agenda.finish': 3,
  'agenda.defer': 3,
  'agenda.resume': 8,
  'agenda.remove': 1,
  'attendance.set': 1,
  'note.add': 8,
  'note.edit': 2,
  'note.readdress': 4,
  'note.remove': 2,
  'note.hand-over': 4,
  'note.hear-back': 4,
  'action.propose': 8,
  'action.edit': 3,
  'action.readdress': 4,
  'action.agree': 4,
  'action.start': 4,
  'action.finish': 3,
  'action.cancel': 1,
  'action.link': 6,
  'action.unlink': 4,
};

export const commandTypes = Object.keys(weights) as CommandType[];

export const anyStep: fc.Arbitrary<Step> = fc.record({
  type: fc.oneof(
    ...commandTypes.map((type) => ({ weight: weights[type], arbitrary: fc.constant(type) })),
  ),
  meeting: fc.nat({ max: 2 }),
  name: fc.constantFrom(...agencyNames),
  role: fc.constantFrom(...roles.filter(attendsMeetings), 'coordinator', 'coordinator'),
  audience: anyAudience,
  one: fc.nat({ max: 1000 }),
  other: fc.nat({ max: 1000 }),
  guesses: fc.nat({ max: 9 }).map((number) => number === 0),
  outdated: fc.nat({ max: 9 }).map((number) => number === 0),
});

/** An entry by number among those the actor hears, or, when they guess, among all there are. */
function pick<Entry extends { id: string; revision: number; audience: Audience }>(
  { name, role, guesses, outdated }: Step,
  list: ReadonlyMap<string, Entry>,
  number: number,
) {
  const among = [...list.values()].filter(
    ({ audience }) => guesses || mayHear(from(name, role), audience),
  );
  const entry = among[number % among.length];
  const { stream, revision } = entry ? versionOf(entry) : version(0);
  const basedOn = { stream, revision: Math.max(0, revision - (outdated ? 1 : 0)) };
  return { entry, id: entry?.id ?? id('none', number), basedOn };
}

/** The agencies that may take part in an action with this audience. */
const hearing = (audience: Audience) =>
  agencyNames.filter((name) => mayHear(from(name), audience)).map((name) => agency[name]);

/** The command that a step stands for on this board. */
export function commandOf(step: Step, board: MeetingBoard): Command {
  const { type, audience, one, other } = step;
  const own = agency[step.name];
  const someone = agency[agencyNames[other % agencyNames.length]!];
  const item = pick(step, board.agenda, one);
  const after = other % 3 === 0 ? null : pick(step, board.agenda, other).id;
  const note = pick(step, board.notes, one);
  const ofOwn = new Map([...board.notes].filter(([, { agencyId }]) => agencyId === own));
  const handedOver = pick(step, other % 4 === 0 ? board.notes : ofOwn, one);
  const action = pick(step, board.actions, other);
  const noteFields = noteAdd({ place }, one % 4 === 0 ? someone : own, {
    audience,
    text: `notering ${one}`,
    level: levels[other % levels.length]!,
  });
  const involved = hearing(
    type === 'action.edit' ? (action.entry?.audience ?? audience) : audience,
  );
  const actionFields = actionPropose({ place }, involved[one % involved.length]!, {
    audience,
    what: `insats ${other}`,
    noteId: one % 2 === 0 && note.entry ? note.id : null,
    supportingAgencyIds: involved.slice(0, other % 3),
    time:
      one % 2 === 0
        ? { kind: 'due', on: '2026-02-01' }
        : { kind: 'tonight', from: '20:00', to: '01:00' },
  });

  switch (type) {
    case 'meeting.open':
    case 'meeting.close':
      return { type };
    case 'meeting.reopen':
    case 'meeting.cancel':
      return { type, reason: `därför ${one}` };
    case 'agenda.add':
      return { ...agendaAdd(`punkt ${one}`, after), ...(one % 2 === 0 && { audience }) };
    case 'agenda.edit':
      return { type, itemId: item.id, basedOn: item.basedOn, title: `ny ${other}`, minutes: 7 };
    case 'agenda.readdress':
      return { type, itemId: item.id, basedOn: item.basedOn, audience };
    case 'agenda.move':
      return { type, itemId: item.id, afterItemId: after };
    case 'agenda.start':
    case 'agenda.finish':
    case 'agenda.defer':
    case 'agenda.resume':
    case 'agenda.remove':
      return { type, itemId: item.id };
    case 'attendance.set':
      return {
        type,
        agencyId: one % 3 === 0 ? someone : own,
        state: attendanceStates[one % attendanceStates.length]!,
      };
    case 'note.add':
      return noteFields;
    case 'note.edit': {
      const { agencyId: _agency, audience: _audience, ...fields } = noteFields;
      return { ...fields, type, noteId: note.id, basedOn: note.basedOn };
    }
    case 'note.readdress':
      return { type, noteId: note.id, basedOn: note.basedOn, audience };
    case 'note.remove':
      return { type, noteId: note.id, basedOn: note.basedOn };
    case 'note.hand-over':
      return { type, noteId: handedOver.id, to: [...handoverReceivers, null][one % 4]! };
    case 'note.hear-back':
      return { type, noteId: handedOver.id, hasFeedback: one % 3 > 0 };
    case 'action.propose':
      return actionFields;
    case 'action.edit': {
      const { noteId: _note, audience: _audience, ...fields } = actionFields;
      return { ...fields, type, actionId: action.id, basedOn: action.basedOn };
    }
    case 'action.readdress':
      return { type, actionId: action.id, basedOn: action.basedOn, audience };
    case 'action.agree':
    case 'action.start':
      return { type, actionId: action.id };
    case 'action.finish':
      return { type, actionId: action.id, outcome: { effect: 'effect', text: `utfall ${one}` } };
    case 'action.cancel':
      return { type, actionId: action.id, reason: `därför ${one}` };
    case 'action.link':
    case 'action.unlink':
      return { type, actionId: action.id, noteId: note.id };
  }
}
